// A policy as people read it, held against the engine that decides by it.
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/box.hpp"
#include "policy/decide.hpp"
#include "policy/testing.hpp"
#include "reading/account.hpp"
#include "reading/decision_table.hpp"
#include "reading/page.hpp"
#include "reading/picture.hpp"

namespace skranke::reading {
namespace {

using policy::Edition;
using proofing::Document;
using proofing::Fact;
using proofing::Tri;
using testing::HasSubstr;
using testing::Not;

Words words_of(const std::string& language) {
  std::ifstream file{std::string{SKRANKE_SOURCE_DIR} + "/locales/" + language + ".json"};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  const auto table = std::make_shared<boost::json::object>(boost::json::parse(text).as_object());
  return {.language = language, .text = [table](std::string_view key) {
            const auto* value = table->if_contains(key);
            return value == nullptr ? std::string{} : std::string{value->as_string()};
          }};
}

// Every version of every policy.
const std::vector<Edition>& editions() {
  static const std::vector<Edition> all = [] {
    std::vector<Edition> found;
    const std::filesystem::path folder{SKRANKE_SOURCE_DIR "/policies"};
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
      if (entry.path().extension() != ".toml" || entry.path().parent_path().filename() == "questions")
        continue;
      std::ifstream file{entry.path()};
      const std::string text{std::istreambuf_iterator<char>{file}, {}};
      found.push_back(policy::edition_of(text));
    }
    return found;
  }();
  return all;
}

constexpr base::Day visit = 20'786;  // 2026-11-29

// Whether what a row says is so of a document: written anew, from the row's values alone.
bool holds(const TableRow& row, const policy::Tree& tree, const policy::Program& program, std::size_t place,
           const Document& document) {
  const policy::Box& box = row.box;
  const auto& only_at = tree.lines[row.line].only_at;
  bool is_here = only_at.empty();
  for (const policy::Name& name : only_at) is_here = is_here || name.text == program.places[place];
  const auto in = [](std::uint8_t set, auto value) {
    return (set >> static_cast<unsigned>(value) & 1U) != 0;
  };
  bool flags = true;
  for (std::size_t i = 0; i < proofing::flag_facts.size(); ++i) {
    const auto value = document.flags >> proofing::flag_shift(proofing::flag_facts[i]) & 3U;
    flags = flags && in(box.flags[i], value);
  }
  const bool is_in_time =
      box.months_old_max < 0 ||
      (document.issued <= visit && document.issued >= base::months_before(visit, box.months_old_max));
  return is_here && document.kind == row.kind && policy::allows_issuer(box, document.issuer) &&
         in(box.forms, document.form) && in(box.authorities, document.authority) && flags &&
         (!box.expires_not_before_visit || document.expires >= visit) && is_in_time &&
         (box.income_year_back < 0 || document.income_year == 2026 - box.income_year_back);
}

// Calls `visit_document` with every document that the rules of mitid can tell apart, and some that they
// can't.
template <class Visit>
void each_document(const policy::Program& program, Visit visit_document) {
  for (std::size_t kind = 0; kind < program.kinds.size(); ++kind) {
    for (const char* issuer : {"DK", "GL", "FO", "SE"}) {
      for (unsigned flags = 0; flags < 16; ++flags) {
        for (const auto form : {proofing::Form::physical, proofing::Form::app, proofing::Form::copy}) {
          for (const auto authority :
               {proofing::Authority::immigration_service, proofing::Authority::other}) {
            for (unsigned dates = 0; dates < 12; ++dates) {
              Document document;
              document.kind = static_cast<std::uint8_t>(kind);
              document.issuer = *base::parse_country(issuer);
              document.form = form;
              document.authority = authority;
              for (std::size_t i = 0; i < proofing::flag_facts.size(); ++i)
                document.set_flag(proofing::flag_facts[i], (flags >> i & 1U) != 0 ? Tri::yes : Tri::no);
              document.expires = (dates & 1U) != 0 ? visit : visit - 1;
              document.issued = (dates & 2U) != 0 ? visit - 30 : visit - 200;
              document.income_year = 2024 + static_cast<std::int32_t>(dates / 4);
              visit_document(document);
            }
          }
        }
      }
    }
  }
}

TEST(DecisionTables, SayOfEveryDocumentAndLineWhatTheEngineDecides) {
  const Edition& edition = policy::mitid_edition();
  const policy::Program& program = edition.program;
  std::vector<TableRow> rows;
  for (const policy::List& list : edition.tree.lists) {
    for (TableRow& row : rows_of(edition.tree, list)) rows.push_back(std::move(row));
  }
  std::size_t served = 0;
  std::size_t wrong = 0;
  each_document(program, [&](const Document& document) {
    for (std::uint8_t place = 0; place < program.places.size(); ++place) {
      const policy::Verdict verdict =
          policy::decide(program, {.visit = visit, .place = place, .documents = {&document, 1}});
      std::vector<bool> by_rows(program.lines.size(), false);
      for (const TableRow& row : rows) {
        if (holds(row, edition.tree, program, place, document)) by_rows[row.line] = true;
      }
      for (std::size_t line = 0; line < program.lines.size(); ++line) {
        const bool by_engine = (verdict.documents[0].serves & program.line_alternatives[line]) != 0;
        served += by_engine ? 1 : 0;
        wrong += by_engine != by_rows[line] ? 1 : 0;
      }
    }
  });
  EXPECT_EQ(wrong, 0U);
  EXPECT_GT(served, 500U);
}

TEST(DecisionTables, AreAsWideAsTheirHeadsInEveryPolicyAndHaveNoKeyLeft) {
  for (const char* language : {"en", "da"}) {
    const Words words = words_of(language);
    for (const Edition& edition : editions()) {
      const Wording wording{edition.tree, words};
      for (const DecisionTable& table : tables_of(wording)) {
        EXPECT_FALSE(table.rows.empty()) << edition.tree.id.text << " " << table.list;
        for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size());
      }
      EXPECT_THAT(tables_text(wording), Not(testing::ContainsRegex("(read|fact|policy|diff)\\.[a-z]")));
    }
  }
}

TEST(DecisionTables, AsCsvQuoteWhatHasACommaAndEndLinesAsTheStandardHasIt) {
  const Words words = words_of("en");
  const Wording wording{policy::mitid_edition().tree, words};
  const std::string csv = tables_csv(wording);
  EXPECT_THAT(csv, testing::StartsWith("policy,version,list,part,line,kind,document,only_at,issuer,form,"));
  EXPECT_THAT(csv, HasSubstr("\r\nmitid,2024-01-01,A,1,A2,driving-licence,Driving licence,"
                             "high-commissioner-faroe,FO,physical,,,false,true,,not-before-visit,,,,,\r\n"));
  EXPECT_THAT(csv, HasSubstr(",B,1,B1.2,passport,Passport,,not DK FO GL,physical,"));
  EXPECT_THAT(csv, HasSubstr(",B,2,B2.8,public-benefit-documentation,"));
  const Words comma{.language = "en", .text = [](std::string_view) { return std::string{"a, \"b\""}; }};
  EXPECT_THAT(tables_csv(Wording{policy::mitid_edition().tree, comma}), HasSubstr(",\"a, \"\"b\"\"\","));
}

TEST(Pictures, NameEveryLineAndSayWhatTheyShow) {
  const Words words = words_of("da");
  for (const Edition& edition : editions()) {
    const Wording wording{edition.tree, words};
    const std::string svg = picture(wording, true);
    EXPECT_THAT(svg, testing::StartsWith("<svg "));
    EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-labelledby=\"policy-title policy-about\""));
    EXPECT_THAT(svg, Not(testing::ContainsRegex("(read|fact|policy|diff)\\.[a-z]"))) << edition.tree.id.text;
    EXPECT_THAT(svg, Not(HasSubstr("{")));
    const std::string about = picture_description(wording);
    for (const policy::Line& line : edition.tree.lines) EXPECT_THAT(about, HasSubstr(line.id.text));
    for (const policy::List& list : edition.tree.lists) EXPECT_THAT(about, HasSubstr(list.id.text + ": "));
  }
}

TEST(Pictures, MarkTheLinesThatAnExclusionKeepsApart) {
  const Words words = words_of("en");
  const std::string svg = picture(Wording{policy::mitid_edition().tree, words}, true);
  std::size_t signs = 0;
  for (std::size_t at = 0; (at = svg.find(">X1 ", at)) != std::string::npos; ++at) ++signs;
  EXPECT_EQ(signs, 5U) << "two lines in B, two in C, and the rule itself";
}

TEST(Pages, AreWholeInEveryPolicyAndFetchNothing) {
  for (const char* language : {"en", "da"}) {
    const Words words = words_of(language);
    for (const Edition& edition : editions()) {
      const std::string html = page(Wording{edition.tree, words});
      EXPECT_THAT(html,
                  testing::StartsWith("<!doctype html>\n<html lang=\"" + std::string{language} + "\">"));
      EXPECT_THAT(html, Not(testing::ContainsRegex(">(read|fact|policy|diff)\\.[a-z]")))
          << edition.tree.id.text;
      EXPECT_THAT(html, Not(HasSubstr("<script")));
      EXPECT_THAT(html, Not(HasSubstr(" src=")));
      EXPECT_THAT(html, Not(HasSubstr("<link")));
    }
  }
}

TEST(Pages, ShowMarkupInATextAsText) {
  const Words hostile{.language = "en",
                      .text = [](std::string_view) { return std::string{"<script>\"&'</script>"}; }};
  const Wording wording{policy::mitid_edition().tree, hostile};
  for (const std::string& made : {page(wording), picture(wording, true)}) {
    EXPECT_THAT(made, Not(HasSubstr("<script")));
    EXPECT_THAT(made, HasSubstr("&lt;script&gt;"));
  }
}

TEST(Pages, SayWhatNobodyKnowsOfAVersion) {
  const Words words = words_of("en");
  for (const Edition& edition : editions()) {
    if (edition.tree.version.text != "2022") continue;
    const std::string html = page(Wording{edition.tree, words});
    EXPECT_THAT(html, HasSubstr("It is not known from when it was in force."));
    EXPECT_THAT(html, HasSubstr("What else was enough under this version is not known."));
    EXPECT_THAT(html, HasSubstr("not temporary (it is not known whether this was asked)"));
  }
}

TEST(PlainText, TellsWhatAListAsksBesidesItsLines) {
  const Words words = words_of("en");
  for (const Edition& edition : editions()) {
    const std::string text = plain_text(Wording{edition.tree, words});
    if (edition.tree.id.text == "au-100-points") {
      EXPECT_THAT(text, HasSubstr("(70 points each, exactly 1)"));
      EXPECT_THAT(text, HasSubstr("* 100 points are enough"));
    }
    if (edition.tree.id.text == "us-nist-ial2") {
      EXPECT_THAT(text, HasSubstr("2 documents, level strong or higher"));
    }
    if (edition.tree.id.text == "uk-gpg-45") {
      EXPECT_THAT(text, HasSubstr("* The applicant: Identity fraud score: at least 3"));
    }
  }
}

}  // namespace
}  // namespace skranke::reading
