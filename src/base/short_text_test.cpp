#include "base/short_text.hpp"

#include <gtest/gtest.h>

namespace skranke::base {
namespace {

TEST(ShortText, HoldsAsMuchAsItHasRoomFor) {
  ShortText<3> text{"ab"};
  text.push_back('c');
  EXPECT_EQ(text.view(), "abc");
  EXPECT_THROW(text.push_back('d'), BrokenAssumption);
  EXPECT_THROW(text.append("d"), BrokenAssumption);
  EXPECT_EQ(text.view(), "abc");
  EXPECT_THROW(ShortText<3>{"abcd"}, BrokenAssumption);
  EXPECT_EQ(ShortText<3>{"a"}, ShortText<3>{"a"});
  EXPECT_TRUE(ShortText<3>{}.empty());
}

}  // namespace
}  // namespace skranke::base
