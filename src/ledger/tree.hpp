// A tree of hashes that only grows, and what of it has to be kept to let it grow.
//
// `size` leaves fall into perfect subtrees, the largest first, one for each bit of `size`; their hashes are
// all that the next leaf and the root need. SPEC: RFC 6962, 2.1.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/hash.hpp"

namespace skranke::ledger {

// A perfect subtree: of the leaves index·2^level to (index + 1)·2^level, the last one left out.
struct Node {
  unsigned level = 0;
  std::uint64_t index = 0;

  [[nodiscard]] friend bool operator==(const Node&, const Node&) = default;
};

// The perfect subtrees of a tree of this size, the largest first.
[[nodiscard]] std::vector<Node> subtrees_of(std::uint64_t size);

class Frontier {
 public:
  Frontier() = default;
  // `subtrees` are the hashes of subtrees_of(size), in that order.
  Frontier(std::uint64_t size, std::vector<Hash> subtrees);

  // Calls `made` (Node, Hash) for each subtree that the leaf completes, itself the first.
  template <class Made>
  void add(const Hash& leaf, Made made);
  void add(const Hash& leaf) {
    add(leaf, [](const Node&, const Hash&) {});
  }

  [[nodiscard]] std::uint64_t size() const { return size_; }
  // The hashes of subtrees_of(size()), in that order.
  [[nodiscard]] const std::vector<Hash>& subtrees() const { return subtrees_; }
  // Of no leaves: the hash of nothing.
  [[nodiscard]] Hash root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> subtrees_;  // the largest first
};

template <class Made>
void Frontier::add(const Hash& leaf, Made made) {
  Hash hash = leaf;
  Node node{.level = 0, .index = size_};
  made(node, hash);
  // As carrying in binary: each one bit at the end of the size is a subtree that this one joins.
  for (std::uint64_t bits = size_; (bits & 1U) != 0; bits >>= 1U) {
    hash = node_hash(subtrees_.back(), hash);
    subtrees_.pop_back();
    node = {.level = node.level + 1, .index = node.index >> 1U};
    made(node, hash);
  }
  subtrees_.push_back(hash);
  ++size_;
}

}  // namespace skranke::ledger
