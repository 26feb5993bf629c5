#include "storage/log/take_over.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "storage/argument.hpp"
#include "storage/rows.hpp"
#include "storage/watch.hpp"

namespace skranke::storage {
namespace {

constexpr std::size_t values_at_once = 20'000;
constexpr std::size_t bytes_at_once = 8'000'000;

using Names = std::vector<std::string>;

Outcome<Names> names(Transaction& transaction, std::string_view sql, std::span<const Value> values = {}) {
  const auto rows = transaction.run(sql, values);
  if (!rows) return std::unexpected{rows.error()};
  Names all;
  for (const Row& row : *rows) all.push_back(text_at(row, 0));
  return all;
}

// In the order in which they were made, so that a row comes after those that it names.
Outcome<Names> tables_of_sqlite(Transaction& transaction) {
  return names(transaction,
               "select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!' "
               "order by rowid");
}
Outcome<Names> columns_of_sqlite(Transaction& transaction, const std::string& table) {
  return names(transaction, "select name from pragma_table_info($1) order by name", std::array{Value{table}});
}
Outcome<Names> columns_of_postgresql(Transaction& transaction, const std::string& table) {
  return names(transaction,
               "select cast(column_name as text) from information_schema.columns "
               "where table_schema = current_schema and table_name = $1 order by cast(column_name as text) "
               "collate \"C\"",
               std::array{Value{table}});
}

std::string listed(const Names& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

// Nobody's work is written over: what is watched is what must not be lost.
Outcome<void> expect_unused(Transaction& to) {
  Names used{"log_entry", "log_waiting"};
  for (const Watched& each : watched_in(all_migrations())) used.push_back(each.table);
  for (const std::string& table : used) {
    const auto rows = to.run("select 1 from " + table + " limit 1");
    if (!rows) return std::unexpected{rows.error()};
    if (!rows->empty())
      return fail(FaultKind::invalid,
                  "the database to copy to has rows in " + table + "; expected one that was never used");
  }
  return {};
}

// Rows of one table on their way: copied out of the reader's hands, and sent on by thousands.
class Batch {
 public:
  Batch(Transaction& to, const std::string& table, const Names& columns) : to_{to}, width_{columns.size()} {
    sql_ = "insert into " + table + " (" + listed(columns) + ") values (";
    for (std::size_t i = 1; i <= width_; ++i) sql_.append(i == 1 ? "$" : ", $").append(std::to_string(i));
    sql_ += ")";
  }

  Outcome<void> add(std::span<const Argument> row) {
    for (const Argument& value : row) keep(value);
    if (values_.size() < values_at_once && bytes_ < bytes_at_once) return {};
    return send();
  }

  Outcome<void> send() {
    std::vector<Argument> arguments;
    arguments.reserve(values_.size());
    for (const Value& value : values_) arguments.push_back(argument_of(value));
    const auto sent = to_.run_many(sql_, width_, arguments);
    values_.clear();
    bytes_ = 0;
    if (!sent) return std::unexpected{sent.error()};
    return {};
  }

 private:
  void keep(const Argument& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      values_.emplace_back(*number);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      values_.emplace_back(std::string{*text});
      bytes_ += text->size();
    } else if (const auto* bytes = std::get_if<std::span<const std::byte>>(&value)) {
      values_.emplace_back(Bytes{bytes->begin(), bytes->end()});
      bytes_ += bytes->size();
    } else {
      values_.emplace_back();
    }
  }

  Transaction& to_;
  std::size_t width_;
  std::string sql_;
  std::vector<Value> values_;
  std::size_t bytes_ = 0;
};

Outcome<void> copy_table(Transaction& from, Transaction& to, const std::string& table, TakenOver& taken,
                         const std::function<void(std::uint64_t)>& progress) {
  const auto columns = columns_of_sqlite(from, table);
  if (!columns) return std::unexpected{columns.error()};
  const auto there = columns_of_postgresql(to, table);
  if (!there) return std::unexpected{there.error()};
  if (*columns != *there)
    return fail(FaultKind::invalid, "the table " + table + " has the columns " + listed(*columns) +
                                        " here, and " + listed(*there) + " there");
  Batch batch{to, table, *columns};
  Outcome<void> done;
  const auto read =
      from.run_each("select " + listed(*columns) + " from " + table, {}, [&](std::span<const Argument> row) {
        if (!done) return;
        done = batch.add(row);
        if (++taken.rows % 4096 == 0 && progress) progress(taken.rows);
      });
  if (!read) return read;
  if (!done) return done;
  ++taken.tables;
  return batch.send();
}

// Runs "alter table … <what>" for each watched table.
Outcome<void> alter_watched(Transaction& to, std::string_view what) {
  Names seen;
  for (const Watched& each : watched_in(all_migrations())) {
    if (std::ranges::find(seen, each.table) != seen.end()) continue;
    seen.push_back(each.table);
    if (auto altered = done(to, "alter table " + each.table + " " + std::string{what}, {}); !altered)
      return altered;
  }
  return {};
}

// Numbers that the database gives by itself go on after those that came.
Outcome<void> go_on_counting(Transaction& to) {
  const auto rows = to.run(
      "select cast(table_name as text), cast(column_name as text) from information_schema.columns "
      "where table_schema = current_schema and is_identity = 'YES'");
  if (!rows) return std::unexpected{rows.error()};
  for (const Row& row : *rows) {
    const std::string& table = text_at(row, 0);
    const std::string& column = text_at(row, 1);
    std::string sql{"select setval(pg_get_serial_sequence('"};
    sql.append(table).append("', '").append(column).append("'), (select coalesce(max(");
    sql.append(column).append("), 0) + 1 from ").append(table).append("), false)");
    if (auto set = done(to, sql, {}); !set) return set;
  }
  return {};
}

// Entries lie in parts there (migration 23), which are made where they are taken in.
Outcome<void> make_room(Transaction& from, Transaction& to) {
  const auto rows = from.run("select size from log_state");
  if (!rows) return std::unexpected{rows.error()};
  const auto made = to.run("select log_make_room($1)", std::array{Value{integer_at(rows->front(), 0)}});
  if (!made) return std::unexpected{made.error()};
  return {};
}

Outcome<void> copy_all(Transaction& from, Transaction& to, TakenOver& taken,
                       const std::function<void(std::uint64_t)>& progress) {
  if (auto unused = expect_unused(to); !unused) return unused;
  const auto tables = tables_of_sqlite(from);
  if (!tables) return std::unexpected{tables.error()};
  if (auto off = alter_watched(to, "disable trigger user"); !off) return off;
  // What the schema's steps have put there comes from the other database too.
  for (auto table = tables->rbegin(); table != tables->rend(); ++table) {
    if (auto gone = done(to, "delete from " + *table, {}); !gone) return gone;
  }
  if (auto made = make_room(from, to); !made) return made;
  for (const std::string& table : *tables) {
    if (auto copied = copy_table(from, to, table, taken, progress); !copied) return copied;
  }
  if (auto set = go_on_counting(to); !set) return set;
  return alter_watched(to, "enable trigger user");
}

}  // namespace

Outcome<TakenOver> take_over(Database& from, Database& to,
                             const std::function<void(std::uint64_t)>& progress) {
  if (from.engine() != Engine::sqlite || to.engine() != Engine::postgresql)
    return fail(FaultKind::invalid, "expected SQLite to be copied to PostgreSQL");
  TakenOver taken;
  Outcome<void> written;
  const auto read = from.read([&](Transaction& reader) -> Outcome<void> {
    written = to.write([&](Transaction& writer) -> Outcome<void> {
      taken = {};
      return copy_all(reader, writer, taken, progress);
    });
    return {};
  });
  if (!read) return std::unexpected{read.error()};
  if (!written) return std::unexpected{written.error()};
  return taken;
}

Outcome<std::uint64_t> rows_in(Database& from) {
  std::uint64_t rows = 0;
  const auto read = from.read([&](Transaction& transaction) -> Outcome<void> {
    const auto tables = tables_of_sqlite(transaction);
    if (!tables) return std::unexpected{tables.error()};
    for (const std::string& table : *tables) {
      const auto count = transaction.run("select count(*) from " + table);
      if (!count) return std::unexpected{count.error()};
      rows += static_cast<std::uint64_t>(integer_at(count->front(), 0));
    }
    return {};
  });
  if (!read) return std::unexpected{read.error()};
  return rows;
}

}  // namespace skranke::storage
