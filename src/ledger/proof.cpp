#include "ledger/proof.hpp"

#include <bit>

#include "base/ensure.hpp"

namespace skranke::ledger {
namespace {

using base::Result;

// Leaves first to before last.
struct Range {
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  [[nodiscard]] std::uint64_t count() const { return last - first; }
  // Where a tree of so many leaves is split: the largest power of two below their number.
  [[nodiscard]] std::uint64_t middle() const { return first + std::bit_floor(count() - 1); }
};

// Of a part that lies where one of the tree's own splits puts it, so that whole powers of two are nodes.
Result<Hash> hash_of(const Range& range, const ReadNode& read) {
  if (std::has_single_bit(range.count())) {
    const auto level = static_cast<unsigned>(std::countr_zero(range.count()));
    return read({.level = level, .index = range.first >> level});
  }
  const auto left = hash_of({range.first, range.middle()}, read);
  if (!left) return left;
  const auto right = hash_of({range.middle(), range.last}, read);
  if (!right) return right;
  return node_hash(*left, *right);
}

Result<void> add_hash(Proof& proof, const Range& range, const ReadNode& read) {
  auto hash = hash_of(range, read);
  if (!hash) return std::unexpected{std::move(hash.error())};
  proof.push_back(*hash);
  return {};
}

// SPEC: RFC 6962, 2.1.1.
Result<void> add_path(Proof& proof, std::uint64_t index, const Range& range, const ReadNode& read) {
  if (range.count() == 1) return {};
  const Range left{range.first, range.middle()};
  const Range right{range.middle(), range.last};
  const bool is_left = index < right.first;
  if (auto done = add_path(proof, index, is_left ? left : right, read); !done) return done;
  return add_hash(proof, is_left ? right : left, read);
}

// SPEC: RFC 6962, 2.1.2. `is_known`: who checks has the hash of the whole range already.
Result<void> add_subproof(Proof& proof, std::uint64_t before, const Range& range, bool is_known,
                          const ReadNode& read) {
  if (before == range.last) return is_known ? Result<void>{} : add_hash(proof, range, read);
  const Range left{range.first, range.middle()};
  const Range right{range.middle(), range.last};
  const bool is_left = before <= right.first;
  if (auto done = add_subproof(proof, before, is_left ? left : right, is_left && is_known, read); !done)
    return done;
  return add_hash(proof, is_left ? right : left, read);
}

}  // namespace

Result<Proof> inclusion_proof(std::uint64_t index, std::uint64_t size, const ReadNode& read) {
  base::ensure(index < size, "a leaf of the tree");
  Proof proof;
  if (auto done = add_path(proof, index, {0, size}, read); !done)
    return std::unexpected{std::move(done.error())};
  return proof;
}

Result<Proof> consistency_proof(std::uint64_t before, std::uint64_t size, const ReadNode& read) {
  base::ensure(before > 0 && before <= size, "a beginning of the tree");
  Proof proof;
  if (auto done = add_subproof(proof, before, {0, size}, true, read); !done)
    return std::unexpected{std::move(done.error())};
  return proof;
}

bool is_included(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                 const Hash& root) {
  if (index >= size) return false;
  std::uint64_t place = index;
  std::uint64_t last = size - 1;
  Hash hash = leaf;
  for (const Hash& other : proof) {
    if (last == 0) return false;
    if ((place & 1U) != 0 || place == last) {
      hash = node_hash(other, hash);
      while ((place & 1U) == 0 && place != 0) {
        place >>= 1U;
        last >>= 1U;
      }
    } else {
      hash = node_hash(hash, other);
    }
    place >>= 1U;
    last >>= 1U;
  }
  return last == 0 && hash == root;
}

bool is_consistent(std::uint64_t before, const Hash& root_before, std::uint64_t size, const Hash& root,
                   std::span<const Hash> proof) {
  if (before > size) return false;
  if (before == size) return proof.empty() && root_before == root;
  if (before == 0) return proof.empty() && root_before == sha256({});
  // A whole power of two is the first node itself, and not told.
  const bool is_told = !std::has_single_bit(before);
  if (is_told && proof.empty()) return false;
  std::uint64_t place = before - 1;
  std::uint64_t last = size - 1;
  const int levels = std::countr_one(place);
  place >>= levels;
  last >>= levels;
  Hash old_hash = is_told ? proof.front() : root_before;
  Hash new_hash = old_hash;
  for (const Hash& other : proof.subspan(is_told ? 1 : 0)) {
    if (last == 0) return false;
    if ((place & 1U) != 0 || place == last) {
      old_hash = node_hash(other, old_hash);
      new_hash = node_hash(other, new_hash);
      while ((place & 1U) == 0 && place != 0) {
        place >>= 1U;
        last >>= 1U;
      }
    } else {
      new_hash = node_hash(new_hash, other);
    }
    place >>= 1U;
    last >>= 1U;
  }
  return last == 0 && old_hash == root_before && new_hash == root;
}

}  // namespace skranke::ledger
