// Where somebody lives: an address of a municipality, drawn, and as the register writes it.
//
// Road codes and names belong to a municipality and are the same in every generation: road r of
// municipality m has one code, one name and one postcode.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "synthetic/tables.hpp"

namespace skranke::synthetic {

struct Address {
  std::uint16_t municipality = 0;
  std::uint16_t road = 0;
  std::uint16_t house = 0;
  std::uint16_t building = 0;  // Greenland's building number; 0: none
  char letter = ' ';
  std::uint8_t floor = 0;   // no_floor, basement, ground_floor, or a storey
  std::uint16_t door = 0;   // no_door, left, right, middle, or 10 and more: a number
  bool is_nowhere = false;  // no fixed abode: the municipality alone
  friend bool operator==(const Address&, const Address&) = default;
};

inline constexpr std::uint8_t no_floor = 0;
inline constexpr std::uint8_t basement = 100;
inline constexpr std::uint8_t ground_floor = 101;
inline constexpr std::uint16_t no_door = 0;
inline constexpr std::uint16_t left_door = 1;
inline constexpr std::uint16_t right_door = 2;
inline constexpr std::uint16_t middle_door = 3;

struct Residence {
  base::Day from = 0;
  base::Day until = 0;  // the day of leaving; `always` if not left
  Address address;
};
inline constexpr base::Day always = 1'000'000;

[[nodiscard]] Address draw_address(const Tables& tables, std::uint32_t municipality, Chance& chance);

// The municipality of somebody's next home: mostly the same.
[[nodiscard]] std::uint32_t next_municipality(const Tables& tables, std::uint32_t municipality,
                                              Chance& chance);

[[nodiscard]] std::uint32_t road_code(const Tables& tables, const Address& address);
[[nodiscard]] std::string_view road_name(const Tables& tables, const Address& address);
[[nodiscard]] const Postcode& postcode(const Tables& tables, const Address& address);

}  // namespace skranke::synthetic
