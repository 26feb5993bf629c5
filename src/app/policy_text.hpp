// A policy in words, for a terminal.
#pragma once

#include <string>

#include "app/texts.hpp"
#include "policy/tree.hpp"

namespace skranke::app {

// Title, guidance, conditions, lists and exclusions, each with its clause, the numbers filled in from the
// tree.
[[nodiscard]] std::string policy_text(const policy::Tree& tree, const Texts& texts);

}  // namespace skranke::app
