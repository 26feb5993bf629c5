// That an entry is in a tree, and that one tree is a beginning of another, shown with few hashes.
//
// A proof is hashes in the order in which RFC 6962, 2.1.1 and 2.1.2 give them; they are checked as RFC 9162,
// 2.1.3.2 and 2.1.4.2 say.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "ledger/tree.hpp"

namespace skranke::ledger {

using Proof = std::vector<Hash>;

// Gives the hash of a perfect subtree that is whole in the tree that is asked about.
using ReadNode = std::function<base::Result<Hash>(const Node&)>;

// That leaf `index` is in the tree of `size` leaves; index < size. Problems: those of `read`.
[[nodiscard]] base::Result<Proof> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                  const ReadNode& read);

// That the tree of `before` leaves is a beginning of the one of `size`; 0 < before <= size. Problems: those
// of `read`.
[[nodiscard]] base::Result<Proof> consistency_proof(std::uint64_t before, std::uint64_t size,
                                                    const ReadNode& read);

[[nodiscard]] bool is_included(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                               std::span<const Hash> proof, const Hash& root);

// Everything is consistent with a tree of no leaves, by an empty proof.
[[nodiscard]] bool is_consistent(std::uint64_t before, const Hash& root_before, std::uint64_t size,
                                 const Hash& root, std::span<const Hash> proof);

}  // namespace skranke::ledger
