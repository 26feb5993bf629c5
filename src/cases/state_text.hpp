// A case as text, to be kept and read again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cases/case.hpp"

namespace skranke::cases {

// JSON (RFC 8259); read_state(to_text(kase)) is the same case.
[[nodiscard]] std::string to_text(const Case& kase);

// Empty for anything that to_text doesn't give.
[[nodiscard]] std::optional<Case> read_state(std::string_view text);

}  // namespace skranke::cases
