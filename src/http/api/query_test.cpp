// The query of a request.
#include "http/api/query.hpp"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"

namespace skranke::http::api {
namespace {

using ::testing::HasSubstr;

constexpr std::array<std::string_view, 2> parameters{"advice", "next"};

TEST(Query, ValuesStandAtTheirParameter) {
  const auto query = parse_query("next=true&&advice=2%30", parameters);
  ASSERT_TRUE(query);
  EXPECT_EQ(query->values[0], "20");
  EXPECT_EQ(query->values[1], "true");
  EXPECT_EQ(parse_query("", parameters)->values[0], std::nullopt);
  EXPECT_EQ(parse_query("next", parameters)->values[1], "");
}

TEST(Query, AnUnknownParameterIsNamed) {
  const auto query = parse_query("advise=20", parameters);
  ASSERT_FALSE(query);
  EXPECT_THAT(query.error().text, HasSubstr("\"advise\""));
  EXPECT_THAT(query.error().text, HasSubstr("advice"));
  EXPECT_FALSE(parse_query("x", {}));
}

TEST(Query, ANameThatMayBeAnythingIsNotRepeated) {
  for (const std::string_view text : {"ole%20hansen=1", "%3Cscript%3E=1", "%FF=1", "=1"}) {
    const auto query = parse_query(text, parameters);
    ASSERT_FALSE(query) << text;
    EXPECT_THAT(query.error().text, HasSubstr("A query parameter")) << text;
  }
}

TEST(Query, AParameterTwiceIsAMistake) {
  EXPECT_FALSE(parse_query("next=true&next=true", parameters));
  EXPECT_FALSE(parse_query("next=%4", parameters));
  EXPECT_FALSE(parse_query("%4=1", parameters));
}

TEST(Query, AdviceIsANumberAllOrNone) {
  codec::CheckOptions options;
  ASSERT_TRUE(read_advice(std::nullopt, options));
  EXPECT_TRUE(options.advice);
  EXPECT_EQ(options.advice_max, 20U);
  ASSERT_TRUE(read_advice("none", options));
  EXPECT_FALSE(options.advice);
  ASSERT_TRUE(read_advice("all", options));
  EXPECT_TRUE(options.advice);
  EXPECT_EQ(options.advice_max, base::limits::advice_sets_max);
  ASSERT_TRUE(read_advice("0", options));
  EXPECT_EQ(options.advice_max, 0U);
  ASSERT_TRUE(read_advice("999999", options));
  ASSERT_TRUE(read_advice("1000000", options));
  EXPECT_EQ(options.advice_max, 1'000'000U);
  for (const auto* value : {"", "1000001", "-1", "2.0", "20x", " 20", "99999999999999999999", "ALL"}) {
    ASSERT_FALSE(read_advice(value, options)) << value;
  }
}

TEST(Query, NextIsTrueOrFalse) {
  codec::CheckOptions options;
  ASSERT_TRUE(read_next("true", options));
  EXPECT_TRUE(options.next);
  ASSERT_TRUE(read_next("false", options));
  EXPECT_FALSE(options.next);
  EXPECT_FALSE(read_next("1", options));
  EXPECT_FALSE(read_next("", options));
}

}  // namespace
}  // namespace skranke::http::api
