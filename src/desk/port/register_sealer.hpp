// The imported register at rest: numbers and records as only this installation can read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace skranke::desk {

// Numbers of people in place of which another one stands: ten digits, as an integer.
inline constexpr std::int64_t number_count = 10'000'000'000;

class RegisterSealer {
 public:
  virtual ~RegisterSealer() = default;

  // Which key this is, from 1 to 127: the next one has the next number, so that rows of both can be told
  // apart while they are sealed anew.
  [[nodiscard]] virtual std::uint8_t generation() const = 0;

  // 16 bytes that this key alone gives and that say nothing about it: the right key is known by them.
  [[nodiscard]] virtual const std::string& check() const = 0;

  // The number, from 0 to number_count - 1, that stands for this one: another for each, always the same.
  [[nodiscard]] virtual std::int64_t number(std::int64_t plain) const = 0;

  // Bytes that only this installation can open again, for the same row. The first is generation() + 128. The
  // same bytes sealed twice differ.
  [[nodiscard]] virtual std::vector<std::byte> seal(std::int64_t row,
                                                    std::span<const std::byte> plain) const = 0;

  // Problem (invalid_value): sealed by another key, for another row, or changed since.
  [[nodiscard]] virtual base::Result<std::vector<std::byte>> open(
      std::int64_t row, std::span<const std::byte> sealed) const = 0;
};

}  // namespace skranke::desk
