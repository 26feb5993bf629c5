// A policy in words, for a terminal.
#pragma once

#include <string>

#include "app/texts.hpp"
#include "policy/tree.hpp"

namespace skranke::app {

// Title, guidance, conditions, lists and exclusions, each with its clause, the numbers filled in from the
// tree.
[[nodiscard]] std::string policy_text(const policy::Tree& tree, const Texts& texts);

// One line in words, the numbers filled in: "Documentation for receiving public benefit (maximum 3 months
// old)".
[[nodiscard]] std::string line_text(const policy::Tree& tree, const policy::Line& line, const Texts& texts);

}  // namespace skranke::app
