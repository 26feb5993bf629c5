// Posters as others read them.
#include "letters/poster.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "letters/testing.hpp"

namespace skranke::letters {
namespace {

using testing::HasSubstr;

class Posters : public Papers {};

PosterFacts some_facts() {
  return {.language = "da",
          .title = "Når du har brug for hjælp",
          .lead = "",
          .every = "Alle dokumenter",
          .conditions = {"i fysisk form", "ikke udløbet"},
          .either = "eller",
          .lists = {{.id = "A",
                     .heading = "Medbring ét af disse",
                     .blocks = {{.heading = "", .lines = {"Kørekort", "Pas", "Opholdskort"}}},
                     .notes = {}},
                    {.id = "to-slags",
                     .heading = "Eller ét fra hver",
                     .blocks = {{.heading = "Ét af disse", .lines = {"Pas fra et andet land"}},
                                {.heading = "og ét af disse", .lines = {"Sundhedskort", "Dåbsattest"}}},
                     .notes = {"Mindst ét med CPR-nummer"}}},
          .exclusions = {"Aldrig begge dele"},
          .check = "Tjek dine dokumenter",
          .url = "https://borgerservice.example/da/check/",
          .code = "QR-kode, der fører til Århus \xF0\x9F\x98\x80",
          .footer = "Version 1",
          .day = 19'723};
}

TEST_F(Posters, SayAllOfItInTheOrderInWhichItIsRead) {
  const std::string shown = spoken(poster(some_facts()).pdf);
  std::size_t at = 0;
  for (const char* part :
       {"Når du har brug for hjælp", "Alle dokumenter: i fysisk form · ikke udløbet", "Medbring ét af disse",
        "Kørekort", "Opholdskort", "to-slags: Eller ét fra hver", "Pas fra et andet land", "Dåbsattest",
        "Mindst ét med CPR-nummer", "Aldrig begge dele", "https://borgerservice.example/da/check/"}) {
    const std::size_t found = shown.find(part, at);
    EXPECT_NE(found, std::string::npos) << part << " in " << shown;
    at = std::min(found, shown.size());
  }
  EXPECT_THAT(shown, HasSubstr("eller"));
}

TEST_F(Posters, AreTaggedWithTheirLanguageAndWhatTheCodeIs) {
  const std::string pdf = poster(some_facts()).pdf;
  const std::string about = say(pdf, "pdfinfo x.pdf");
  EXPECT_THAT(about, HasSubstr("Tagged:          yes"));
  EXPECT_THAT(about, HasSubstr("Pages:           1"));
  EXPECT_THAT(about, HasSubstr("595.28 x 841.89 pts (A4)"));
  EXPECT_THAT(pdf, HasSubstr("/Lang (da)"));
  const std::string tags = say(pdf, "pdfinfo -struct x.pdf");
  for (const char* tag : {"H1", "H2", "H3", "LI", "LBody", "Figure"}) EXPECT_THAT(tags, HasSubstr(tag));
  EXPECT_THAT(pdf, HasSubstr("/Alt <FEFF00510052002D006B006F00640065")) << "QR-kode";
  EXPECT_THAT(pdf, HasSubstr("00C500720068007500730020D83DDE00>")) << "Århus, and a sign of two units";
  EXPECT_EQ(poster(some_facts()).pdf, pdf) << "the same bytes every time";
}

TEST_F(Posters, HaveACodeThatIsTheAddress) {
  EXPECT_THAT(say(poster(some_facts()).pdf, "pdftoppm -r 150 -png x.pdf x && zbarimg --quiet --raw x-1.png"),
              HasSubstr("https://borgerservice.example/da/check/"));
}

TEST_F(Posters, WithoutAnAddressHaveNoCode) {
  PosterFacts facts = some_facts();
  facts.url.clear();
  const std::string pdf = poster(facts).pdf;
  EXPECT_THAT(say(pdf, "pdfinfo -struct x.pdf"), testing::Not(HasSubstr("Figure")));
  EXPECT_THAT(text(pdf), testing::Not(HasSubstr("Tjek dine dokumenter")));
}

TEST_F(Posters, AreWrittenAsLargeAsOnePageHasRoomFor) {
  PosterFacts facts = some_facts();
  EXPECT_EQ(poster(facts).size, poster_size_max);
  for (int i = 0; i < 6; ++i) facts.lists.push_back(facts.lists[0]);
  const Poster smaller = poster(facts);
  EXPECT_EQ(smaller.pages, 1);
  EXPECT_LT(smaller.size, poster_size_max);
  EXPECT_GT(smaller.size, poster_size_min);
}

TEST_F(Posters, ThatAreTooLongGoOnOnAnotherPageAndLoseNothing) {
  PosterFacts facts = some_facts();
  for (int i = 0; i < 60; ++i) {
    facts.lists.push_back(facts.lists[0]);
    facts.lists.back().heading = "Liste nummer " + std::to_string(i);
  }
  const Poster made = poster(facts);
  EXPECT_EQ(made.size, poster_size_min);
  EXPECT_GT(made.pages, 1);
  EXPECT_THAT(say(made.pdf, "pdfinfo x.pdf"), HasSubstr("Pages:           " + std::to_string(made.pages)));
  const std::string shown = spoken(made.pdf);
  for (int i = 0; i < 60; ++i) EXPECT_THAT(shown, HasSubstr("Liste nummer " + std::to_string(i)));
  EXPECT_THAT(shown, HasSubstr("Version 1"));
}

}  // namespace
}  // namespace skranke::letters
