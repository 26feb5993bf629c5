#include "storage/log/witnesses.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "storage/log/tiles.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;

std::unexpected<base::Problem> unavailable(const Fault& fault) {
  return base::fail(base::Fault::unavailable, "the log's witnesses: " + fault.text);
}

Result<void> ended(const Outcome<void>& outcome) {
  if (!outcome) return unavailable(outcome.error());
  return {};
}

std::uint64_t size_at(const Row& row, std::size_t column) {
  return static_cast<std::uint64_t>(integer_at(row, column));
}

// The one row of a statement that always gives one.
Outcome<Row> one(Transaction& transaction, std::string_view sql, std::span<const Value> values = {}) {
  auto rows = transaction.run(sql, values);
  if (!rows) return std::unexpected{std::move(rows.error())};
  if (rows->size() != 1) return fail(FaultKind::corrupt, "the log has no state");
  return std::move(rows->front());
}

// Publishes what is shown where enough of the trusted have cosigned it.
Outcome<void> publish(Transaction& transaction, const Shown& shown, std::span<const std::string> trusted,
                      std::size_t quorum) {
  const auto rows =
      transaction.run("select public_key, line from log_witness where size = $1 order by public_key",
                      std::array{Value{static_cast<std::int64_t>(shown.size)}});
  if (!rows) return std::unexpected{rows.error()};
  std::string note = shown.note;
  std::size_t count = 0;
  for (const Row& row : *rows) {
    if (std::ranges::find(trusted, text_at(row, 0)) == trusted.end()) continue;
    note.append(text_at(row, 1));
    ++count;
  }
  if (count < quorum) return {};
  return done(transaction, "update log_shown set published_size = $1, published = $2 where only_row = 1",
              {static_cast<std::int64_t>(shown.size), note});
}

}  // namespace

Result<Witnessing> LogWitnesses::look() {
  Witnessing all;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all = {};
    const auto state = one(transaction,
                           "select l.size, s.size, s.checkpoint, s.published_size from log_state l join "
                           "log_shown s on s.only_row = 1 where l.only_row = 1");
    if (!state) return std::unexpected{state.error()};
    all.log_size = size_at(*state, 0);
    all.shown = {.size = size_at(*state, 1), .note = text_at(*state, 2)};
    all.published_size = size_at(*state, 3);
    const auto rows = transaction.run(
        "select public_key, size, cosigned_at, tries, next_at, trouble from log_witness order by public_key");
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows)
      all.witnesses.push_back({.public_key = text_at(row, 0),
                               .size = size_at(row, 1),
                               .cosigned_at = integer_at(row, 2),
                               .tries = integer_at(row, 3),
                               .next_at = integer_at(row, 4),
                               .trouble = text_at(row, 5)});
    return {};
  });
  if (!read) return unavailable(read.error());
  return all;
}

Result<std::optional<Shown>> LogWitnesses::take_turn(std::int64_t now, std::int64_t until, bool to_newest) {
  std::optional<Shown> taken;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    taken = std::nullopt;
    // A turn that ends later than any could is one of a clock that was wrong.
    const auto rows = transaction.run(
        "update log_shown set taken_until = $2 where only_row = 1 and (taken_until <= $1 or taken_until > "
        "$2) "
        "returning size, checkpoint, published_size",
        std::array{Value{now}, Value{until}});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    Shown shown{.size = size_at(rows->front(), 0), .note = text_at(rows->front(), 1)};
    const bool is_over = shown.note.empty() || size_at(rows->front(), 2) == shown.size || to_newest;
    if (is_over) {
      const auto newest = one(transaction, "select size, checkpoint from log_state where only_row = 1");
      if (!newest) return std::unexpected{newest.error()};
      shown = {.size = size_at(*newest, 0), .note = text_at(*newest, 1)};
      if (auto set = done(transaction, "update log_shown set size = $1, checkpoint = $2 where only_row = 1",
                          {static_cast<std::int64_t>(shown.size), shown.note});
          !set)
        return set;
    }
    taken = std::move(shown);
    return {};
  });
  if (!written) return unavailable(written.error());
  return taken;
}

Result<void> LogWitnesses::end_turn() {
  return ended(database_.write([](Transaction& transaction) {
    return done(transaction, "update log_shown set taken_until = 0 where only_row = 1", {});
  }));
}

Result<ledger::Proof> LogWitnesses::consistency(std::uint64_t before, std::uint64_t size) {
  if (before == 0) return ledger::Proof{};
  if (before > size)
    return base::fail(base::Fault::not_found, "the log had " + std::to_string(size) + " entries");
  Result<ledger::Proof> proof = ledger::Proof{};
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    proof = ledger::consistency_proof(before, size, reader_of(transaction));
    return {};
  });
  if (!read) return unavailable(read.error());
  return proof;
}

Result<void> LogWitnesses::keep_cosigned(const std::string& public_key, std::uint64_t size,
                                         const std::string& line, std::int64_t at,
                                         std::span<const std::string> trusted, std::size_t quorum) {
  return ended(database_.write([&](Transaction& transaction) -> Outcome<void> {
    // Locked first: two witnesses that answer at once are counted one after the other.
    const auto shown =
        one(transaction, "update log_shown set only_row = 1 where only_row = 1 returning size, checkpoint");
    if (!shown) return std::unexpected{shown.error()};
    const auto kept =
        done(transaction,
             "insert into log_witness (public_key, size, line, cosigned_at, tries, next_at, trouble) "
             "values ($1, $2, $3, $4, 0, 0, '') on conflict (public_key) do update set size = excluded.size, "
             "line = excluded.line, cosigned_at = excluded.cosigned_at, tries = 0, next_at = 0, trouble = '' "
             "where log_witness.size <= excluded.size",
             {public_key, static_cast<std::int64_t>(size), line, at});
    if (!kept || size_at(*shown, 0) != size) return kept;
    return publish(transaction, {.size = size, .note = text_at(*shown, 1)}, trusted, quorum);
  }));
}

Result<void> LogWitnesses::keep_failed(const std::string& public_key, const std::string& trouble,
                                       std::int64_t next_at) {
  return ended(database_.write([&](Transaction& transaction) {
    return done(transaction,
                "insert into log_witness (public_key, size, line, cosigned_at, tries, next_at, trouble) "
                "values ($1, 0, '', 0, 1, $2, $3) on conflict (public_key) do update set "
                "tries = log_witness.tries + 1, next_at = excluded.next_at, trouble = excluded.trouble",
                {public_key, next_at, trouble});
  }));
}

Result<std::string> published_checkpoint(Database& database) {
  std::string note;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    const auto row = one(transaction, "select published from log_shown where only_row = 1");
    if (!row) return std::unexpected{row.error()};
    note = text_at(*row, 0);
    return {};
  });
  if (!read) return unavailable(read.error());
  return note;
}

}  // namespace skranke::storage
