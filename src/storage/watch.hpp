// Tables of which the log has an entry for each row that is written or deleted, in the same transaction.
//
// A step of the schema says so with a word in braces of its own:
//
//   {watch desk_event 1: case_id text key, revision integer key, at integer, officer_id text, what text}
//
// It becomes triggers, so that no writing, by whatever program, passes the log by, and takes what is in the
// table already into the log. 1 is the shape: the columns that an entry's commitment is over. A later step
// that adds a column says {watch desk_event 2: …} with all of them; rows are looked at by the shape that
// their newest entry names. Keys are ids that say nothing about anybody: they stand in the log as they are.
// See docs/log.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/migrations.hpp"

namespace skranke::storage {

enum class ColumnKind : std::uint8_t { integer, text, bytes };

struct WatchedColumn {
  std::string name;
  ColumnKind kind = ColumnKind::text;
  bool is_key = false;
};

struct Watched {
  std::string table;
  std::int64_t shape = 1;
  std::vector<WatchedColumn> columns;  // those of the key are first
};

// A word that begins with "watch ", without its braces. One that is none is a bug.
[[nodiscard]] Watched read_watch(std::string_view word);

// The statements that let the log see the table, instead of those of an earlier shape.
[[nodiscard]] std::string watch_sql(const Watched& watched, Engine engine);

// Every shape that the steps name, in their order.
[[nodiscard]] std::vector<Watched> watched_in(std::span<const Migration> migrations);

// The key of a row as an entry has it, in SQL: the columns with a bar between. `row` is "new", "old", or the
// table.
[[nodiscard]] std::string key_sql(const Watched& watched, std::string_view row);

}  // namespace skranke::storage
