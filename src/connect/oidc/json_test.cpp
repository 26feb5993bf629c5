#include "connect/oidc/json.hpp"

#include <gtest/gtest.h>

#include "base/limits.hpp"

namespace skranke::oidc {
namespace {

TEST(OidcJson, ValuesAreFoundByTheirKeys) {
  const auto json = parse_json(R"({"a":"x","b":42,"c":[1,{"d":null}],"e":true,"f":1.5,"mitid.uuid":"u"})");
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(*text_of(*json, "a"), "x");
  EXPECT_EQ(*whole_of(*json, "b"), 42);
  EXPECT_EQ(json->find("c")->array()->size(), 2U);
  EXPECT_EQ(text_of(*json, "b"), nullptr);
  EXPECT_EQ(whole_of(*json, "f"), nullptr);
  EXPECT_EQ(*text_of(*json, "mitid.uuid"), "u");
  EXPECT_EQ(json->find("uuid"), nullptr);
  EXPECT_EQ(json->find("c")->find("d"), nullptr);
}

TEST(OidcJson, WhatCanBeReadInTwoWaysIsNoJson) {
  for (const char* text :
       {R"({"a":1,"a":2})", R"({"a":1,"\u0061":2})", R"({"x":{"a":1,"a":1}})", R"([{"a":1,"a":1}])", "{}{}",
        "{} x", R"({"a":1,})", "{'a':1}", R"({"a":01})", R"({"a":NaN})", R"({a:1})", "// no\n{}", "", " ",
        "\xEF\xBB\xBF{}x", "{\"a\":\"\xC3\x28\"}", R"({"a":"\ud800"})", "{\"a\":\"\x01\"}"}) {
    EXPECT_FALSE(parse_json(text).has_value()) << text;
  }
}

TEST(OidcJson, TheLimitOfDepthHoldsToTheLevel) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse_json(nested(base::limits::json_depth_max - 1)).has_value());
  EXPECT_TRUE(parse_json(nested(base::limits::json_depth_max)).has_value());
  EXPECT_FALSE(parse_json(nested(base::limits::json_depth_max + 1)).has_value());
}

TEST(OidcJson, NumbersBeyondSixtyFourBitsAreNotWhole) {
  const auto json =
      parse_json(R"({"a":9223372036854775807,"b":9223372036854775808,"c":-9223372036854775808})");
  ASSERT_TRUE(json.has_value());
  EXPECT_NE(whole_of(*json, "a"), nullptr);
  EXPECT_EQ(whole_of(*json, "b"), nullptr);
  EXPECT_NE(whole_of(*json, "c"), nullptr);
}

}  // namespace
}  // namespace skranke::oidc
