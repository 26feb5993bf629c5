// How many of what: ages, origins, statuses. docs/synthetic.md says where each number comes from.
#pragma once

#include <array>
#include <cstdint>

#include "cpr/person.hpp"

namespace skranke::synthetic::shares {

struct StatusShare {
  cpr::Status status;
  std::uint32_t of_10000;
};
inline constexpr std::array<StatusShare, 11> statuses{{
    {cpr::Status::resident, 7'280},
    {cpr::Status::resident_special_road, 15},
    {cpr::Status::resident_greenland, 80},
    {cpr::Status::resident_greenland_special_road, 2},
    {cpr::Status::administrative, 250},
    {cpr::Status::annulled, 12},
    {cpr::Status::deleted_duplicate, 10},
    {cpr::Status::changed_number, 40},
    {cpr::Status::disappeared, 25},
    {cpr::Status::emigrated, 700},
    {cpr::Status::dead, 1'586},
}};

// By groups of five years of age, from 0-4 to 100-104.
inline constexpr std::size_t age_groups = 21;
inline constexpr std::array<std::uint16_t, age_groups> residents{
    310, 305, 335, 345, 375, 410, 410, 365, 335, 370, 385, 420, 375, 335, 315, 290, 175, 85, 35, 9, 1};
inline constexpr std::array<std::uint16_t, age_groups> greenlanders{
    75, 78, 80, 78, 75, 90, 88, 70, 58, 60, 80, 85, 68, 45, 28, 15, 6, 2, 0, 0, 0};
inline constexpr std::array<std::uint16_t, age_groups> men_in_1000{
    513, 513, 513, 512, 511, 510, 508, 505, 502, 501, 501, 500, 495, 488, 480, 470, 440, 380, 300, 220, 150};
inline constexpr std::array<std::uint16_t, age_groups> immigrants_in_1000{
    25, 45, 55, 65, 150, 230, 250, 235, 215, 170, 130, 105, 90, 75, 60, 50, 40, 30, 30, 20, 20};
inline constexpr std::array<std::uint16_t, age_groups> descendants_in_1000{
    110, 105, 95, 80, 65, 50, 35, 22, 12, 7, 3, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0};

// Age at death, in groups of ten years from 0-9 to 100-104.
inline constexpr std::array<std::uint16_t, 11> deaths{10, 3, 8, 12, 28, 72, 150, 255, 320, 135, 7};

// How many children a woman wants, 0 to 5.
inline constexpr std::array<std::uint16_t, 6> children_wanted{130, 160, 430, 200, 60, 20};

}  // namespace skranke::synthetic::shares
