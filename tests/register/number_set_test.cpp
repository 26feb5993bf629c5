// The numbers of a delivery against the standard library's set.
#include "storage/register/number_set.hpp"

#include <random>
#include <set>

#include <gtest/gtest.h>

namespace skranke::testing {
namespace {

using Set = storage::NumberSet;

TEST(NumberSet, HoldsEachOnce) {
  Set numbers;
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{1}, INT64_MAX - 1}) {
    EXPECT_TRUE(numbers.insert(number));
    EXPECT_FALSE(numbers.insert(number));
  }
  EXPECT_EQ(numbers.size(), 3U);
}

// As they come: those of a day lie close together, and some twice; through several sizes of the table.
TEST(NumberSet, HoldsWhatTheLibrarysSetHolds) {
  Set numbers;
  std::set<std::int64_t> expected;
  std::mt19937_64 random{7};
  for (int i = 0; i < 200'000; ++i) {
    const auto number = static_cast<std::int64_t>(random() % 40 * 10'000'000 + random() % 5'000) << 21;
    ASSERT_EQ(numbers.insert(number), expected.insert(number).second);
  }
  EXPECT_EQ(numbers.size(), expected.size());
}

}  // namespace
}  // namespace skranke::testing
