// A policy with a mistake is refused with file, line, column, and what was expected.
#include "policy/load.hpp"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>

#include "policy/testing.hpp"

namespace skranke::policy {
namespace {

using testing::HasSubstr;

struct Mistake {
  const char* name;
  const char* passage;  // of the MitID policy
  const char* replacement;
  const char* at;    // text in the changed file at whose line the finding stands
  const char* says;  // part of the finding
};

// GoogleTest looks for this very name.
void PrintTo(const Mistake& mistake, std::ostream* out) {  // NOLINT(readability-identifier-naming)
  *out << mistake.name;
}

class EveryMistake : public testing::TestWithParam<Mistake> {};

TEST_P(EveryMistake, IsFoundAtItsPlace) {
  const Mistake& mistake = GetParam();
  const std::string text = mitid_with(mistake.passage, mistake.replacement);
  const Loaded loaded = load(text, "mitid.toml");
  EXPECT_FALSE(loaded.edition.has_value());
  ASSERT_FALSE(loaded.findings.empty());
  const std::size_t position = text.find(mistake.at);
  ASSERT_NE(position, std::string::npos);
  const auto line = static_cast<std::uint32_t>(
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
  const bool found = std::ranges::any_of(loaded.findings, [&](const Finding& finding) {
    return finding.where.line == line && finding.where.column > 0 &&
           finding.text.find(mistake.says) != std::string::npos;
  });
  std::string all;
  for (const Finding& finding : loaded.findings) all += to_string(finding) + "\n";
  EXPECT_TRUE(found) << "expected line " << line << ", " << mistake.says << "; found\n" << all;
}

constexpr const char* a6 = R"(accepts = [{ kind = "foreign-ministry-id-card", issuer = ["DK"] }])";

const Mistake mistakes[] = {
    {"NotToml", "id = \"mitid\"", "id = mitid", "id = mitid", "not TOML"},
    {"DuplicateKey", "version = \"2024-01-01\"", "version = \"2024-01-01\"\nversion = \"b\"",
     "version = \"b\"", "not TOML"},
    {"UnknownKey", "picture = \"as-stated\"", "picture = \"as-stated\"\ncolour = 1", "colour",
     "unknown key \"colour\""},
    {"UnknownKeyOfTheRoot", "unlisted = \"S2\"", "unlisted = \"S2\"\nlisted = 1", "listed = 1",
     "unknown key"},
    {"MissingKey", "time_zone = \"Europe/Copenhagen\"\n", "", "#:schema", "no \"time_zone\""},
    {"WrongType", "unlisted = \"S2\"", "unlisted = 2", "unlisted = 2", "expected a string"},
    {"DateAsText", "effective = 2024-01-01", "effective = \"2024-01-01\"",
     "effective =", "a date without quotation marks"},
    {"UnknownPicture", "picture = \"as-stated\"", "picture = \"maybe\"", "\"maybe\"", "expected \"always\""},
    {"UnknownKind", a6, R"(accepts = [{ kind = "passprt" }])", "passprt", "unknown kind \"passprt\""},
    {"UnknownCountry", a6, R"(accepts = [{ kind = "foreign-ministry-id-card", issuer = ["ZZ"] }])", "\"ZZ\"",
     "ISO 3166-1"},
    {"UnknownForm", a6, R"(accepts = [{ kind = "foreign-ministry-id-card", form = "paper" }])", "\"paper\"",
     "expected one of: physical app copy"},
    {"NoIssuerAtAll", a6, R"(accepts = [{ kind = "foreign-ministry-id-card", issuer = [] }])",
     "issuer = [] }]", "at least one country"},
    {"UnknownFact", a6, R"(accepts = [{ kind = "foreign-ministry-id-card", hologram = true }])", "hologram",
     "unknown key \"hologram\""},
    {"UnknownPlace", "only_at = [\"high-commissioner-faroe\"]", "only_at = [\"moon\"]", "\"moon\"",
     "unknown place \"moon\""},
    {"UnknownLine", "of = [\"B1.1\", \"B1.2\"", "of = [\"B1.9\", \"B1.2\"", "B1.9",
     "unknown line or group \"B1.9\""},
    {"DuplicateLineId", "id = \"A2\"", "id = \"A1\"",
     "id = \"A1\"\naccepts = [{ kind = \"driving-licence\", issuer = [\"FO\"]", "duplicate line \"A1\""},
    {"DuplicateKind", "id = \"passport\"", "id = \"driving-licence\"",
     "id = \"driving-licence\"\npicture = \"always\"\nissuers = [\"DK\", \"GL\", \"FO\"]\n\n[[kind]]\nid = "
     "\"residence-permit\"",
     "duplicate kind"},
    {"LineTwiceInAGroup", "of = [\"B2.7\", \"C11\"]", "of = [\"B2.7\", \"B2.7\"]",
     "of = [\"B2.7\", \"B2.7\"]", "duplicate \"B2.7\""},
    {"LineThatSaysNothingNew", a6,
     R"(accepts = [{ kind = "passport", issuer = ["DK", "GL", "FO"], cpr_number = true }])", "id = \"A6\"",
     "accepts the same as \"A4\""},
    {"LineTwiceInAList", "of = [\"A1\", \"A2\", \"A3\", \"A4\", \"A5\", \"A6\"] }]",
     "of = [\"A1\", \"A2\", \"A3\", \"A4\", \"A5\", \"A6\"] }, { count = 1, of = [\"A1\"] }]",
     "count = 1, of = [\"A1\", \"A2\"", "stands twice"},
    {"CycleOfGroups", "of = [\"B2.8\", \"C12\"]", "of = [\"B2.8\", \"tax\", \"benefit\"]", "id = \"benefit\"",
     "cycle of groups: benefit -> benefit"},
    {"LongCycleOfGroups", "of = [\"B2.7\", \"C11\"]\n\n[[group]]\nid = \"benefit\"\nof = [\"B2.8\", \"C12\"]",
     "of = [\"benefit\"]\n\n[[group]]\nid = \"benefit\"\nof = [\"tax\"]", "id = \"tax\"",
     "cycle of groups: tax -> benefit -> tax"},
    {"EmptyGroup", "of = [\"B2.8\", \"C12\"]", "of = []", "id = \"benefit\"", "is empty"},
    {"LineThatNoListTakes", ", \"A6\"] }]", "] }]", "id = \"A6\"", "no list takes line \"A6\""},
    {"LineThatCanNeverBeMet", a6, R"(accepts = [{ kind = "foreign-ministry-id-card", form = "copy" }])",
     "foreign-ministry-id-card\", form = \"copy\"", "can never be met"},
    {"LineOfAnAppThatNoConditionTakes", a6, R"(accepts = [{ kind = "passport", form = "app" }])",
     "kind = \"passport\", form = \"app\"", "can never be met"},
    {"ListThatTakesTooMany",
     "count = 2, of = [\"C1\", \"C2\", \"C3\", \"C4\", \"C5\", \"C6\", \"C7\", \"C8\", \"C9\", \"C10\", "
     "\"C11\", \"C12\"]",
     "count = 2, of = [\"C1\"]", "count = 2, of = [\"C1\"]", "can never be met"},
    {"ListThatExclusionsForbid", "never_together = [\"tax\", \"benefit\"]",
     "never_together = [\"B1\", \"B2\"]", "id = \"B\"\n", "list \"B\" can never be met"},
    {"ListThatAsksWhatNoLineHas", "at_least_one = { cpr_number = true }",
     "at_least_one = { form = \"copy\" }", "id = \"C\"\n", "list \"C\" can never be met"},
    {"ListOfTooManyDocuments", "take = [{ count = 1, of = [\"B1\"] }, { count = 1, of = [\"B2\"] }]",
     "take = [{ count = 4, of = [\"B1\"] }, { count = 1, of = [\"B2\"] }]", "id = \"B\"\n",
     "expected at most 4"},
    {"ExclusionOfOne", "never_together = [\"tax\", \"benefit\"]", "never_together = [\"tax\"]",
     "clause = \"X1\"", "at least two"},
    {"ConditionOfTwoFacts", "require = { temporary = false }",
     "require = { temporary = false, photo = true }", "clause = \"G2\"", "exactly one fact"},
    {"ConditionOfOneKindOnly", "require = { temporary = false }", "require = { issuer = [\"DK\"] }",
     "clause = \"G2\"", "belongs to their lines"},
    {"UnknownClauseOfTheWitness", "exempt_from = [\"W6\"]", "exempt_from = [\"W9\"]", "exempt_from",
     "unknown clause of the witness"},
    {"UnknownBarOfTheWitness", "values = [\"applicant\", \"officer\"]", "values = [\"neighbour\"]",
     "neighbour", "expected \"applicant\" or \"officer\""},
    {"NumberOutOfRange", "months_old_max = 3", "months_old_max = -1", "months_old_max = -1",
     "a whole number from 0"},
    {"ExceptionThatAsksForAScore", "{ kind = \"health-card\", issuer",
     "{ kind = \"health-card\", validity = 2, issuer", "validity = 2", "expected a kind with its form"},
    {"ClauseThatIsNoIdentifier", "clause = \"X1\"", "clause = \"X 1\"", "clause = \"X 1\"",
     "letters, digits, hyphens"},
};

INSTANTIATE_TEST_SUITE_P(Policy, EveryMistake, testing::ValuesIn(mistakes),
                         [](const auto& param) { return std::string{param.param.name}; });

TEST(Load, TheMitidPolicyHasNoMistake) {
  const Loaded loaded = load(mitid_text(), "mitid.toml");
  EXPECT_TRUE(loaded.findings.empty());
  EXPECT_TRUE(loaded.edition.has_value());
}

TEST(Load, ALineMayBeWrittenWhereItIsTaken) {
  constexpr std::string_view passage = "\"C11\", \"C12\"] }]";
  const Edition within = edition_of(
      mitid_with(passage,
                 "\"C11\", \"C12\", { id = \"C13\", accepts = [{ kind = \"birth-certificate\", issuer = "
                 "[\"DK\"] }] }] }]"));
  EXPECT_EQ(within.program.lines.back(), "C13") << "behind the others, as it stands in the file";
  EXPECT_EQ(within.tree.lists[2].take[0].of.back().text, "C13");
  std::string apart = mitid_with(passage, "\"C11\", \"C12\", \"C13\"] }]");
  apart.insert(apart.find("[[group]]"),
               "[[line]]\nid = \"C13\"\naccepts = [{ kind = \"birth-certificate\", issuer = [\"DK\"] }]\n");
  const Edition beside = edition_of(apart);
  EXPECT_EQ(within.program.lines, beside.program.lines);
  EXPECT_EQ(within.program.line_alternatives, beside.program.line_alternatives);
  const Edition grouped = edition_of(mitid_with(
      "of = [\"B2.8\", \"C12\"]",
      "of = [\"B2.8\", \"C12\", { id = \"C13\", accepts = [{ kind = \"other\" }] }]\n\n[[list]]\nid = "
      "\"D\"\ntake = [{ count = 1, of = [\"benefit\"] }]\n"));
  EXPECT_EQ(grouped.program.lines.back(), "C13");
}

TEST(Load, EveryMistakeIsToldInTheOrderOfTheFile) {
  std::string text = mitid_with("picture = \"as-stated\"", "picture = \"maybe\"");
  text.replace(text.find("count = 1"), 9, "count = 0");
  const Loaded loaded = load(text, "mitid.toml");
  ASSERT_EQ(loaded.findings.size(), 2U);
  EXPECT_THAT(to_string(loaded.findings[0]), HasSubstr("mitid.toml:52:11: picture"));
  EXPECT_THAT(loaded.findings[1].text, HasSubstr("count"));
}

TEST(Load, WhatTheTomlLibraryStumblesOverIsAFinding) {
  using namespace std::string_view_literals;
  for (const std::string_view text : {"[="sv, "[\0"sv, "\xcc\xaa"sv, "a = \"\"\"\\\n\xc3\xa6\"\"\""sv}) {
    const Loaded loaded = load(text, "broken.toml");
    EXPECT_FALSE(loaded.edition.has_value());
    EXPECT_FALSE(loaded.findings.empty());
  }
  EXPECT_THAT(to_string(load("# one\n# tw\xc3\xb8", "b.toml").findings.at(0)),
              HasSubstr("b.toml:2:5: a character beyond ASCII"));
}

TEST(Load, AFileLargerThanTheLimitIsRefused) {
  const std::string text(base::limits::policy_bytes_max + 1, '#');
  ASSERT_EQ(load(text, "large.toml").findings.size(), 1U);
  const std::string at_limit(base::limits::policy_bytes_max, '#');
  EXPECT_THAT(load(at_limit, "comment.toml").findings.front().text, HasSubstr("no \""));
}

TEST(Load, EveryClauseOfTheSourceIsNamed) {
  const Loaded loaded = load(mitid_text(), "mitid.toml");
  ASSERT_TRUE(loaded.edition.has_value());
  std::set<std::string> named;
  for (const TextKey& key : text_keys(loaded.edition->tree))
    named.insert(key.key.substr(key.key.find_last_of('.', key.key.size() - 3) + 1));
  for (const TextKey& key : text_keys(loaded.edition->tree)) named.insert(key.key);
  const auto has = [&](const std::string& what, const std::string& id) {
    return named.contains("policy.mitid." + what + "." + id);
  };
  for (int n = 1; n <= 6; ++n) EXPECT_TRUE(has("clause", "S" + std::to_string(n))) << n;
  for (int n = 1; n <= 8; ++n) EXPECT_TRUE(has("clause", "W" + std::to_string(n))) << n;
  for (int n = 1; n <= 4; ++n) EXPECT_TRUE(has("clause", "G" + std::to_string(n))) << n;
  for (int n = 1; n <= 6; ++n) EXPECT_TRUE(has("line", "A" + std::to_string(n))) << n;
  for (int n = 1; n <= 5; ++n) EXPECT_TRUE(has("line", "B1." + std::to_string(n))) << n;
  for (int n = 1; n <= 8; ++n) EXPECT_TRUE(has("line", "B2." + std::to_string(n))) << n;
  for (int n = 1; n <= 12; ++n) EXPECT_TRUE(has("line", "C" + std::to_string(n))) << n;
  EXPECT_TRUE(has("clause", "X1"));
}

TEST(Catalogue, FindsTheVersionInForceOnADay) {
  Catalogue catalogue;
  ASSERT_TRUE(catalogue.add(edition_of(mitid_text())).has_value());
  ASSERT_TRUE(catalogue
                  .add(edition_of(mitid_with("version = \"2024-01-01\"\neffective = 2024-01-01",
                                             "version = \"next\"\neffective = 2027-01-01")))
                  .has_value());
  const auto version_on = [&](std::string_view day) {
    return (*catalogue.in_force("mitid", *base::parse_day(day)))->program.version;
  };
  EXPECT_EQ(version_on("2024-01-01"), "2024-01-01");
  EXPECT_EQ(version_on("2026-12-31"), "2024-01-01");
  EXPECT_EQ(version_on("2027-01-01"), "next");
  EXPECT_EQ(catalogue.in_force("mitid", *base::parse_day("2023-12-31")).error().fault,
            base::Fault::no_version_in_force);
  EXPECT_EQ(catalogue.in_force("other", 0).error().fault, base::Fault::unknown_policy);
  EXPECT_EQ((*catalogue.version("mitid", "next"))->program.version, "next");
  EXPECT_EQ(catalogue.version("mitid", "none").error().fault, base::Fault::unknown_version);
  EXPECT_EQ(catalogue.add(edition_of(mitid_text())).error().fault, base::Fault::invalid_policy);
}

TEST(Catalogue, HoldsWhatNobodyActivatedAndLetsNothingDecideInPlaceOfWhatIsAltered) {
  Catalogue catalogue;
  ASSERT_TRUE(catalogue.add(edition_of(mitid_text())));
  const auto next = catalogue.add(edition_of(mitid_with("version = \"2024-01-01\"\neffective = 2024-01-01",
                                                        "version = \"next\"\neffective = 2027-01-01")));
  ASSERT_TRUE(next);
  const auto on = [&](std::string_view day) -> std::string {
    const auto found = catalogue.in_force("mitid", *base::parse_day(day));
    if (found) return (*found)->program.version;
    return found.error().fault == base::Fault::no_version_in_force ? "nothing" : "unknown";
  };
  EXPECT_EQ(catalogue.standing(**next), Standing::counts);
  catalogue.set_standing(**next, Standing::held);
  EXPECT_EQ(on("2027-01-01"), "2024-01-01");
  EXPECT_EQ((*catalogue.version("mitid", "next"))->program.version, "next") << "whoever names it";
  catalogue.set_standing(**next, Standing::altered);
  EXPECT_EQ(on("2026-12-31"), "2024-01-01");
  EXPECT_EQ(on("2027-01-01"), "nothing");
  catalogue.set_standing(**next, Standing::held);
  catalogue.set_standing(*catalogue.all().front(), Standing::held);
  EXPECT_EQ(on("2027-01-01"), "nothing") << "nobody has activated any";
  // What was added later, before it in time, leaves each its own standing.
  ASSERT_TRUE(catalogue.add(edition_of(mitid_with("version = \"2024-01-01\"\neffective = 2024-01-01",
                                                  "version = \"first\"\neffective = 2020-01-01"))));
  EXPECT_EQ(on("2027-01-01"), "first");
}

}  // namespace
}  // namespace skranke::policy
