// How long what is kept: each class once, with a source wherever there is a period.
#include "cases/retention.hpp"

#include <gtest/gtest.h>

namespace skranke::cases {
namespace {

constexpr std::string_view whole = R"([[class]]
id = "working-state"
days = 30
source = "the owner, 2026-11-30"
[[class]]
id = "record"
[[class]]
id = "witness-tokens"
[[class]]
id = "look-ups"
)";

std::string findings_of(std::string text) {
  std::vector<base::Finding> findings;
  if (read_retention("r.toml", text, findings)) return {};
  std::string all;
  for (const base::Finding& finding : findings) all += to_string(finding) + "\n";
  return all;
}
std::string with(std::string_view from, std::string_view to) {
  std::string text{whole};
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(Retention, SaysOfEachClassForHowManyDaysItIsKeptOrNothing) {
  std::vector<base::Finding> findings;
  const auto all = read_retention("r.toml", whole, findings);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 4U);
  EXPECT_EQ(all->front().field_class, FieldClass::working_state);
  EXPECT_EQ(all->front().days, 30);
  EXPECT_EQ(all->at(1).days, std::nullopt);
}

TEST(Retention, WantsASourceForAPeriodAndEachClassOnce) {
  EXPECT_EQ(findings_of(std::string{whole}), "");
  EXPECT_NE(findings_of(with("source = \"the owner, 2026-11-30\"\n", "")).find("source"), std::string::npos);
  EXPECT_NE(findings_of(with("\"record\"", "\"working-state\"")).find("already"), std::string::npos);
  EXPECT_NE(findings_of(with("\"record\"", "\"everything\"")).find("expected working-state"),
            std::string::npos);
  EXPECT_NE(findings_of(with("[[class]]\nid = \"look-ups\"\n", "")).find("look-ups"), std::string::npos);
  for (const char* days : {"days = 0", "days = -1", "days = 36526", "days = 1.5", "days = \"30\""})
    EXPECT_NE(findings_of(with("days = 30", days)).find("days"), std::string::npos) << days;
  EXPECT_NE(findings_of(with("days = 30", "days = 30\nyears = 1")).find("years"), std::string::npos);
}

}  // namespace
}  // namespace skranke::cases
