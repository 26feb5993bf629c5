// TOML text to a Tree: shapes and types only. What the names mean is checked in check_tree.hpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "policy/load.hpp"
#include "policy/tree.hpp"

namespace skranke::policy {

// Reads a policy file (TOML 1.0). Every mistake is appended to `findings` with its line and column; the
// Tree is empty only where the text is not TOML at all. Keys that nobody reads are mistakes.
[[nodiscard]] std::optional<Tree> parse_toml(std::string_view text, std::string_view file,
                                             std::vector<Finding>& findings);

}  // namespace skranke::policy
