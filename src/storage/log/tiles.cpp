#include "storage/log/tiles.hpp"

#include <array>

#include "storage/rows.hpp"

namespace skranke::storage {

void Tiles::put(const ledger::Node& node, const ledger::Hash& hash) {
  if (node.level % tile_levels != 0) return;
  const Place place{node.level / tile_levels, static_cast<std::int64_t>(node.index / tile_width)};
  added_[place].append(ledger::bytes_of(hash));
}

Outcome<void> Tiles::write() {
  for (const auto& [place, hashes] : added_) {
    const auto before = read_tile(transaction_, place.first, place.second);
    if (!before) return std::unexpected{before.error()};
    const auto written = transaction_.run(
        "insert into log_tile (level, number, hashes) values ($1, $2, $3) "
        "on conflict (level, number) do update set hashes = excluded.hashes",
        std::array{Value{place.first}, Value{place.second}, bytes_value(*before + hashes)});
    if (!written) return std::unexpected{written.error()};
  }
  return {};
}

Outcome<std::string> read_tile(Transaction& transaction, std::int64_t level, std::int64_t number) {
  const auto rows = transaction.run("select hashes from log_tile where level = $1 and number = $2",
                                    std::array{Value{level}, Value{number}});
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty() ? std::string{} : bytes_at(rows->front(), 0);
}

Outcome<ledger::Hash> read_node(Transaction& transaction, const ledger::Node& node) {
  const unsigned height = node.level % tile_levels;
  const std::uint64_t first = node.index << height;  // of the tile's own level
  const std::uint64_t count = std::uint64_t{1} << height;
  const auto tile =
      read_tile(transaction, node.level / tile_levels, static_cast<std::int64_t>(first / tile_width));
  if (!tile) return std::unexpected{tile.error()};
  const std::size_t begin = first % tile_width * ledger::hash_bytes;
  if (tile->size() < begin + count * ledger::hash_bytes)
    return fail(FaultKind::corrupt, "a tile of the log is too short");
  ledger::Frontier frontier;
  for (std::uint64_t i = 0; i < count; ++i)
    frontier.add(ledger::hash_of_bytes(
        std::string_view{*tile}.substr(begin + i * ledger::hash_bytes, ledger::hash_bytes)));
  return frontier.root();
}

ledger::ReadNode reader_of(Transaction& transaction) {
  return [&transaction](const ledger::Node& node) -> base::Result<ledger::Hash> {
    const auto hash = read_node(transaction, node);
    if (!hash) return base::fail(base::Fault::unavailable, "the log can't be read: " + hash.error().text);
    return *hash;
  };
}

}  // namespace skranke::storage
