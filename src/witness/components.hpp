// Strongly connected components of a graph.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "witness/pattern_search.hpp"

namespace skranke::witness {

// For each of `count` nodes the number of its component, which is that of one of its nodes; two are in one
// component if edges lead from each to the other. `out` holds the edges that leave each node, `to` where each
// edge leads. SPEC: Tarjan, "Depth-First Search and Linear Graph Algorithms" (1972); without recursion, since
// a chain is as deep as it is long. Linear.
[[nodiscard]] std::vector<std::uint32_t> strong_components(std::uint32_t count, const Groups& out,
                                                           std::span<const std::uint32_t> to);

}  // namespace skranke::witness
