// The synthetic year keeps the law where it should, and what is planted in it is found. Long, so it runs
// without sanitizers.
#include "witness/synthetic/year.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "witness/synthetic/score.hpp"

namespace skranke::witness::synthetic {
namespace {

class SyntheticYear : public testing::TestWithParam<std::uint64_t> {};

TEST_P(SyntheticYear, IsFoundOutWithFewAlerts) {
  const Year made = make_year({.seed = GetParam()});
  ASSERT_EQ(made.statements.size(), 1'000'000);
  const Score result = score(made, find_patterns(made.statements, {}));
  EXPECT_EQ(result.all_kinds().planted, 7 * 40);
  EXPECT_GE(result.recall(), 0.95);
  EXPECT_LE(result.alerts_a_day(), 20);
  EXPECT_LE(result.busiest_day, 20);
  for (const Attack kind :
       {Attack::chain, Attack::pair, Attack::ring, Attack::clique, Attack::star, Attack::burst}) {
    const Score::Kind found = result.kinds[static_cast<std::size_t>(kind)];
    EXPECT_GE(found.found * 100, found.planted * 95) << name(kind);
  }
}

TEST_P(SyntheticYear, KeepsTheLawOnWaitingAndOnTheQuota) {
  const Year made = make_year({.seed = GetParam()});
  EXPECT_TRUE(std::ranges::is_sorted(made.statements, {}, &Statement::day));
  constexpr base::Day never = first_day - 1'000;
  std::vector<base::Day> vouched_on(3'000'000, never);
  std::vector<std::array<base::Day, 3>> gave_on(3'000'000, {never, never, never});  // the latest last
  for (const Statement& each : made.statements) {
    ASSERT_NE(each.witness, each.applicant);
    ASSERT_GT(each.day - vouched_on[each.witness], 30);
    vouched_on[each.applicant] = each.day;
    if (each.professional) continue;
    std::array<base::Day, 3>& days = gave_on[each.witness];
    ASSERT_GE(each.day - days.front(), 120);
    days = {days[1], days[2], each.day};
  }
}

TEST_P(SyntheticYear, IsTheSameAgainAndAnotherByAnotherSeed) {
  const YearPlan plan{.seed = GetParam(), .statements = 20'000, .people = 60'000, .attacks_of_a_kind = 5};
  const Year made = make_year(plan);
  EXPECT_EQ(made.statements, make_year(plan).statements);
  EXPECT_NE(
      made.statements,
      make_year({.seed = GetParam() + 1, .statements = 20'000, .people = 60'000, .attacks_of_a_kind = 5})
          .statements);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SyntheticYear, testing::Values(1, 2, 3));

TEST(Score, NothingIsFoundWithoutAlertsAndEverythingWithAllPersonsInOne) {
  const Year made = make_year({.seed = 7, .statements = 20'000, .people = 60'000, .attacks_of_a_kind = 2});
  EXPECT_EQ(score(made, {}).recall(), 0);
  EXPECT_EQ(score(made, {}).all_kinds().planted, 14);
  Alert all;
  for (std::uint32_t i = 0; i < made.statements.size(); ++i) all.statements.push_back(i);
  for (std::uint32_t i = 0; i < 60'000; ++i) all.persons.push_back(i);
  const Score result = score(made, std::vector{all});
  EXPECT_EQ(result.recall(), 1);
  EXPECT_EQ(result.precision(), 0) << "an alert about everybody says nothing";
}

TEST(Score, HalfOfTheMembersAreNotMostOfThem) {
  const Year made = make_year({.seed = 7, .statements = 20'000, .people = 60'000, .attacks_of_a_kind = 1});
  const auto pair = std::ranges::find(made.planted, Attack::pair, &Planted::kind);
  ASSERT_EQ(pair->persons.size(), 2);
  Alert alert;
  alert.persons = {pair->persons.front()};
  EXPECT_EQ(score(made, std::vector{alert}).all_kinds().found, 0);
  alert.persons = pair->persons;
  EXPECT_EQ(score(made, std::vector{alert}).all_kinds().found, 1);
}

}  // namespace
}  // namespace skranke::witness::synthetic
