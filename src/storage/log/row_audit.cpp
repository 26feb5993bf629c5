#include "storage/log/row_audit.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/limits.hpp"
#include "ledger/entry.hpp"
#include "storage/log/findings.hpp"
#include "storage/rows.hpp"
#include "storage/watch.hpp"

namespace skranke::storage {
namespace {

// What waits for a row: the seal of its newest change; empty where it was deleted.
using Waiting = std::map<std::pair<std::string, std::string>, std::string>;

std::string named(const std::string& table, const std::string& key) { return table + " " + key; }

void add_column(ledger::RowBytes& bytes, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return bytes.add(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return bytes.add_text(*text);
  if (const auto* blob = std::get_if<Bytes>(&value))
    return bytes.add_bytes({reinterpret_cast<const char*>(blob->data()), blob->size()});
  bytes.add_null();
}

std::string comma_separated(const Watched& watched, bool keys_only) {
  std::string sql;
  for (const WatchedColumn& column : watched.columns) {
    if (keys_only && !column.is_key) break;
    if (!sql.empty()) sql += ", ";
    sql += watched.table + "." + column.name;
  }
  return sql;
}

class TableAudit {
 public:
  TableAudit(Transaction& transaction, const Standing& standing, const std::vector<Watched>& shapes,
             const Watched& watched, const Waiting& waiting, Audit& audit)
      : transaction_{transaction},
        standing_{standing},
        shapes_{shapes},
        watched_{watched},
        waiting_{waiting},
        audit_{audit},
        keys_{static_cast<std::size_t>(std::ranges::count_if(watched.columns, &WatchedColumn::is_key))} {}

  // How many rows of it the log knows.
  Outcome<std::uint64_t> run() {
    std::vector<Value> after;
    for (bool more = true; more;) {
      const auto rows = transaction_.run(page_sql(after.empty()), after);
      if (!rows) return std::unexpected{rows.error()};
      for (const Row& row : *rows) take(row);
      more = rows->size() == static_cast<std::size_t>(base::limits::audit_page);
      if (more) after.assign(rows->back().begin(), rows->back().begin() + static_cast<std::ptrdiff_t>(keys_));
    }
    if (auto held = hold_rows_of_log(); !held) return std::unexpected{std::move(held.error())};
    return known_;
  }

 private:
  // Columns of the shape, then key, place, salt and entry.
  [[nodiscard]] std::string page_sql(bool is_first) const {
    const std::string& table = watched_.table;
    std::string sql =
        "select " + comma_separated(watched_, false) + ", " + key_sql(watched_, table) +
        ", r.place, r.salt, e.entry from " + table + " left join log_row r on r.table_name = '" + table +
        "' and r.row_key = " + key_sql(watched_, table) + " left join log_entry e on e.place = r.place";
    if (!is_first) {
      sql += " where (" + comma_separated(watched_, true) + ") > (";
      for (std::size_t i = 1; i <= keys_; ++i) sql += (i == 1 ? "$" : ", $") + std::to_string(i);
      sql += ")";
    }
    return sql + " order by " + comma_separated(watched_, true) + " limit " +
           std::to_string(base::limits::audit_page);
  }

  void take(const Row& row) {
    ++audit_.rows;
    const std::size_t columns = watched_.columns.size();
    const std::string& key = text_at(row, columns);
    const bool has_entry = !is_null(row, columns + 1);
    if (has_entry) ++known_;
    const auto waiting = waiting_.find({watched_.table, key});
    if (waiting != waiting_.end()) return hold(key, watched_.shape, waiting->second, row);
    if (!has_entry) return find(audit_, named(watched_.table, key) + ": the log has no entry of it");
    const auto place = static_cast<std::uint64_t>(integer_at(row, columns + 1));
    if (place >= standing_.is_newest.size() || !standing_.is_newest[place] || is_null(row, columns + 3))
      return find(audit_, named(watched_.table, key) + ": its entry is not its newest");
    const auto entry = ledger::read_entry(bytes_at(row, columns + 3));
    if (!entry || entry->table != watched_.table || entry->key != key || !entry->commitment)
      return find(audit_, named(watched_.table, key) + ": the entry that it names is another row's");
    hold(key, entry->shape, bytes_at(row, columns + 2) + std::string{ledger::bytes_of(*entry->commitment)},
         row);
  }

  void hold(const std::string& key, std::int64_t shape, const std::string& seal, const Row& row) {
    if (seal.size() != ledger::salt_bytes + ledger::hash_bytes)
      return find(audit_, named(watched_.table, key) + ": its salt is not there");
    const auto bytes = row_bytes(shape, row);
    if (!bytes) return find(audit_, named(watched_.table, key) + ": columns of its entry's shape are gone");
    const auto found = ledger::commitment(std::string_view{seal}.substr(0, ledger::salt_bytes), *bytes);
    if (ledger::bytes_of(found) != std::string_view{seal}.substr(ledger::salt_bytes))
      find(audit_, named(watched_.table, key) + ": it is not what was written");
  }

  // Of an earlier shape, the columns that it had.
  [[nodiscard]] std::optional<ledger::RowBytes> row_bytes(std::int64_t shape, const Row& row) const {
    const auto of = std::ranges::find_if(
        shapes_, [&](const Watched& each) { return each.table == watched_.table && each.shape == shape; });
    if (of == shapes_.end()) return std::nullopt;
    ledger::RowBytes bytes;
    for (const WatchedColumn& column : of->columns) {
      const auto here = std::ranges::find(watched_.columns, column.name, &WatchedColumn::name);
      if (here == watched_.columns.end()) return std::nullopt;
      add_column(bytes, row[static_cast<std::size_t>(here - watched_.columns.begin())]);
    }
    return bytes;
  }

  // What the log says is there and the table does not have.
  Outcome<void> hold_rows_of_log() {
    const auto count = transaction_.run("select count(*) from log_row where table_name = $1",
                                        std::array{Value{watched_.table}});
    if (!count) return std::unexpected{count.error()};
    const auto standing = static_cast<std::uint64_t>(integer_at(count->front(), 0));
    std::uint64_t deleted = 0;
    for (const auto& [of, seal] : waiting_)
      if (of.first == watched_.table && seal.empty()) ++deleted;
    if (standing > known_ + deleted)
      find(audit_, watched_.table + ": " + std::to_string(standing - known_ - deleted) +
                       " rows that the log has are gone");
    return {};
  }

  Transaction& transaction_;
  const Standing& standing_;
  const std::vector<Watched>& shapes_;
  const Watched& watched_;
  const Waiting& waiting_;
  Audit& audit_;
  std::size_t keys_;
  std::uint64_t known_ = 0;
};

Outcome<Waiting> read_waiting(Transaction& transaction, Audit& audit) {
  const auto rows = transaction.run("select table_name, row_key, seal from log_waiting order by waiting");
  if (!rows) return std::unexpected{rows.error()};
  Waiting waiting;
  for (const Row& row : *rows) waiting[{text_at(row, 0), text_at(row, 1)}] = bytes_at(row, 2);
  audit.waiting = rows->size();
  return waiting;
}

}  // namespace

Outcome<void> audit_rows(Transaction& transaction, const AuditWish& wish, const Standing& standing,
                         Audit& audit) {
  const auto waiting = read_waiting(transaction, audit);
  if (!waiting) return std::unexpected{waiting.error()};
  const std::vector<Watched> shapes = watched_in(all_migrations());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const bool is_newest = std::none_of(shapes.begin() + static_cast<std::ptrdiff_t>(i) + 1, shapes.end(),
                                        [&](const Watched& later) { return later.table == shapes[i].table; });
    if (!is_newest) continue;
    const auto known = TableAudit{transaction, standing, shapes, shapes[i], *waiting, audit}.run();
    if (!known) return std::unexpected{known.error()};
    if (wish.progress) wish.progress(audit.size + audit.rows);
  }
  const auto rows = transaction.run("select count(*) from log_row");
  if (!rows) return std::unexpected{rows.error()};
  if (static_cast<std::uint64_t>(integer_at(rows->front(), 0)) != standing.count)
    find(audit, "the log says that " + std::to_string(standing.count) + " rows stand, and " +
                    std::to_string(integer_at(rows->front(), 0)) + " are kept");
  return {};
}

}  // namespace skranke::storage
