// The keys of the register's tables: what a row is about and the delivery that it came with, in one integer.
//
// One integer is the fastest key of both engines, keeps what belongs together side by side, and makes "the
// newest version that readers may see" the end of a range.
//
// PRIVACY: in place of a number of ten digits stands the one that the register's key makes of it, beyond all
// numbers in the clear: each generation of the key has a range of its own, the first (0) is that of rows from
// before there was a key.
#pragma once

#include <cstdint>
#include <string_view>

#include "desk/port/register_sealer.hpp"

namespace skranke::storage {

inline constexpr int delivery_bits = 20;
inline constexpr std::int64_t delivery_mask = (std::int64_t{1} << delivery_bits) - 1;

[[nodiscard]] constexpr std::int64_t version_key(std::int64_t place, std::int64_t delivery) {
  return place << delivery_bits | delivery;
}
[[nodiscard]] constexpr std::int64_t place_of(std::int64_t version) { return version >> delivery_bits; }
[[nodiscard]] constexpr std::int64_t delivery_of(std::int64_t key) { return key & delivery_mask; }

// A number of ten digits as it is.
[[nodiscard]] constexpr std::int64_t clear_number(std::string_view digits) {
  std::int64_t value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

// What stands for a number in the keys of rows.
[[nodiscard]] inline std::int64_t sealed_number(const desk::RegisterSealer& sealer, std::int64_t clear) {
  return sealer.generation() * desk::number_count + sealer.number(clear);
}

// `number`: sealed, or from before in the clear. `is_own`: it has records of its own; else another number's
// records name it as a former one.
[[nodiscard]] constexpr std::int64_t number_key(std::int64_t number, bool is_own, std::int64_t delivery) {
  return (number * 2 + (is_own ? 1 : 0)) << delivery_bits | delivery;
}
[[nodiscard]] constexpr std::int64_t number_of(std::int64_t entry) { return entry >> (delivery_bits + 1); }
[[nodiscard]] constexpr bool is_own_entry(std::int64_t entry) { return (entry >> delivery_bits & 1) != 0; }

// Keys below it are of numbers in the clear.
inline constexpr std::int64_t sealed_entries = number_key(desk::number_count, false, 0);

}  // namespace skranke::storage
