// What is sent about a version of a policy on its way into force, from JSON text. Strict, as everywhere.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace skranke::codec {

// {"sha256"}: of the text that whoever sends it has looked at.
[[nodiscard]] base::Result<std::string> read_seen_text(std::string_view text);

}  // namespace skranke::codec
