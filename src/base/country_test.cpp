#include "base/country.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace skranke::base {
namespace {

TEST(Country, EveryAssignedCodeIsReadBackAsItself) {
  std::set<Country> seen;
  for (std::size_t i = 0; i < assigned_countries.size(); i += 2) {
    const std::string code{assigned_countries.substr(i, 2)};
    const auto country = parse_country(code);
    ASSERT_TRUE(country.has_value()) << code;
    EXPECT_EQ(country_code(*country), code);
    EXPECT_NE(*country, country_unknown);
    EXPECT_LT(*country, country_count);
    seen.insert(*country);
  }
  EXPECT_EQ(seen.size(), 250U);
}

TEST(Country, WhatIsNotAnAssignedCodeInCapitalsIsRefused) {
  for (const char* bad : {"", "D", "dk", "Dk", "DNK", "ZZ", "XX", "UK", "EU", "D1", "Å", "AN"}) {
    EXPECT_FALSE(parse_country(bad).has_value()) << bad;
  }
}

TEST(Country, KosovoIsReadAsPassportsWriteIt) { EXPECT_TRUE(parse_country("XK").has_value()); }

}  // namespace
}  // namespace skranke::base
