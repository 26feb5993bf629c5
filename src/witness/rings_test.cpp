// Pairs, cycles and dense groups, by hand.
#include <gtest/gtest.h>

#include "witness/testing.hpp"

namespace skranke::witness {
namespace {

using testing::alerts_of;
using testing::Numbers;
using testing::on;
using testing::professional;

TEST(Reciprocal, TwoWhoVouchForEachOtherWithinTheDays) {
  EXPECT_TRUE(alerts_of(Rule::reciprocal, {on(0, 1, 2), on(40, 1, 2)}).empty());
  EXPECT_TRUE(alerts_of(Rule::reciprocal, {on(0, 1, 2), on(100, 2, 1)}, {.ring_days = 100}).empty());
  const auto alerts = alerts_of(Rule::reciprocal, {on(0, 1, 2), on(100, 2, 1)}, {.ring_days = 101});
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_EQ(alerts.front().persons, (Numbers{1, 2}));
  EXPECT_EQ(alerts.front().statements, (Numbers{0, 1}));
}

TEST(Reciprocal, APairIsOneAlertWithAllThatHasAnAnswer) {
  const auto alerts = alerts_of(Rule::reciprocal, {on(500, 2, 1), on(0, 1, 2), on(480, 1, 2), on(520, 1, 2)},
                                {.ring_days = 365});
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_EQ(alerts.front().statements, (Numbers{0, 2, 3}));
}

TEST(Cycles, OfThreeUpToTheMost) {
  std::vector<Statement> ring;
  for (std::uint32_t size = 3; size <= 8; ++size) {
    ring.clear();
    for (std::uint32_t i = 0; i < size; ++i) ring.push_back(on(static_cast<base::Day>(i), i, (i + 1) % size));
    EXPECT_EQ(alerts_of(Rule::cycle, ring, {.cycle_people_max = 6}).size(), size <= 6 ? 1 : 0) << size;
  }
  EXPECT_TRUE(alerts_of(Rule::cycle, {on(0, 0, 1), on(1, 1, 0)}).empty());
  EXPECT_TRUE(alerts_of(Rule::cycle, {on(0, 0, 1), on(1, 1, 2), on(2, 0, 2)}).empty());
}

TEST(Cycles, WithinTheDaysWhateverTheirOrder) {
  const std::vector<Statement> ring{on(99, 0, 1), on(0, 1, 2), on(50, 2, 0)};
  EXPECT_TRUE(alerts_of(Rule::cycle, ring, {.ring_days = 99}).empty());
  const auto alerts = alerts_of(Rule::cycle, ring, {.ring_days = 100});
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_EQ(alerts.front().statements, (Numbers{0, 1, 2}));
}

TEST(Cycles, ThatShareAStatementAreOneAlertAndOthersAreTheirOwn) {
  // 0-1-2 and 0-1-3 share 0 for 1; 4-5-6 shares nothing, 0-7-8 a person only.
  const std::vector<Statement> rings{on(0, 0, 1), on(1, 1, 2), on(2, 2, 0), on(3, 1, 3),
                                     on(4, 3, 0), on(0, 4, 5), on(1, 5, 6), on(2, 6, 4),
                                     on(5, 0, 7), on(6, 7, 8), on(7, 8, 0)};
  const auto alerts = alerts_of(Rule::cycle, rings, {.cycle_people_max = 3});
  ASSERT_EQ(alerts.size(), 3);
  EXPECT_EQ(alerts[0].persons, (Numbers{4, 5, 6}));
  EXPECT_EQ(alerts[1].persons, (Numbers{0, 1, 2, 3}));
  EXPECT_EQ(alerts[2].persons, (Numbers{0, 7, 8}));
}

TEST(Cycles, ASearchThatIsCutGivesTheWholeGroupAndSaysSo) {
  std::vector<Statement> all;
  for (std::uint32_t i = 0; i < 12; ++i) {
    for (std::uint32_t j = 0; j < 12; ++j) {
      if (i != j) all.push_back(on(0, i, j));
    }
  }
  const auto alerts = alerts_of(Rule::cycle, all, {.steps_per_statement = 20});
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_TRUE(alerts.front().is_cut);
  EXPECT_EQ(alerts.front().statements.size(), all.size());
  EXPECT_FALSE(alerts_of(Rule::cycle, all, {.cycle_people_max = 3}).front().is_cut);
}

TEST(DenseGroups, ThreeOfWhomAllPairsVouchWhoeverForWhom) {
  EXPECT_TRUE(alerts_of(Rule::dense_group, {on(0, 0, 1), on(1, 0, 2)}).empty());
  const auto alerts = alerts_of(Rule::dense_group, {on(0, 0, 1), on(1, 0, 2), on(2, 1, 2)});
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_EQ(alerts.front().persons, (Numbers{0, 1, 2}));
  EXPECT_TRUE(
      alerts_of(Rule::dense_group, {on(0, 0, 1), on(1, 0, 2), on(2, 1, 2)}, {.dense_people_min = 4}).empty());
}

TEST(DenseGroups, WithinTheDaysBySomeStatementOfEachPair) {
  std::vector<Statement> group{on(0, 0, 1), on(50, 0, 2), on(100, 1, 2)};
  EXPECT_TRUE(alerts_of(Rule::dense_group, group, {.ring_days = 100}).empty());
  EXPECT_EQ(alerts_of(Rule::dense_group, group, {.ring_days = 101}).size(), 1);
  group.push_back(on(10, 1, 0));
  EXPECT_EQ(alerts_of(Rule::dense_group, group, {.ring_days = 91}).size(), 1);
  EXPECT_TRUE(alerts_of(Rule::dense_group, group, {.ring_days = 90}).empty());
}

TEST(DenseGroups, TrianglesThatShareAPairAreOne) {
  // Four, of whom 0 and 3 did not vouch; and a triangle that shares a person only.
  const std::vector<Statement> groups{on(0, 0, 1), on(0, 0, 2), on(0, 1, 2), on(0, 1, 3),
                                      on(0, 2, 3), on(1, 3, 4), on(1, 3, 5), on(1, 4, 5)};
  const auto alerts = alerts_of(Rule::dense_group, groups);
  ASSERT_EQ(alerts.size(), 2);
  EXPECT_EQ(alerts[0].persons, (Numbers{0, 1, 2, 3}));
  EXPECT_EQ(alerts[1].persons, (Numbers{3, 4, 5}));
}

TEST(DenseGroups, ACutSearchSaysSo) {
  std::vector<Statement> all;
  for (std::uint32_t i = 0; i < 30; ++i) {
    for (std::uint32_t j = 0; j < i; ++j) all.push_back(on(0, i, j));
  }
  const auto cut = alerts_of(Rule::dense_group, all, {.steps_per_statement = 5});
  ASSERT_EQ(cut.size(), 1);
  EXPECT_TRUE(cut.front().is_cut);
  const auto whole = alerts_of(Rule::dense_group, all);
  ASSERT_EQ(whole.size(), 1);
  EXPECT_FALSE(whole.front().is_cut);
  EXPECT_EQ(whole.front().persons.size(), 30);
}

TEST(DenseGroups, ProfessionalWitnessesAreLeftOut) {
  EXPECT_TRUE(
      alerts_of(Rule::dense_group, {professional(on(0, 0, 1)), professional(on(1, 0, 2)), on(2, 1, 2)})
          .empty());
}

}  // namespace
}  // namespace skranke::witness
