// The sample of a week's accepted cases: nobody is left out, the share is kept, and chance alone chooses.
#include "cases/sample.hpp"

#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace skranke::cases {
namespace {

std::vector<AcceptedCase> week(const std::map<std::string, int>& counts) {
  std::vector<AcceptedCase> all;
  for (const auto& [officer, count] : counts)
    for (int i = 0; i < count; ++i)
      all.push_back({.case_id = officer + std::to_string(i), .officer_id = officer});
  return all;
}

Draw chance(unsigned seed) {
  return [random = std::mt19937_64{seed}](std::uint64_t below) mutable {
    return std::uniform_int_distribution<std::uint64_t>{0, below - 1}(random);
  };
}

TEST(Sample, HasSomebodyOfEverybodyAndTheShareAndNoCaseTwice) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    for (const std::int32_t percent : {0, 1, 5, 50, 100}) {
      const auto all = week({{"anna", 40}, {"bo", 1}, {"carl", 19}});
      const auto drawn = draw_sample(all, percent, chance(seed));
      std::set<std::string> officers;
      std::set<std::string> cases;
      for (const AcceptedCase& each : drawn) {
        officers.insert(each.officer_id);
        cases.insert(each.case_id);
      }
      EXPECT_EQ(officers.size(), 3U);
      EXPECT_EQ(cases.size(), drawn.size());
      EXPECT_EQ(drawn.size(), std::max<std::size_t>(3, (60U * static_cast<unsigned>(percent) + 99) / 100));
    }
  }
  EXPECT_TRUE(draw_sample({}, 5, chance(1)).empty());
}

TEST(Sample, DrawsEachCaseOfAnOfficerAsOften) {
  const auto all = week({{"anna", 4}});
  std::map<std::string, int> times;
  auto draw = chance(7);
  constexpr int rounds = 4000;
  for (int round = 0; round < rounds; ++round) ++times[draw_sample(all, 25, draw).front().case_id];
  ASSERT_EQ(times.size(), 4U);
  for (const auto& [id, count] : times) EXPECT_NEAR(count, rounds / 4, 150) << id;
}

TEST(Sample, BeginsWeeksOnMondays) {
  const base::Day monday = *base::parse_day("2026-11-30");
  for (base::Day day = monday; day < monday + 7; ++day) EXPECT_EQ(monday_of(day), monday);
  EXPECT_EQ(monday_of(monday - 1), monday - 7);
  EXPECT_EQ(monday_of(*base::parse_day("1969-12-31")), *base::parse_day("1969-12-29"));
}

}  // namespace
}  // namespace skranke::cases
