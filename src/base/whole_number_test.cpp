// Digits and nothing else, between two bounds that are both good.
#include "base/whole_number.hpp"

#include <gtest/gtest.h>

namespace skranke::base {
namespace {

TEST(WholeNumber, IsGoodFromTheLeastToTheMost) {
  EXPECT_EQ(read_whole_number("1", 1U, 256U), 1U);
  EXPECT_EQ(read_whole_number("0256", 1U, 256U), 256U);
  EXPECT_EQ(read_whole_number("0", 1U, 256U), std::nullopt);
  EXPECT_EQ(read_whole_number("257", 1U, 256U), std::nullopt);
  EXPECT_EQ(read_whole_number("4294967297", 1U, 256U), std::nullopt);
}

TEST(WholeNumber, HasNothingBeforeOrBehindItsDigits) {
  for (const char* text : {"", " 3", "3 ", "+3", "-3", "-0", "3x", "0x3", "3.0", "three"})
    EXPECT_EQ(read_whole_number(text, 0U, 256U), std::nullopt) << text;
}

}  // namespace
}  // namespace skranke::base
