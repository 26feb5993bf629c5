// Whom a change of the rules for witnesses hits.
#include "witness/difference.hpp"

#include <gtest/gtest.h>

#include "policy/testing.hpp"

namespace skranke::witness {
namespace {

policy::Edition mitid_with(std::string_view passage, std::string_view replacement) {
  return policy::edition_of(policy::mitid_with(passage, replacement));
}

TEST(WitnessDifference, OneDayLessOfMitIdLetsInWhoHasHadItForThirtyDays) {
  const auto all = differences(policy::mitid_edition(), mitid_with("value = 30", "value = 29"));
  ASSERT_EQ(all.witnesses.size(), 1U);
  EXPECT_EQ(all.witnesses[0].sample.mitid_days, 30);
  EXPECT_FALSE(all.witnesses[0].is_eligible_before);
  EXPECT_EQ(all.witnesses[0].traits, 1U << static_cast<unsigned>(Trait::mitid_days));
  EXPECT_TRUE(all.documents.empty());
}

TEST(WitnessDifference, AnotherAgeIsSeenAtItsEdges) {
  const auto all = differences(policy::mitid_edition(), mitid_with("value = 18", "value = 17"));
  ASSERT_EQ(all.witnesses.size(), 2U);
  for (const Difference& one : all.witnesses) {
    EXPECT_EQ(one.traits, 1U << static_cast<unsigned>(Trait::age));
    EXPECT_TRUE(one.sample.age == 17 ? !one.sample.is_a_day_short : one.sample.is_a_day_short);
    EXPECT_TRUE(one.is_eligible_after);
  }
}

TEST(WitnessDifference, AnotherQuotaIsSeenAtItsEdges) {
  const auto longer = differences(policy::mitid_edition(), mitid_with("days = 120", "days = 121"));
  ASSERT_EQ(longer.witnesses.size(), 1U);
  EXPECT_EQ(longer.witnesses[0].sample.earlier_days_ago, 120);
  EXPECT_EQ(longer.witnesses[0].sample.earlier_times, 3);
}

TEST(WitnessDifference, WhoMayNeverBeAWitnessIsSeen) {
  const auto all = differences(policy::mitid_edition(), mitid_with("values = [\"applicant\", \"officer\"]",
                                                                   "values = [\"applicant\"]"));
  ASSERT_EQ(all.witnesses.size(), 1U);
  EXPECT_TRUE(all.witnesses[0].sample.is_officer);
}

TEST(WitnessDifference, APictureThatAKindNoLongerCarriesMattersToWitnessesAlone) {
  const auto all =
      differences(policy::mitid_edition(), mitid_with("id = \"municipal-id-card\"\npicture = \"always\"",
                                                      "id = \"municipal-id-card\"\npicture = \"never\""));
  EXPECT_TRUE(all.witnesses.empty());
  ASSERT_FALSE(all.documents.empty());
  for (const policy::Difference& one : all.documents) EXPECT_TRUE(one.is_accepted_before);
}

TEST(WitnessDifference, ThereIsNoneForTheSameRules) {
  const auto all = differences(policy::mitid_edition(), policy::edition_of(policy::mitid_text()));
  EXPECT_TRUE(all.witnesses.empty());
  EXPECT_TRUE(all.documents.empty());
}

TEST(WitnessDifference, RulesThatOneVersionAloneHasAreToldAsSuch) {
  std::string text = policy::mitid_text();
  text.erase(text.find("[witness]"));
  const policy::Edition without = policy::edition_of(text);
  const auto all = differences(policy::mitid_edition(), without);
  EXPECT_TRUE(all.has_rules_before);
  EXPECT_FALSE(all.has_rules_after);
  EXPECT_TRUE(all.witnesses.empty());
}

}  // namespace
}  // namespace skranke::witness
