// Hashes of the tree by 256: what is kept of it, and what others fetch. SPEC: C2SP tlog-tiles.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "ledger/proof.hpp"
#include "ledger/tree.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

inline constexpr unsigned tile_levels = 8;        // of the tree, in one of tiles
inline constexpr std::uint64_t tile_width = 256;  // hashes, and entries, of a whole one

// Of one transaction: the tiles that it changes are read once and written once.
class Tiles {
 public:
  explicit Tiles(Transaction& transaction) : transaction_{transaction} {}

  // Takes in a subtree that has become whole; those that no tile has are passed over.
  void put(const ledger::Node& node, const ledger::Hash& hash);
  [[nodiscard]] Outcome<void> write();

 private:
  using Place = std::pair<std::int64_t, std::int64_t>;  // level and number

  Transaction& transaction_;
  std::map<Place, std::string> added_;  // at the end of what is there
};

// The hashes of a tile, one after another; empty where there is none.
[[nodiscard]] Outcome<std::string> read_tile(Transaction& transaction, std::int64_t level,
                                             std::int64_t number);

// FaultKind::corrupt where the tile does not have it.
[[nodiscard]] Outcome<ledger::Hash> read_node(Transaction& transaction, const ledger::Node& node);

// For proofs, within the transaction. Problem (unavailable): as read_node.
[[nodiscard]] ledger::ReadNode reader_of(Transaction& transaction);

}  // namespace skranke::storage
