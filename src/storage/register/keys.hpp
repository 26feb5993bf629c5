// The keys of the register's tables: what a row is about and the delivery that it came with, in one integer.
//
// One integer is the fastest key of both engines, keeps what belongs together side by side, and makes "the
// newest version that readers may see" the end of a range.
#pragma once

#include <cstdint>
#include <string_view>

namespace skranke::storage {

inline constexpr int delivery_bits = 20;
inline constexpr std::int64_t delivery_mask = (std::int64_t{1} << delivery_bits) - 1;

[[nodiscard]] constexpr std::int64_t version_key(std::int64_t place, std::int64_t delivery) {
  return place << delivery_bits | delivery;
}
[[nodiscard]] constexpr std::int64_t place_of(std::int64_t version) { return version >> delivery_bits; }
[[nodiscard]] constexpr std::int64_t delivery_of(std::int64_t key) { return key & delivery_mask; }

// Of a number of ten digits. `is_own`: the number has records of its own; else another number's records name
// it as a former one.
[[nodiscard]] constexpr std::int64_t number_key(std::string_view number, bool is_own, std::int64_t delivery) {
  std::int64_t value = 0;
  for (const char digit : number) value = value * 10 + (digit - '0');
  return (value * 2 + (is_own ? 1 : 0)) << delivery_bits | delivery;
}
[[nodiscard]] constexpr bool is_own_entry(std::int64_t entry) { return (entry >> delivery_bits & 1) != 0; }

}  // namespace skranke::storage
