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

// The same, but accepting only what compile() accepts with a document that carries a picture in the
// combination (clause W4). Its lists are not the policy's: look at the outcome and the open facts alone.
// Finding: no combination carries one.
[[nodiscard]] std::optional<Program> compile_with_picture(const Tree& tree, std::vector<Finding>& findings);

}  // namespace skranke::policy
