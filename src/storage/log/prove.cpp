#include "storage/log/prove.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "ledger/entry.hpp"
#include "storage/log/tiles.hpp"
#include "storage/rows.hpp"
#include "storage/watch.hpp"

namespace skranke::storage {
namespace {

using base::Result;

// How the row of this key is asked for. Empty: the key is of another kind.
struct RowQuestion {
  std::string sql;
  std::vector<Value> values;
};
std::optional<RowQuestion> ask_for_row(const Watched& watched, std::string_view key) {
  std::string columns;
  std::string where;
  RowQuestion question;
  for (const WatchedColumn& column : watched.columns) {
    columns.append(columns.empty() ? "" : ", ").append(column.name);
    if (!column.is_key) continue;
    const std::string_view part = key.substr(0, key.find('|'));
    key.remove_prefix(std::min(part.size() + 1, key.size()));
    if (column.kind == ColumnKind::integer) {
      std::int64_t number = 0;
      if (std::from_chars(part.data(), part.data() + part.size(), number).ec != std::errc{})
        return std::nullopt;
      question.values.emplace_back(number);
    } else {
      question.values.emplace_back(std::string{part});
    }
    where.append(where.empty() ? " where " : " and ").append(column.name);
    where.append(" = $").append(std::to_string(question.values.size()));
  }
  question.sql = "select " + columns + " from " + watched.table + where;
  return question;
}

// The columns that the entry is about, as they stand.
Outcome<Row> read_row(Transaction& transaction, const std::string& table, const std::string& key,
                      const std::string& text) {
  const auto entry = ledger::read_entry(text);
  const auto shapes = watched_in(all_migrations());
  const auto shape = std::ranges::find_if(shapes, [&](const Watched& each) {
    return entry && each.table == table && each.shape == entry->shape;
  });
  const auto question = shape == shapes.end() ? std::nullopt : ask_for_row(*shape, key);
  if (!question) return fail(FaultKind::corrupt, "an entry of the log can't be read");
  const auto rows = transaction.run(question->sql, question->values);
  if (!rows) return std::unexpected{rows.error()};
  if (rows->size() != 1) return fail(FaultKind::corrupt, "a row that the log has is gone");
  return rows->front();
}

}  // namespace

Result<std::optional<Proven>> prove(Database& database, const std::string& table, const std::string& key) {
  const auto shapes = watched_in(all_migrations());
  if (std::ranges::find(shapes, table, &Watched::table) == shapes.end())
    return base::fail(base::Fault::not_found, "the log does not watch a table of this name");
  Result<std::optional<Proven>> proven = std::optional<Proven>{};
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    proven = std::optional<Proven>{};
    const auto rows = transaction.run(
        "select e.place, e.entry, r.salt, s.size, s.checkpoint, w.published_size, w.published "
        "from log_row r join log_entry e on e.place = r.place "
        "join log_state s on s.only_row = 1 join log_shown w on w.only_row = 1 where r.table_name = $1 and "
        "r.row_key = $2 and not exists "
        "(select 1 from log_waiting w where w.table_name = $1 and w.row_key = $2)",
        std::array{Value{table}, Value{key}});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    const Row& found = rows->front();
    // What witnesses have cosigned says more than what is newest.
    const bool is_published = integer_at(found, 5) > integer_at(found, 0);
    Proven made{.place = static_cast<std::uint64_t>(integer_at(found, 0)),
                .entry = bytes_at(found, 1),
                .proof = {},
                .checkpoint = text_at(found, is_published ? 6 : 4),
                .salt = bytes_at(found, 2),
                .row = {}};
    auto row = read_row(transaction, table, key, made.entry);
    if (!row) return std::unexpected{std::move(row.error())};
    made.row = std::move(*row);
    auto proof = ledger::inclusion_proof(made.place,
                                         static_cast<std::uint64_t>(integer_at(found, is_published ? 5 : 3)),
                                         reader_of(transaction));
    if (proof) made.proof = std::move(*proof);
    proven =
        proof ? Result<std::optional<Proven>>{std::move(made)} : std::unexpected{std::move(proof.error())};
    return {};
  });
  if (!read) return base::fail(base::Fault::unavailable, "the log can't be read: " + read.error().text);
  return proven;
}

}  // namespace skranke::storage
