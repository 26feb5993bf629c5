// What a Tree's names mean: every mistake that can be seen without compiling.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "policy/load.hpp"
#include "policy/tree.hpp"

namespace skranke::policy {

// Appends a finding for each unknown name, duplicate, cycle of groups, unused line and the like.
void check_tree(const Tree& tree, std::vector<Finding>& findings);

// The indexes of the lines behind names of lines and groups, each once, in the order of the names. The
// tree must be free of findings.
[[nodiscard]] std::vector<std::size_t> expand(const Tree& tree, std::span<const Name> of);

// The same of what a part of a list takes: its lines and groups, or all lines of its level and higher ones.
[[nodiscard]] std::vector<std::size_t> lines_of(const Tree& tree, const Part& part);

}  // namespace skranke::policy
