#include "synthetic/chance.hpp"

#include <array>

#include <gtest/gtest.h>

namespace skranke::synthetic {
namespace {

TEST(Chance, IsTheSameForTheSameSeedPurposeAndIndex) {
  Chance one{1, 2, 3};
  Chance again{1, 2, 3};
  Chance other{1, 2, 4};
  int equal = 0;
  for (int i = 0; i < 100; ++i) {
    const auto drawn = one.below(1'000'000);
    EXPECT_EQ(drawn, again.below(1'000'000));
    equal += drawn == other.below(1'000'000) ? 1 : 0;
  }
  EXPECT_LT(equal, 3);
}

TEST(Chance, ReachesBothEndsAndNothingBeyond) {
  Chance chance{7, 0, 0};
  std::array<int, 6> seen{};
  for (int i = 0; i < 60'000; ++i) {
    const int drawn = chance.between(-2, 3);
    ASSERT_GE(drawn, -2);
    ASSERT_LE(drawn, 3);
    const int from_lowest = drawn + 2;
    ++seen.at(static_cast<std::size_t>(from_lowest));
  }
  for (const int count : seen) EXPECT_NEAR(count, 10'000, 500);
}

TEST(Chance, DrawsItsShareOfAThousand) {
  Chance chance{8, 0, 0};
  int yes = 0;
  for (int i = 0; i < 100'000; ++i) yes += chance.in_1000(250) ? 1 : 0;
  EXPECT_NEAR(yes, 25'000, 700);
  EXPECT_FALSE(chance.in_1000(0));
  EXPECT_TRUE(chance.in_1000(1'000));
}

}  // namespace
}  // namespace skranke::synthetic
