// What the language can say besides lists of lines: points, levels, scores, documents that stand for two,
// applicants.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/decide.hpp"
#include "policy/testing.hpp"

namespace skranke::policy {
namespace {

using testing::HasSubstr;

// A policy of four kinds, "a" to "d", each on a line of its name, with the given lists.
std::string with(const std::string& lists, const std::string& of_line_a = "") {
  std::string text = R"(id = "small"
version = "1"
effective = 2024-01-01
time_zone = "UTC"
unlisted = "S"
source = "nowhere"
guidance = []
levels = ["low", "high"]
[[place]]
id = "here"
)";
  for (const std::string kind : {"a", "b", "c", "d"}) {
    text += "[[kind]]\nid = \"" + kind + "\"\npicture = \"never\"\nissuers = []\n[[line]]\nid = \"" + kind +
            "\"\naccepts = [{ kind = \"" + kind + "\" }]\nlevel = \"" + (kind < "c" ? "high" : "low") +
            "\"\n";
    if (kind == "a") text += of_line_a;
  }
  return text + lists;
}

struct Asked {
  const Edition edition;
  std::vector<proofing::Document> documents;

  explicit Asked(const std::string& text) : edition{edition_of(text)} {}

  Asked& show(std::string_view kind, std::int32_t validity = -1) {
    documents.push_back({.kind = kind_of(edition.program, kind)});
    if (validity >= 0) documents.back().set_score(proofing::Fact::validity, validity);
    return *this;
  }
  Asked& born(std::string_view day) {
    documents.push_back({.kind = edition.program.applicant_kind});
    documents.back().born = *base::parse_day(day);
    return *this;
  }
  [[nodiscard]] Verdict verdict() const {
    return decide(edition.program,
                  {.visit = *base::parse_day("2026-02-28"), .place = 0, .documents = documents});
  }
  [[nodiscard]] Outcome outcome() const { return verdict().outcome; }
};

constexpr const char* points = R"([[list]]
id = "P"
points = 100
different = "line"
take = [{ points = 70, at_least = 1, at_most = 1, of = ["a", "b"] }, { points = 30, of = ["c"] }, { points = 20, of = ["d"] }]
)";

TEST(Points, AreEnoughFromTheirNumberOn) {
  EXPECT_EQ(Asked(with(points)).show("a").show("c").outcome(), Outcome::accepted);
  EXPECT_EQ(Asked(with(points)).show("a").show("d").outcome(), Outcome::rejected);
  EXPECT_EQ(Asked(with(points)).show("a").show("d").show("d").outcome(), Outcome::rejected)
      << "one line once";
}

TEST(Points, CountNoMoreOfAPartThanItSays) {
  EXPECT_EQ(Asked(with(points)).show("a").show("b").outcome(), Outcome::rejected);
}

TEST(Points, ThatCanNeverBeReachedAreAFinding) {
  std::string text = with(points);
  text.replace(text.find("points = 100"), 12, "points = 999");
  const Loaded loaded = load(text, "small.toml");
  ASSERT_EQ(loaded.findings.size(), 1U);
  EXPECT_TRUE(loaded.findings[0].is_unreachable);
  EXPECT_THAT(loaded.findings[0].text, HasSubstr("list \"P\" can never be met"));
}

TEST(Levels, StandForLowerOnes) {
  const std::string list =
      "[[list]]\nid = \"L\"\ndifferent = \"line\"\ntake = [{ count = 1, level_at_least = \"high\" }, "
      "{ count = 1, level_at_least = \"low\" }]\n";
  EXPECT_EQ(Asked(with(list)).show("a").show("c").outcome(), Outcome::accepted);
  EXPECT_EQ(Asked(with(list)).show("a").show("b").outcome(), Outcome::accepted);
  EXPECT_EQ(Asked(with(list)).show("c").show("d").outcome(), Outcome::rejected);
  EXPECT_EQ(Asked(with(list)).show("a").show("a").outcome(), Outcome::rejected);
}

TEST(Scores, AreComparedPartByPart) {
  const std::string list =
      "[[list]]\nid = \"L\"\ndifferent = \"kind\"\ntake = [{ count = 1, of = [\"a\", \"b\", \"c\", "
      "\"d\"], require = { validity = 3 } }, { count = 1, of = [\"a\", \"b\", \"c\", \"d\"], require "
      "= { validity = 1 } }]\n";
  EXPECT_EQ(Asked(with(list)).show("a", 3).show("b", 1).outcome(), Outcome::accepted);
  EXPECT_EQ(Asked(with(list)).show("a", 2).show("b", 2).outcome(), Outcome::rejected);
  EXPECT_EQ(Asked(with(list)).show("a", 3).show("a", 1).outcome(), Outcome::rejected);
  EXPECT_EQ(Asked(with(list)).show("a").show("b", 1).outcome(), Outcome::undetermined);
  const Verdict none = Asked(with(list)).show("a", 0).verdict();
  EXPECT_EQ(none.documents[0].refused, bit(Reason::score_too_low));
}

TEST(Sharing, LetsOneDocumentStandForTwoParts) {
  const std::string lines = "[[line]]\nid = \"e\"\naccepts = [{ kind = \"a\" }]\n";
  const std::string list =
      lines +
      "[[list]]\nid = \"L\"\ntake = [{ count = 1, of = [\"a\", \"b\"] }, { count = 1, of = "
      "[\"c\", \"d\", \"e\"] }]\n";
  EXPECT_EQ(Asked(with(list)).show("a").outcome(), Outcome::rejected);
  EXPECT_EQ(Asked(with(list + "may_share = true\n")).show("a").outcome(), Outcome::accepted);
  EXPECT_EQ(Asked(with(list + "may_share = true\n")).show("b").outcome(), Outcome::rejected);
  EXPECT_EQ(Asked(with(list + "may_share = true\n")).show("b").show("c").verdict().used_count, 2);
}

TEST(Applicants, ComeOfAgeAsTheLawHasIt) {
  const std::string list =
      "[[list]]\nid = \"L\"\ntake = [{ count = 1, of = [\"a\"] }]\n[[list]]\nid = \"M\"\ntake = [{ "
      "count = 2, of = [\"b\", \"c\", \"d\"] }]\n";
  const std::string minors = "applicant = { age_years_below = 18 }\n";
  EXPECT_EQ(Asked(with(list, minors)).show("a").born("2008-03-01").outcome(), Outcome::accepted);
  EXPECT_EQ(Asked(with(list, minors)).show("a").born("2008-02-29").outcome(), Outcome::accepted)
      << "until 1 March";
  EXPECT_EQ(Asked(with(list, minors)).show("a").born("2008-02-28").outcome(), Outcome::rejected);
}

TEST(Applicants, OfWhomSomethingIsUnknownAreAskedOnce) {
  const std::string list =
      "[[list]]\nid = \"L\"\ntake = [{ count = 1, of = [\"a\"] }]\n[[list]]\nid = \"M\"\ntake = [{ "
      "count = 2, of = [\"b\", \"c\", \"d\"] }]\napplicant = { age_years_min = 18 }\n";
  Asked asked(with(list, "applicant = { age_years_below = 18 }\n"));
  asked.show("a").show("b").show("c");
  asked.documents.push_back({.kind = asked.edition.program.applicant_kind});
  const Verdict verdict = asked.verdict();
  EXPECT_EQ(verdict.outcome, Outcome::accepted) << "of whatever age: by the one list or the other";
  EXPECT_EQ(verdict.list, no_list);
}

TEST(Applicants, OfTwoLinesOfOneKindAreTheSameOnlyWhereTheyAskTheSame) {
  const auto lines = [](const std::string& of_the_other) {
    return with(
        "[[line]]\nid = \"a-too\"\naccepts = [{ kind = \"a\" }]\n" + of_the_other +
            "\n[[list]]\nid = \"L\"\ntake = [{ count = 1, of = [\"a\", \"a-too\", \"b\", \"c\", \"d\"] }]\n",
        "applicant = { age_years_below = 18 }\n");
  };
  const std::string of_age = lines("applicant = { age_years_min = 60 }");
  EXPECT_EQ(Asked(of_age).show("a").born("2010-01-01").outcome(), Outcome::accepted);
  EXPECT_EQ(Asked(of_age).show("a").born("1990-01-01").outcome(), Outcome::rejected);
  EXPECT_EQ(Asked(of_age).show("a").born("1960-01-01").outcome(), Outcome::accepted);
  const Loaded twice = load(lines("applicant = { age_years_below = 18 }"), "test.toml");
  ASSERT_EQ(twice.findings.size(), 1U);
  EXPECT_THAT(twice.findings[0].text, HasSubstr("duplicate line: \"a-too\" accepts the same as \"a\""));
}

TEST(Language, RefusesMoreThanItsWordHasBitsFor) {
  // 16 kinds on three lines each, and 32 documents that stand for two of them.
  std::string text = with("");
  std::string first, second;
  for (int i = 0; i < 16; ++i) {
    const std::string id = "k" + std::to_string(i);
    text += "[[kind]]\nid = \"" + id + "\"\npicture = \"never\"\nissuers = []\n";
    for (const std::string which : {"x", "y", "z"}) {
      text += "[[line]]\nid = \"" + which + id + "\"\naccepts = [{ kind = \"" + id +
              (which == "z" ? "\", form = \"app\" }]\n" : "\" }]\n");
      (which == "x" ? first : second) += "\"" + which + id + "\", ";
    }
  }
  text += "[[list]]\nid = \"L\"\nmay_share = true\ntake = [{ count = 1, of = [" + first +
          "\"a\"] }, { count = 1, of = [" + second + "\"b\", \"c\", \"d\"] }]\n";
  const Loaded loaded = load(text, "large.toml");
  ASSERT_FALSE(loaded.findings.empty());
  EXPECT_THAT(loaded.findings[0].text, HasSubstr("too many alternatives"));
  std::string parts;
  for (int i = 0; i < 9; ++i) parts += "{ points = 1, of = [\"a\", \"b\", \"c\", \"d\"] }, ";
  const Loaded many = load(with("[[list]]\nid = \"L\"\npoints = 2\ntake = [" + parts + "]\n"), "many.toml");
  ASSERT_FALSE(many.findings.empty());
  EXPECT_THAT(many.findings[0].text, HasSubstr("has too many parts; expected at most 8"));
}

TEST(Language, RefusesWhatMeansNothing) {
  const auto finding = [](const std::string& list) {
    const Loaded loaded = load(with(list), "small.toml");
    std::string all;
    for (const Finding& one : loaded.findings) all += one.text + "\n";
    return all;
  };
  EXPECT_THAT(finding("[[list]]\nid = \"L\"\ntake = [{ count = 1, level_at_least = \"top\" }]\n"),
              HasSubstr("unknown level \"top\""));
  EXPECT_THAT(finding("[[list]]\nid = \"L\"\npoints = 5\ntake = [{ points = 5, at_least = 3, at_most = 2, of "
                      "= [\"a\"] }]\n"),
              HasSubstr("can never be met"));
  EXPECT_THAT(
      finding(
          "[[kind]]\nid = \"applicant\"\npicture = \"never\"\nissuers = []\n[[list]]\nid = \"L\"\ntake = [{ "
          "count = 1, of = [\"a\"] }]\n"),
      HasSubstr("the name is taken"));
}

}  // namespace
}  // namespace skranke::policy
