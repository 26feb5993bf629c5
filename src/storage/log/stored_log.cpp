#include "storage/log/stored_log.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/entry.hpp"
#include "ledger/note.hpp"
#include "storage/log/tiles.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using ledger::Entry;

std::unexpected<base::Problem> unavailable(const Fault& fault) {
  std::string text{"the log can't be read or kept: "};
  return base::fail(base::Fault::unavailable, text.append(fault.text));
}

struct State {
  std::int64_t size = 0;
  ledger::Frontier frontier;
  std::string checkpoint;
};

Outcome<State> read_state(Transaction& transaction) {
  const auto rows = transaction.run("select size, frontier, checkpoint from log_state where only_row = 1");
  if (!rows) return std::unexpected{rows.error()};
  if (rows->size() != 1) return fail(FaultKind::corrupt, "the log has no state");
  const Row& row = rows->front();
  const std::string kept = bytes_at(row, 1);
  const auto size = static_cast<std::uint64_t>(integer_at(row, 0));
  std::vector<ledger::Hash> subtrees;
  for (std::size_t i = 0; i + ledger::hash_bytes <= kept.size(); i += ledger::hash_bytes)
    subtrees.push_back(ledger::hash_of_bytes(std::string_view{kept}.substr(i, ledger::hash_bytes)));
  if (subtrees.size() != ledger::subtrees_of(size).size())
    return fail(FaultKind::corrupt, "the log's state does not have the hashes of its size");
  return State{
      .size = integer_at(row, 0), .frontier = {size, std::move(subtrees)}, .checkpoint = text_at(row, 2)};
}

// Takes the lock under which the log grows: whoever comes second waits for the first to commit.
Outcome<void> lock(Transaction& transaction) {
  return done(transaction, "update log_state set only_row = 1 where only_row = 1", {});
}

struct Waiting {
  std::int64_t waiting = 0;
  Entry entry;
  std::string salt;
};

Outcome<Waiting> waiting_of(const Row& row, std::int64_t now) {
  const auto operation = ledger::find_operation(text_at(row, 1));
  const std::string seal = bytes_at(row, 5);
  const bool is_sealed = seal.size() == ledger::salt_bytes + ledger::hash_bytes;
  if (!operation || (!is_sealed && !seal.empty()))
    return fail(FaultKind::corrupt, "what waits for the log is broken");
  Waiting waiting{.waiting = integer_at(row, 0),
                  .entry = {.at = now,
                            .operation = *operation,
                            .table = text_at(row, 2),
                            .shape = integer_at(row, 3),
                            .key = text_at(row, 4),
                            .previous = {},
                            .commitment = {}},
                  .salt = seal.substr(0, is_sealed ? ledger::salt_bytes : 0)};
  if (is_sealed)
    waiting.entry.commitment = ledger::hash_of_bytes(std::string_view{seal}.substr(ledger::salt_bytes));
  if (!is_null(row, 6)) waiting.entry.previous = static_cast<std::uint64_t>(integer_at(row, 6));
  return waiting;
}

// What waited longest, with the place of each row's newest entry so far. A change may commit with a lower
// number than one that is already there, so on PostgreSQL exactly what was read goes; SQLite has one writer.
constexpr std::string_view take_in_sqlite =
    "select waiting, operation, table_name, shape, row_key, seal, (select place from log_row r "
    "where r.table_name = w.table_name and r.row_key = w.row_key) "
    "from log_waiting w order by waiting limit $1";
constexpr std::string_view take_in_postgresql =
    "delete from log_waiting w where ctid = any (array(select ctid from log_waiting order by waiting limit "
    "$1)) "
    "returning waiting, operation, table_name, shape, row_key, seal, (select place from log_row r "
    "where r.table_name = w.table_name and r.row_key = w.row_key)";

// Takes them out of what waits, in their order.
Outcome<std::vector<Waiting>> take_waiting(Transaction& transaction, Engine engine, std::size_t count,
                                           std::int64_t now) {
  const bool is_sqlite = engine == Engine::sqlite;
  const auto rows = transaction.run(is_sqlite ? take_in_sqlite : take_in_postgresql,
                                    std::array{Value{static_cast<std::int64_t>(count)}});
  if (!rows) return std::unexpected{rows.error()};
  std::vector<Waiting> all;
  all.reserve(rows->size());
  for (const Row& row : *rows) {
    auto waiting = waiting_of(row, now);
    if (!waiting) return std::unexpected{std::move(waiting.error())};
    all.push_back(std::move(*waiting));
  }
  std::ranges::sort(all, {}, &Waiting::waiting);
  if (!is_sqlite || all.empty()) return all;
  if (auto gone = done(transaction, "delete from log_waiting where waiting <= $1", {all.back().waiting});
      !gone)
    return std::unexpected{std::move(gone.error())};
  return all;
}

// Each row's newest of these entries: its place and its salt, or that the row is gone.
Outcome<void> write_rows(Transaction& transaction, std::span<const Waiting> all, std::int64_t first_place,
                         const std::map<std::pair<std::string_view, std::string_view>, std::size_t>& newest) {
  std::vector<Argument> standing;
  std::vector<Argument> gone;
  for (const auto& [row, index] : newest) {
    const Waiting& waiting = all[index];
    if (!waiting.entry.commitment) {
      gone.insert(gone.end(), {row.first, row.second});
      continue;
    }
    standing.insert(standing.end(), {row.first, row.second, first_place + static_cast<std::int64_t>(index),
                                     std::as_bytes(std::span{waiting.salt})});
  }
  const auto kept = transaction.run_many(
      "insert into log_row (table_name, row_key, place, salt) values ($1, $2, $3, $4) "
      "on conflict (table_name, row_key) do update set place = excluded.place, "
      "salt = excluded.salt",
      4, standing);
  if (!kept) return std::unexpected{kept.error()};
  const auto removed =
      transaction.run_many("delete from log_row where table_name = $1 and row_key = $2", 2, gone);
  if (!removed) return std::unexpected{removed.error()};
  return {};
}

Outcome<void> write_state(Transaction& transaction, const State& state, std::int64_t now) {
  std::string kept;
  for (const ledger::Hash& hash : state.frontier.subtrees()) kept.append(ledger::bytes_of(hash));
  return done(
      transaction,
      "update log_state set size = $1, frontier = $2, checkpoint = $3, signed_at = $4 where only_row = 1",
      {state.size, bytes_value(kept), state.checkpoint, now});
}

// Takes them in, one after another; the places go on from `state`.
Outcome<void> add_all(Transaction& transaction, State& state, std::vector<Waiting>& all) {
  Tiles tiles{transaction};
  const std::int64_t first_place = state.size;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> newest;
  std::vector<std::string> texts;
  std::vector<Argument> entries;
  texts.reserve(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    Entry& entry = all[i].entry;
    const auto [row, is_first] = newest.try_emplace({entry.table, entry.key}, i);
    if (!is_first) {
      const std::size_t before = std::exchange(row->second, i);
      entry.previous.reset();
      if (all[before].entry.commitment) entry.previous = static_cast<std::uint64_t>(first_place) + before;
    }
    texts.push_back(ledger::entry_text(entry));
    entries.emplace_back(state.size);
    entries.emplace_back(std::as_bytes(std::span{texts.back()}));
    state.frontier.add(ledger::leaf_hash(texts.back()),
                       [&](const ledger::Node& node, const ledger::Hash& hash) { tiles.put(node, hash); });
    ++state.size;
  }
  if (auto added = transaction.run_many("insert into log_entry (place, entry) values ($1, $2)", 2, entries);
      !added)
    return std::unexpected{std::move(added.error())};
  if (auto written = write_rows(transaction, all, first_place, newest); !written) return written;
  return tiles.write();
}

}  // namespace

StoredLog::StoredLog(Database& database, std::string origin, SignCheckpoint sign)
    : database_{database}, origin_{std::move(origin)}, sign_{std::move(sign)} {}

Result<std::size_t> StoredLog::take_in(std::int64_t now, std::size_t count) {
  bool is_waiting = false;
  const auto looked = database_.read([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run("select 1 from log_waiting limit 1");
    if (!rows) return std::unexpected{rows.error()};
    is_waiting = !rows->empty();
    return {};
  });
  if (!looked) return unavailable(looked.error());
  if (!is_waiting) return 0U;
  std::size_t taken = 0;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    taken = 0;
    if (auto locked = lock(transaction); !locked) return locked;
    auto state = read_state(transaction);
    if (!state) return std::unexpected{std::move(state.error())};
    auto all = take_waiting(transaction, database_.engine(), count, now);
    if (!all) return std::unexpected{std::move(all.error())};
    if (all->empty()) return {};
    if (auto added = add_all(transaction, *state, *all); !added) return added;
    state->checkpoint = sign_(ledger::checkpoint_text({.origin = origin_,
                                                       .size = static_cast<std::uint64_t>(state->size),
                                                       .root = state->frontier.root()}));
    taken = all->size();
    return write_state(transaction, *state, now);
  });
  if (!written) return unavailable(written.error());
  return taken;
}

Result<std::string> StoredLog::tile(std::uint64_t level, std::uint64_t number, std::uint64_t width) {
  std::string hashes;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    auto tile = read_tile(transaction, static_cast<std::int64_t>(level), static_cast<std::int64_t>(number));
    if (!tile) return std::unexpected{std::move(tile.error())};
    hashes = std::move(*tile);
    return {};
  });
  if (!read) return unavailable(read.error());
  const std::size_t wanted = width * ledger::hash_bytes;
  return hashes.size() < wanted ? std::string{} : hashes.substr(0, wanted);
}

Result<std::string> newest_checkpoint(Database& database) {
  std::string note;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    auto state = read_state(transaction);
    if (!state) return std::unexpected{std::move(state.error())};
    note = std::move(state->checkpoint);
    return {};
  });
  if (!read) return unavailable(read.error());
  return note;
}

}  // namespace skranke::storage
