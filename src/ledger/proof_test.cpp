#include "ledger/proof.hpp"

#include <bit>

#include <gtest/gtest.h>

namespace skranke::ledger {
namespace {

constexpr std::uint64_t sizes = 70;

std::vector<Hash> some_leaves() {
  std::vector<Hash> leaves;
  for (std::uint64_t i = 0; i < sizes; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
  return leaves;
}

// As RFC 6962 defines it, from the leaves each time.
Hash naive_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return sha256({});
  if (leaves.size() == 1) return leaves.front();
  const std::size_t left = std::bit_floor(leaves.size() - 1);
  return node_hash(naive_root(leaves.first(left)), naive_root(leaves.subspan(left)));
}

class Proofs : public ::testing::Test {
 protected:
  [[nodiscard]] Hash root(std::uint64_t size) const { return naive_root(std::span{leaves_}.first(size)); }
  // Reads no node that is not whole in a tree of this size.
  [[nodiscard]] ReadNode of(std::uint64_t size) const {
    return [this, size](const Node& node) -> base::Result<Hash> {
      const std::uint64_t first = node.index << node.level;
      EXPECT_LE(first + (std::uint64_t{1} << node.level), size);
      return naive_root(std::span{leaves_}.subspan(first, std::size_t{1} << node.level));
    };
  }

  std::vector<Hash> leaves_ = some_leaves();
};

TEST_F(Proofs, ShowThatAnEntryIsThereAndNoOther) {
  for (std::uint64_t size = 1; size <= sizes; ++size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      const Proof proof = inclusion_proof(i, size, of(size)).value();
      ASSERT_TRUE(is_included(leaves_[i], i, size, proof, root(size))) << i << " of " << size;
      ASSERT_FALSE(is_included(leaf_hash("another"), i, size, proof, root(size)));
      if (size > 1) {
        ASSERT_FALSE(is_included(leaves_[i], (i + 1) % size, size, proof, root(size)));
      }
      for (std::size_t broken = 0; broken < proof.size(); ++broken) {
        Proof wrong = proof;
        wrong[broken][broken % hash_bytes] ^= 1;
        ASSERT_FALSE(is_included(leaves_[i], i, size, wrong, root(size)));
      }
      Proof longer = proof;
      longer.push_back(leaves_[0]);
      ASSERT_FALSE(is_included(leaves_[i], i, size, longer, root(size)));
    }
  }
  EXPECT_FALSE(is_included(leaves_[0], 0, 0, {}, root(0)));
}

TEST_F(Proofs, ShowThatATreeIsABeginningOfAnother) {
  for (std::uint64_t size = 1; size <= sizes; ++size) {
    EXPECT_TRUE(is_consistent(0, root(0), size, root(size), {}));
    for (std::uint64_t before = 1; before <= size; ++before) {
      const Proof proof = consistency_proof(before, size, of(size)).value();
      ASSERT_TRUE(is_consistent(before, root(before), size, root(size), proof)) << before << " of " << size;
      ASSERT_FALSE(is_consistent(before, leaf_hash("fork"), size, root(size), proof));
      ASSERT_FALSE(is_consistent(before, root(before), size, leaf_hash("fork"), proof));
      for (std::size_t broken = 0; broken < proof.size(); ++broken) {
        Proof wrong = proof;
        wrong[broken][broken % hash_bytes] ^= 1;
        ASSERT_FALSE(is_consistent(before, root(before), size, root(size), wrong));
      }
      if (!proof.empty()) {
        ASSERT_FALSE(
            is_consistent(before, root(before), size, root(size), std::span{proof}.first(proof.size() - 1)));
      }
    }
  }
  EXPECT_FALSE(is_consistent(5, root(5), 4, root(4), {}));
}

}  // namespace
}  // namespace skranke::ledger
