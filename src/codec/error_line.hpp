// How a bad line of JSON lines is answered (contract: `{"id"?, "error": {"code", "message", "path",
// "line"}}`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace skranke::codec {

// Appends `{` and, where there is an id, `"id":…,`: the beginning of every answer.
void append_opening(std::string& out, std::optional<std::string_view> id);

// Appends one object, without a line end.
void append_error(std::string& out, std::optional<std::string_view> id, const base::Problem& problem,
                  std::uint64_t line);

}  // namespace skranke::codec
