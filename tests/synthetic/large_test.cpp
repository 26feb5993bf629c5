// As many synthetic persons as a municipality has, held against the independent reader.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checker.hpp"
#include "synthetic/denmark.hpp"

namespace {

using skranke::synthetic::Extent;
using skranke::synthetic::generate;

TEST(SyntheticDenmarkLarge, AHundredThousandPersonsOfEachOfTwoSeedsHold) {
  for (const std::uint64_t seed : {std::uint64_t{2}, UINT64_MAX}) {
    skranke::tests::Checker checker;
    generate(100'000, seed, [&checker](std::string_view bytes, const Extent&) {
      checker.read(bytes);
      return true;
    });
    EXPECT_THAT(checker.finish(), testing::IsEmpty());
    EXPECT_EQ(checker.persons(), 100'000U);
  }
}

}  // namespace
