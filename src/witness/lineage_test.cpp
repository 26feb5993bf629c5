#include "witness/lineage.hpp"

#include <gtest/gtest.h>

#include "witness/testing.hpp"

namespace skranke::witness {
namespace {

using testing::alerts_of;
using testing::Numbers;
using testing::on;
using testing::professional;
using testing::with_face;

TEST(Lineage, WhoWasNeverVouchedForIsAtDepthZeroAndEachLinkIsOneDeeper) {
  const std::vector<Statement> chain{on(0, 0, 1), on(31, 1, 2), on(62, 2, 3)};
  EXPECT_EQ(lineage_depth(chain, 0), 0);
  EXPECT_EQ(lineage_depth(chain, 1), 1);
  EXPECT_EQ(lineage_depth(chain, 2), 2);
  EXPECT_EQ(lineage_depth(chain, 3), 3);
  EXPECT_EQ(lineage_depth({}, 7), 0);
}

TEST(Lineage, AComparedFaceOrAProfessionalWitnessBeginsAnew) {
  EXPECT_EQ(lineage_depth(std::vector{on(0, 0, 1), with_face(on(31, 1, 2)), on(62, 2, 3)}, 3), 1);
  EXPECT_EQ(lineage_depth(std::vector{on(0, 0, 1), on(31, 1, 2), professional(on(62, 2, 3))}, 3), 1);
}

TEST(Lineage, TheWitnessCountsAsTheyWereThatDay) {
  // 2 is vouched for only after having vouched for 3.
  EXPECT_EQ(lineage_depth(std::vector{on(0, 0, 1), on(40, 2, 3), on(50, 1, 2)}, 3), 1);
  // In whatever order they are given.
  EXPECT_EQ(lineage_depth(std::vector{on(62, 2, 3), on(31, 1, 2), on(0, 0, 1)}, 3), 3);
  // Within a day in the order given.
  EXPECT_EQ(lineage_depth(std::vector{on(0, 0, 1), on(0, 1, 2)}, 2), 2);
  EXPECT_EQ(lineage_depth(std::vector{on(0, 1, 2), on(0, 0, 1)}, 2), 1);
}

TEST(Lineage, ThePersonsLatestStatementCounts) {
  const std::vector<Statement> deep{on(0, 0, 1), on(31, 1, 2)};
  auto again = deep;
  again.push_back(on(60, 9, 2));
  EXPECT_EQ(lineage_depth(again, 2), 1);
  again.push_back(on(90, 1, 2));
  EXPECT_EQ(lineage_depth(again, 2), 2);
}

TEST(Chains, AlertFromTheDepthOfTheRules) {
  const std::vector<Statement> chain{on(0, 0, 1), on(31, 1, 2), on(62, 2, 3)};
  EXPECT_TRUE(alerts_of(Rule::chain, chain, {.chain_depth_min = 4}).empty());
  const auto alerts = alerts_of(Rule::chain, chain, {.chain_depth_min = 3});
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_EQ(alerts.front().depth, 3);
  EXPECT_EQ(alerts.front().persons, (Numbers{0, 1, 2, 3}));
  EXPECT_EQ(alerts.front().statements, (Numbers{0, 1, 2}));
  EXPECT_EQ(alerts.front().first_day, 0);
  EXPECT_EQ(alerts.front().last_day, 62);
}

TEST(Chains, OneSeedIsOneAlertWithThePathsToTheDeepOnes) {
  std::vector<Statement> tree{on(0, 0, 1),  on(0, 0, 2),  on(0, 0, 3),  on(31, 1, 4),
                              on(31, 2, 5), on(62, 4, 6), on(62, 5, 7), on(62, 5, 8)};
  const auto alerts = alerts_of(Rule::chain, tree);
  ASSERT_EQ(alerts.size(), 1);
  // 3 leads to nobody deep.
  EXPECT_EQ(alerts.front().persons, (Numbers{0, 1, 2, 4, 5, 6, 7, 8}));
  tree.insert(tree.end(), {on(0, 10, 11), on(31, 11, 12), on(62, 12, 13)});
  EXPECT_EQ(alerts_of(Rule::chain, tree).size(), 2);
}

TEST(Chains, AProfessionalWitnessIsNobodysSeed) {
  const std::vector<Statement> chains{professional(on(0, 0, 1)), on(31, 1, 2), on(62, 2, 3),
                                      professional(on(0, 0, 4)), on(31, 4, 5), on(62, 5, 6)};
  EXPECT_EQ(alerts_of(Rule::chain, chains).size(), 2);
}

}  // namespace
}  // namespace skranke::witness
