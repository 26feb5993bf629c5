#include "centre/position.hpp"

#include <numbers>
#include <string>

#include <gtest/gtest.h>

namespace skranke::centre {
namespace {

TEST(Positions, AreTwoDecimalNumbersOnTheEarth) {
  EXPECT_EQ(parse_position("55.68,12.57"), (Position{.latitude = 55.68, .longitude = 12.57}));
  EXPECT_EQ(parse_position("-90,180"), (Position{.latitude = -90, .longitude = 180}));
  EXPECT_EQ(parse_position("90,-180"), (Position{.latitude = 90, .longitude = -180}));
  for (const auto* text :
       {"", ",", "55", "55,", ",12", "55,12,1", "90.001,0", "-90.001,0", "0,180.001", "0,-180.001", "nan,0",
        "0,inf", "1e1,0", "0x1,0", "55 ,12", "55, 12", "+55,12", "north,east"})
    EXPECT_EQ(parse_position(text), std::nullopt) << text;
}

TEST(Positions, DistancesAreThoseOfGreatCircles) {
  constexpr double radius = 6'371'008.8;
  const Position pole{.latitude = 90, .longitude = 0};
  const Position equator{.latitude = 0, .longitude = 123};
  EXPECT_NEAR(metres_between(pole, equator), radius * std::numbers::pi / 2, 1);
  EXPECT_NEAR(metres_between({.latitude = 0, .longitude = 179.5}, {.latitude = 0, .longitude = -179.5}),
              radius * std::numbers::pi / 180, 1)
      << "over the date line";
  EXPECT_NEAR(metres_between(equator, {.latitude = 0, .longitude = -57}), radius * std::numbers::pi, 1)
      << "the other side";
  EXPECT_EQ(metres_between(equator, equator), 0);
  // København to Aarhus, as the crow flies: 157 km by any map.
  EXPECT_NEAR(metres_between({.latitude = 55.67594, .longitude = 12.56553},
                             {.latitude = 56.15674, .longitude = 10.21076}),
              157'000, 1'000);
}

}  // namespace
}  // namespace skranke::centre
