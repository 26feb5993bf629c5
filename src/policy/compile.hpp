// A checked Tree to a Program.
#pragma once

#include <optional>
#include <vector>

#include "policy/load.hpp"
#include "policy/program.hpp"
#include "policy/tree.hpp"

namespace skranke::policy {

// Compiles a tree in which check_tree found nothing. Findings: a line, or a list, that no documents can
// ever meet; more alternatives than a Mask has bits.
[[nodiscard]] std::optional<Program> compile(const Tree& tree, std::vector<Finding>& findings);

}  // namespace skranke::policy
