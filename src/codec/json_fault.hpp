// Where text stops being JSON: for the message only, so it may be slow.
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace skranke::codec {

// The problem with `text`, which a JSON parser refused: not UTF-8, too deep, or not JSON, with the byte (from
// 1) at which it shows.
[[nodiscard]] base::Problem json_fault(std::string_view text);

}  // namespace skranke::codec
