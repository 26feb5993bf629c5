#include "ledger/tree.hpp"

#include <bit>
#include <utility>

#include "base/ensure.hpp"

namespace skranke::ledger {

std::vector<Node> subtrees_of(std::uint64_t size) {
  std::vector<Node> nodes;
  std::uint64_t before = 0;
  for (unsigned level = 64; level-- > 0;) {
    const std::uint64_t leaves = std::uint64_t{1} << level;
    if ((size & leaves) == 0) continue;
    nodes.push_back({.level = level, .index = before >> level});
    before += leaves;
  }
  return nodes;
}

Frontier::Frontier(std::uint64_t size, std::vector<Hash> subtrees)
    : size_{size}, subtrees_{std::move(subtrees)} {
  base::ensure(subtrees_.size() == static_cast<std::size_t>(std::popcount(size)),
               "a subtree for each bit of the size");
}

Hash Frontier::root() const {
  if (subtrees_.empty()) return sha256({});
  Hash hash = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) hash = node_hash(subtrees_[i], hash);
  return hash;
}

}  // namespace skranke::ledger
