// The query of a request: which parameters a route has, and what they were given.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "codec/check_text.hpp"

namespace skranke::http::api {

inline constexpr std::size_t parameters_max = 4;  // of one route

// Values by the position of their parameter in the route's list.
struct Query {
  std::array<std::optional<std::string>, parameters_max> values;
};

// Reads "a=1&b=2". Problems (invalid_value, unknown_key, duplicate_key) name the parameter, never its value.
[[nodiscard]] base::Result<Query> parse_query(std::string_view text,
                                              std::span<const std::string_view> parameters);

// %XX to bytes. Empty if a '%' is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

// "?advice=N|all|none" into `options`. Problem: invalid_value.
[[nodiscard]] base::Result<void> read_advice(const std::optional<std::string>& value,
                                             codec::CheckOptions& options);

// "?next=true|false" into `options`. Problem: invalid_value.
[[nodiscard]] base::Result<void> read_next(const std::optional<std::string>& value,
                                           codec::CheckOptions& options);

}  // namespace skranke::http::api
