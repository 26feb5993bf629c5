#include "base/fill_text.hpp"

#include <gtest/gtest.h>

namespace skranke::base {
namespace {

TEST(FillText, PutsValuesInOnceEach) {
  EXPECT_EQ(fill_text("{a} and {b}, {a}", {{"a", "{b}"}, {"b", "x"}}), "{b} and x, {b}");
  EXPECT_EQ(fill_text("{nobody} knows {", {{"a", "x"}}), "{nobody} knows {");
  EXPECT_EQ(fill_text("", {}), "");
}

TEST(ListElement, IsCountedFromZeroAndEmptyBehindTheEnd) {
  EXPECT_EQ(list_element("January, February, March", 0), "January");
  EXPECT_EQ(list_element("January, February, March", 2), "March");
  EXPECT_EQ(list_element("January, February, March", 3), "");
  EXPECT_EQ(list_element("", 1), "");
}

}  // namespace
}  // namespace skranke::base
