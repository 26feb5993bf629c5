// A whole number as people write it: digits and nothing else.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>
#include <system_error>

namespace skranke::base {

// Empty for what is not from `min` to `max`, and for anything before or behind the digits.
template <std::unsigned_integral Number>
[[nodiscard]] std::optional<Number> read_whole_number(std::string_view text, Number min, Number max) {
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data(), end, number);
  const bool is_one = error == std::errc{} && read == end && number >= min && number <= max;
  return is_one ? std::optional{number} : std::nullopt;
}

}  // namespace skranke::base
