#include "storage/watch.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/ensure.hpp"

namespace skranke::storage {
namespace {

constexpr std::string_view opening = "watch ";

// Takes the words of `text` up to `end`, which is not among them.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t first = text.find_first_not_of(" \n");
    if (first == std::string_view::npos) return words;
    text.remove_prefix(first);
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

ColumnKind kind_of(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, ColumnKind>, 3> kinds{
      {{"integer", ColumnKind::integer}, {"text", ColumnKind::text}, {"bytes", ColumnKind::bytes}}};
  const auto* const found = std::ranges::find(kinds, word, &std::pair<std::string_view, ColumnKind>::first);
  base::ensure(found != kinds.end(), "a watched column is integer, text or bytes");
  return found->second;
}

WatchedColumn read_column(std::string_view text) {
  const auto words = words_of(text);
  base::ensure(words.size() == 2 || (words.size() == 3 && words[2] == "key"),
               "a watched column: NAME KIND [key]");
  return {.name = std::string{words[0]}, .kind = kind_of(words[1]), .is_key = words.size() == 3};
}

std::string column(std::string_view row, const WatchedColumn& of) {
  std::string text{row};
  return text.append(".").append(of.name);
}

// The columns' bytes as ledger::RowBytes makes them, of PostgreSQL's own functions.
std::string row_bytes(const Watched& watched, std::string_view row) {
  std::string sql;
  for (const WatchedColumn& each : watched.columns) {
    const std::string value = column(row, each);
    if (!sql.empty()) sql += " || ";
    switch (each.kind) {
      case ColumnKind::integer:
        sql += "coalesce(convert_to('i' || " + value + " || ';', 'UTF8'), 'n'::bytea)";
        break;
      case ColumnKind::text:
        sql += "coalesce(convert_to('t' || octet_length(" + value + ") || ':' || " + value +
               ", 'UTF8'), 'n'::bytea)";
        break;
      case ColumnKind::bytes:
        sql += "coalesce(convert_to('b' || octet_length(" + value + ") || ':', 'UTF8') || " + value +
               ", 'n'::bytea)";
        break;
    }
  }
  return sql;
}

std::string seal(const Watched& watched, std::string_view row, Engine engine) {
  if (engine == Engine::postgresql)
    return "log_seal(uuid_send(gen_random_uuid()), " + row_bytes(watched, row) + ")";
  std::string sql{"skranke_seal("};
  for (const WatchedColumn& each : watched.columns) {
    if (!sql.ends_with('(')) sql += ", ";
    sql += column(row, each);
  }
  return sql + ")";
}

std::string note(const Watched& watched, std::string_view operation, std::string_view row,
                 std::string_view sealed) {
  std::string sql{"insert into log_waiting (operation, table_name, shape, row_key, seal) select '"};
  sql.append(operation)
      .append("', '")
      .append(watched.table)
      .append("', ")
      .append(std::to_string(watched.shape));
  return sql.append(", ").append(key_sql(watched, row)).append(", ").append(sealed);
}

std::string sqlite_triggers(const Watched& watched) {
  std::string sql;
  for (const std::string_view operation : {"insert", "update", "delete"}) {
    const bool is_gone = operation == "delete";
    const std::string name = "log_" + watched.table + "_" + std::string{operation};
    sql += "drop trigger if exists " + name + ";\ncreate trigger " + name + " after " +
           std::string{operation} + " on " + watched.table + " begin " +
           note(watched, operation, is_gone ? "old" : "new",
                is_gone ? "x''" : seal(watched, "new", Engine::sqlite)) +
           "; end;\n";
  }
  return sql;
}

std::string postgresql_triggers(const Watched& watched) {
  const std::string name = "log_" + watched.table;
  return "create or replace function " + name +
         "() returns trigger language plpgsql as $$ begin if tg_op = 'DELETE' then " +
         note(watched, "delete", "old", "''::bytea") + "; elsif tg_op = 'UPDATE' then " +
         note(watched, "update", "new", seal(watched, "new", Engine::postgresql)) + "; else " +
         note(watched, "insert", "new", seal(watched, "new", Engine::postgresql)) +
         "; end if; return null; end $$;\ndrop trigger if exists " + name + " on " + watched.table +
         ";\ncreate trigger " + name + " after insert or update or delete on " + watched.table +
         " for each row execute function " + name + "();\n";
}

}  // namespace

Watched read_watch(std::string_view word) {
  base::ensure(word.starts_with(opening), "a word that begins with watch");
  const std::size_t colon = word.find(':');
  base::ensure(colon != std::string_view::npos, "{watch TABLE SHAPE: columns}");
  const auto head = words_of(word.substr(opening.size(), colon - opening.size()));
  base::ensure(head.size() == 2, "{watch TABLE SHAPE: columns}");
  Watched watched{.table = std::string{head[0]}, .shape = 0, .columns = {}};
  const auto [end, fault] = std::from_chars(head[1].data(), head[1].data() + head[1].size(), watched.shape);
  base::ensure(fault == std::errc{} && watched.shape > 0, "a shape is a number from 1 on");
  std::string_view rest = word.substr(colon + 1);
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    watched.columns.push_back(read_column(rest.substr(0, comma)));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  base::ensure(!watched.columns.empty() && watched.columns.front().is_key &&
                   std::ranges::is_partitioned(watched.columns, &WatchedColumn::is_key),
               "a watched table has a key, and its columns are first");
  return watched;
}

std::string watch_sql(const Watched& watched, Engine engine) {
  // What is there already comes into the log as if it were written now.
  const std::string adopt = note(watched, "insert", watched.table, seal(watched, watched.table, engine)) +
                            " from " + watched.table + ";\n";
  return (engine == Engine::sqlite ? sqlite_triggers(watched) : postgresql_triggers(watched)) + adopt;
}

std::vector<Watched> watched_in(std::span<const Migration> migrations) {
  std::vector<Watched> all;
  for (const Migration& step : migrations) {
    std::string_view rest = step.sql;
    constexpr std::string_view brace = "{watch ";
    for (std::size_t open = rest.find(brace); open != std::string_view::npos; open = rest.find(brace)) {
      rest.remove_prefix(open + 1);
      all.push_back(read_watch(rest.substr(0, rest.find('}'))));
    }
  }
  return all;
}

std::string key_sql(const Watched& watched, std::string_view row) {
  std::string sql;
  for (const WatchedColumn& each : watched.columns) {
    if (!each.is_key) break;
    if (!sql.empty()) sql += " || '|' || ";
    const std::string value = column(row, each);
    sql += each.kind == ColumnKind::integer ? "cast(" + value + " as text)" : value;
  }
  return sql;
}

}  // namespace skranke::storage
