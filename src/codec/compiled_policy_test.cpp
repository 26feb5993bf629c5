// Canonical JSON: the same bytes for the same rules, however their file is ordered; other bytes for other
// rules.
#include "codec/compiled_policy.hpp"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/load.hpp"

namespace skranke::codec {
namespace {

std::string mitid() {
  std::ifstream file{SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml"};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string compiled(const std::string& text) {
  const policy::Loaded loaded = policy::load(text, "mitid.toml");
  for (const auto& finding : loaded.findings) ADD_FAILURE() << to_string(finding);
  return loaded.edition ? compiled_policy(loaded.edition->tree) : "";
}

// The text with the table that begins with `opening` moved to the end of the file.
std::string moved_to_the_end(std::string text, const std::string& opening) {
  const std::size_t from = text.find(opening);
  EXPECT_NE(from, std::string::npos) << opening;
  const std::size_t to = text.find("\n\n", from) + 2;
  const std::string table = text.substr(from, to - from);
  return text.erase(from, to - from) + "\n" + table;
}

std::string with(std::string text, const std::string& passage, const std::string& replacement) {
  const std::size_t at = text.find(passage);
  EXPECT_NE(at, std::string::npos) << passage;
  return text.replace(at, passage.size(), replacement);
}

TEST(CompiledPolicy, IsOneLineWithItsMembersSorted) {
  const std::string text = compiled(mitid());
  EXPECT_THAT(text, testing::StartsWith(R"({"clauses":["A1","A2",)"));
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

TEST(CompiledPolicy, IsTheSameForAReorderedFile) {
  const std::string before = compiled(mitid());
  for (const char* table : {"[[kind]]\nid = \"passport\"", "[[condition]]\nclause = \"G2\"",
                            "[[group]]\nid = \"B1\"", "[[exclusion]]", "[witness]"}) {
    EXPECT_EQ(compiled(moved_to_the_end(mitid(), table)), before) << table;
  }
  EXPECT_EQ(compiled(with(mitid(), "issuer = [\"DK\", \"GL\", \"FO\"], cpr_number = true",
                          "cpr_number = true, issuer = [\"FO\", \"DK\", \"GL\"]")),
            before);
  EXPECT_EQ(compiled(with(mitid(), "never_together = [\"tax\", \"benefit\"]",
                          "never_together = [\"benefit\", \"tax\"]")),
            before);
  EXPECT_EQ(compiled("# another comment\n" + mitid()), before);
}

TEST(CompiledPolicy, IsAnotherOneWhereTheRulesAreOthers) {
  const std::string before = compiled(mitid());
  EXPECT_NE(compiled(with(mitid(), "value = 30", "value = 29")), before);
  EXPECT_NE(
      compiled(with(mitid(), "never_together = [\"tax\", \"benefit\"]", "never_together = [\"C1\", \"C2\"]")),
      before);
  EXPECT_NE(compiled(moved_to_the_end(mitid(), "[[line]]\nid = \"A1\"")), before)
      << "advice has another order";
  EXPECT_NE(compiled(moved_to_the_end(mitid(), "[[place]]\nid = \"citizen-service\"")), before)
      << "another place is the default";
}

}  // namespace
}  // namespace skranke::codec
