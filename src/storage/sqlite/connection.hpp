// One connection to an SQLite database, with its prepared statements. For one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include "storage/database.hpp"
#include "storage/statement_cache.hpp"

namespace skranke::storage::sqlite {

enum class Role : std::uint8_t {
  writer,  // the only one of the process: see writer.hpp
  reader,  // opened read-only, never checkpoints
};

// How long one connection waits for another's lock.
inline constexpr int busy_milliseconds = 5000;

class Connection {
 public:
  // Doesn't look into the file: a file that is not a database is noticed by the first statement.
  [[nodiscard]] static Outcome<std::unique_ptr<Connection>> open(const std::string& path, Role role);

  // Runs statements without values, one or many.
  [[nodiscard]] Outcome<void> execute(const std::string& sql);
  // `sql` begins a transaction. One that could not be ended before, for want of memory, is undone first.
  [[nodiscard]] Outcome<void> begin(const std::string& sql);
  // The first column of the first row, which has to be an integer; `otherwise` where there is no row.
  [[nodiscard]] Outcome<std::int64_t> integer(std::string_view sql, std::int64_t otherwise = 0);

  [[nodiscard]] Outcome<Rows> run(std::string_view sql, std::span<const Value> values);
  [[nodiscard]] Outcome<std::vector<Rows>> run_all(std::span<const storage::Statement> statements);
  [[nodiscard]] Outcome<void> run_each(std::string_view sql, std::span<const Value> values,
                                       const TakeRow& take);
  [[nodiscard]] Outcome<std::int64_t> run_many(std::string_view sql, std::size_t columns,
                                               std::span<const Argument> arguments);

  // False too after SQLite has rolled back by itself, as it may when the disk is full.
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

  // Whether a transaction has asked, by skranke_forget(), that the write-ahead log be emptied; `forgotten`
  // once it is.
  [[nodiscard]] bool is_to_forget() const { return is_to_forget_; }
  void forgotten() { is_to_forget_ = false; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  struct Statement {
    std::unique_ptr<sqlite3_stmt, Finalize> handle;
    std::vector<int> places;  // of $1, $2 … in SQLite's own numbering
  };

  explicit Connection(std::unique_ptr<sqlite3, Close> handle) : handle_{std::move(handle)} {}

  [[nodiscard]] Outcome<Statement*> prepare(std::string_view sql, std::size_t values);
  [[nodiscard]] Outcome<void> bind(const Statement& statement, std::size_t i, const Argument& argument);
  [[nodiscard]] std::unexpected<Fault> fault() const;

  bool is_to_forget_ = false;  // true from the start of a writer on: a killed one may not have come to it
  std::unique_ptr<sqlite3, Close> handle_;  // closed after the statements
  StatementCache<Statement> statements_;
};

}  // namespace skranke::storage::sqlite
