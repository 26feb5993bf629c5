// What verify finds, and the ten mutated policies in each of which one thing is wrong.
#include "policy/verify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/testing.hpp"

namespace skranke::policy {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> named(const Program& program, const LineSet& lines) {
  std::vector<std::string> names;
  for (const std::size_t line : lines) names.push_back(program.lines[line]);
  return names;
}

std::string replaced(std::string text, std::string_view passage, std::string_view replacement) {
  const std::size_t at = text.find(passage);
  EXPECT_NE(at, std::string::npos) << passage;
  return at == std::string::npos ? text : text.replace(at, passage.size(), replacement);
}

// A text with a line added, which list C takes.
std::string with_line_in_c(std::string_view line) {
  return replaced(mitid_with("\"C11\", \"C12\"] }]", "\"C11\", \"C12\", \"C13\"] }]"),
                  "# ---- Lines that are taken together",
                  std::string{line} + "\n# ---- Lines that are taken together");
}

TEST(Verify, OfMitIdNothingIsWrongAndEveryLineMatters) {
  const Verification found = verify(mitid_edition());
  EXPECT_TRUE(found.is_monotone);
  EXPECT_THAT(found.unreachable_lines, IsEmpty());
  EXPECT_THAT(found.idle_lines, IsEmpty());
  EXPECT_THAT(found.shadowed_lines, IsEmpty());
  EXPECT_THAT(found.idle_lists, IsEmpty());
  EXPECT_THAT(found.idle_exclusions, IsEmpty());
  EXPECT_THAT(found.idle_conditions, IsEmpty());
  EXPECT_THAT(found.clauses_without_rule, IsEmpty());
  EXPECT_THAT(found.unusable_kinds, ElementsAre("other"));
  ASSERT_EQ(found.places.size(), 2U);
  // 5 lines of A; 5 of B1 with 7 of B2; pairs of the 11 lines of C, but for tax with benefit. At the High
  // Commissioner one line more in each list.
  EXPECT_EQ(found.places[0].minimal.size(), 5U + 35U + 54U);
  EXPECT_EQ(found.places[1].minimal.size(), 6U + 40U + 65U);
  EXPECT_GT(found.places[0].states, 3'000U);
  EXPECT_GT(found.places[0].decided, 1'000U);
}

TEST(Mutated, ADeadLineIsNamed) {
  // A document on it can only stand beside one that it is kept apart from.
  std::string text = with_line_in_c("[[line]]\nid = \"C13\"\naccepts = [{ kind = \"other\" }]\n");
  text = replaced(text, "[[group]]",
                  "[[group]]\nid = \"rest\"\nof = [\"C1\", \"C2\", \"C3\", \"C4\", \"C5\", \"C6\", \"C7\", "
                  "\"C8\", \"C9\", "
                  "\"C10\", \"C11\", \"C12\"]\n\n[[group]]");
  text = replaced(text, "[[exclusion]]",
                  "[[exclusion]]\nclause = \"X2\"\nnever_together = [\"C13\", \"rest\"]\n\n[[exclusion]]");
  const Edition edition = edition_of(text);
  EXPECT_THAT(named(edition.program, verify(edition).unreachable_lines), Contains("C13"));
}

TEST(Mutated, AShadowedLineIsNamedWithWhatShadowsIt) {
  std::string text = mitid_with("\"A5\", \"A6\"]", "\"A5\", \"A6\", \"A7\"]");
  text = replaced(text, "[[line]]\nid = \"B1.1\"",
                  "[[line]]\nid = \"A7\"\naccepts = [{ kind = \"driving-licence\", issuer = [\"GL\"], form = "
                  "\"physical\" "
                  "}]\n\n[[line]]\nid = \"B1.1\"");
  const Edition edition = edition_of(text);
  const Verification found = verify(edition);
  ASSERT_EQ(found.shadowed_lines.size(), 1U);
  EXPECT_EQ(edition.program.lines[found.shadowed_lines[0].line], "A7");
  EXPECT_THAT(named(edition.program, found.shadowed_lines[0].by), ElementsAre("A1"));
}

// In a list of two a second line for the same document does matter: two of them are then two lines.
TEST(Mutated, ALineThatRepeatsAnotherOneIsNotCalledShadowedWhereItIsNot) {
  const Edition edition = edition_of(with_line_in_c(
      "[[line]]\nid = \"C13\"\naccepts = [{ kind = \"municipal-id-card\", issuer = [\"DK\"] }]\n"));
  EXPECT_THAT(verify(edition).shadowed_lines, IsEmpty());
}

TEST(Mutated, ALineOfWhichEachDocumentIsEnoughAnywayIsNamed) {
  const Edition edition = edition_of(with_line_in_c(
      "[[line]]\nid = \"C13\"\naccepts = [{ kind = \"foreign-ministry-id-card\", issuer = [\"DK\"] }]\n"));
  const Verification found = verify(edition);
  ASSERT_EQ(found.shadowed_lines.size(), 1U);
  EXPECT_EQ(edition.program.lines[found.shadowed_lines[0].line], "C13");
  EXPECT_THAT(named(edition.program, found.shadowed_lines[0].by), ElementsAre("A6"));
}

TEST(Mutated, AContradictoryConditionIsNamed) {
  const Loaded loaded =
      load(mitid_with("require = { temporary = false }", "require = { form = \"app\" }"), "m.toml");
  ASSERT_FALSE(loaded.findings.empty());
  EXPECT_TRUE(loaded.findings[0].is_unreachable);
  EXPECT_THAT(loaded.findings[0].text, HasSubstr("line \"A1\" can never be met by this kind"));
}

TEST(Mutated, AnUnreachableListIsNamed) {
  const Loaded loaded = load(
      mitid_with("never_together = [\"tax\", \"benefit\"]", "never_together = [\"B1\", \"B2\"]"), "m.toml");
  ASSERT_EQ(loaded.findings.size(), 1U);
  EXPECT_TRUE(loaded.findings[0].is_unreachable);
  EXPECT_THAT(loaded.findings[0].text, HasSubstr("list \"B\" can never be met"));
}

TEST(Mutated, ALineThatNoListTakesIsNamed) {
  const Loaded loaded = load(mitid_with("\"A5\", \"A6\"]", "\"A5\"]"), "m.toml");
  ASSERT_EQ(loaded.findings.size(), 1U);
  EXPECT_TRUE(loaded.findings[0].is_unreachable);
  EXPECT_THAT(loaded.findings[0].text, HasSubstr("no list takes line \"A6\""));
}

TEST(Mutated, AListThatAddsNothingIsNamed) {
  const Edition edition = edition_of(mitid_with(
      "# ---- Never in the same",
      "[[list]]\nid = \"D\"\ntake = [{ count = 1, of = [\"A1\", \"A3\"] }]\n\n# ---- Never in the same"));
  EXPECT_THAT(verify(edition).idle_lists, ElementsAre("D"));
}

TEST(Mutated, AnExclusionThatKeepsNothingApartIsNamed) {
  const Edition edition = edition_of(mitid_with(
      "[[exclusion]]", "[[exclusion]]\nclause = \"X2\"\nnever_together = [\"A1\", \"A3\"]\n\n[[exclusion]]"));
  EXPECT_THAT(verify(edition).idle_exclusions, ElementsAre("X2"));
}

TEST(Mutated, AConditionThatIsSaidTwiceIsNamed) {
  const Edition edition = edition_of(mitid_with(
      "[[condition]]\nclause = \"G3\"",
      "[[condition]]\nclause = \"G5\"\nrequire = { temporary = false }\n\n[[condition]]\nclause = \"G3\""));
  EXPECT_THAT(verify(edition).idle_conditions, ElementsAre("G2", "G5"));
}

TEST(Mutated, AClauseWithoutARuleIsNamed) {
  const Edition without_exclusion =
      edition_of(mitid_with("[[exclusion]]\nclause = \"X1\"\nnever_together = [\"tax\", \"benefit\"]\n", ""));
  EXPECT_THAT(verify(without_exclusion).clauses_without_rule, ElementsAre("X1"));
  const Edition without_condition =
      edition_of(mitid_with("[[condition]]\nclause = \"G2\"\nrequire = { temporary = false }\n", ""));
  EXPECT_THAT(verify(without_condition).clauses_without_rule, ElementsAre("G2"));
}

TEST(Mutated, ATextThatIsMissingIsAskedFor) {
  const Edition edition = edition_of(mitid_with(
      "[[kind]]", "[[kind]]\nid = \"library-card\"\npicture = \"never\"\nissuers = []\n\n[[kind]]"));
  const std::vector<TextKey> keys = text_keys(edition.tree);
  EXPECT_TRUE(std::ranges::any_of(
      keys, [](const TextKey& key) { return key.key == "policy.mitid.kind.library-card"; }));
  EXPECT_THAT(verify(edition).unusable_kinds, ElementsAre("library-card", "other"));
}

}  // namespace
}  // namespace skranke::policy
