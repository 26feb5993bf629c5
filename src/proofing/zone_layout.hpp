// Where each field of a machine-readable zone stands, for the three formats; the one place that knows.
//
// SPEC: ICAO Doc 9303, 8th edition: part 5 (TD1), part 6 (TD2), part 4 (TD3), each 4.2.2.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "proofing/machine_readable_zone.hpp"

namespace skranke::proofing {

inline constexpr char filler = '<';
inline constexpr std::size_t zone_characters_max = 90;

// Positions count from 0 through all lines together.
struct ZoneField {
  std::uint8_t at = 0;
  std::uint8_t size = 0;

  [[nodiscard]] constexpr std::string_view of(std::string_view zone) const { return zone.substr(at, size); }
};

struct ZoneLayout {
  ZoneFormat format;
  std::uint8_t lines;
  std::uint8_t width;
  ZoneField kind;
  ZoneField issuer;
  ZoneField names;
  ZoneField number;
  ZoneField nationality;
  ZoneField born;
  ZoneField sex;
  ZoneField expires;
  std::array<ZoneField, 2> optional;  // the second is empty but in TD1
  ZoneField number_check;
  ZoneField born_check;
  ZoneField expires_check;
  ZoneField optional_check;  // empty but in TD3
  ZoneField composite_check;
  std::array<ZoneField, 4> composite;  // what the composite check digit is over, in this order
};

inline constexpr std::array<ZoneLayout, 3> zone_layouts{
    ZoneLayout{.format = ZoneFormat::td1,
               .lines = 3,
               .width = 30,
               .kind = {0, 2},
               .issuer = {2, 3},
               .names = {60, 30},
               .number = {5, 9},
               .nationality = {45, 3},
               .born = {30, 6},
               .sex = {37, 1},
               .expires = {38, 6},
               .optional = {ZoneField{15, 15}, ZoneField{48, 11}},
               .number_check = {14, 1},
               .born_check = {36, 1},
               .expires_check = {44, 1},
               .optional_check = {},
               .composite_check = {59, 1},
               .composite = {ZoneField{5, 25}, ZoneField{30, 7}, ZoneField{38, 7}, ZoneField{48, 11}}},
    ZoneLayout{.format = ZoneFormat::td2,
               .lines = 2,
               .width = 36,
               .kind = {0, 2},
               .issuer = {2, 3},
               .names = {5, 31},
               .number = {36, 9},
               .nationality = {46, 3},
               .born = {49, 6},
               .sex = {56, 1},
               .expires = {57, 6},
               .optional = {ZoneField{64, 7}, ZoneField{}},
               .number_check = {45, 1},
               .born_check = {55, 1},
               .expires_check = {63, 1},
               .optional_check = {},
               .composite_check = {71, 1},
               .composite = {ZoneField{36, 10}, ZoneField{49, 7}, ZoneField{57, 14}, ZoneField{}}},
    ZoneLayout{.format = ZoneFormat::td3,
               .lines = 2,
               .width = 44,
               .kind = {0, 2},
               .issuer = {2, 3},
               .names = {5, 39},
               .number = {44, 9},
               .nationality = {54, 3},
               .born = {57, 6},
               .sex = {64, 1},
               .expires = {65, 6},
               .optional = {ZoneField{72, 14}, ZoneField{}},
               .number_check = {53, 1},
               .born_check = {63, 1},
               .expires_check = {71, 1},
               .optional_check = {86, 1},
               .composite_check = {87, 1},
               .composite = {ZoneField{44, 10}, ZoneField{57, 7}, ZoneField{65, 22}, ZoneField{}}}};

[[nodiscard]] constexpr const ZoneLayout& layout_of(ZoneFormat format) {
  return zone_layouts[static_cast<std::size_t>(format)];
}

// The characters of a zone, as bits.
enum ZoneClass : std::uint8_t { class_letter = 1, class_digit = 2, class_filler = 4, class_any = 7 };

namespace detail {

struct ZoneCharacters {
  std::array<std::uint8_t, 256> classes{};  // 0 for what is not of the alphabet
  std::array<std::uint8_t, 256> values{};   // 0 to 35; the filler is 0
  constexpr ZoneCharacters() {
    for (std::size_t c = '0'; c <= '9'; ++c) {
      classes[c] = class_digit;
      values[c] = static_cast<std::uint8_t>(c - '0');
    }
    for (std::size_t c = 'A'; c <= 'Z'; ++c) {
      classes[c] = class_letter;
      values[c] = static_cast<std::uint8_t>(c - 'A' + 10);
    }
    classes[static_cast<std::size_t>(filler)] = class_filler;
  }
};
inline constexpr ZoneCharacters zone_characters{};

}  // namespace detail

[[nodiscard]] constexpr std::uint8_t class_of(char c) {
  return detail::zone_characters.classes[static_cast<unsigned char>(c)];
}
[[nodiscard]] constexpr std::uint32_t value_of(char c) {
  return detail::zone_characters.values[static_cast<unsigned char>(c)];
}

// The sum behind a check digit: weights 7, 3, 1, over one field after the other as if they were one.
// SPEC: ICAO Doc 9303-3, 4.9.
class CheckSum {
 public:
  constexpr void add(std::string_view characters) {
    for (const char c : characters) {
      // The three weights turn instead of being looked up.
      const std::uint32_t weight = weight_;
      sum_ += weight * value_of(c);
      weight_ = next_;
      next_ = 11 - weight - weight_;
    }
  }
  [[nodiscard]] constexpr char digit() const { return static_cast<char>('0' + sum_ % 10); }

 private:
  std::uint32_t sum_ = 0;
  std::uint32_t weight_ = 7;
  std::uint32_t next_ = 3;
};

}  // namespace skranke::proofing
