// The one door to SQLite and PostgreSQL: statements in SQL that both know, values that mean the same in both.
//
// Placeholders are $1 to $n in order; dates are ISO text; the common subset only ("on conflict",
// "returning"; no fractions, no engine's own types or functions). Text is UTF-8 without NUL. Use it from
// worker threads, never from a thread that serves sockets: every call may wait for the disk or the network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/limits.hpp"
#include "storage/fault.hpp"
#include "storage/migrations.hpp"

namespace skranke::storage {

using Bytes = std::vector<std::byte>;
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;  // NULL, integer, text, bytes
using Row = std::vector<Value>;
using Rows = std::vector<Row>;

// A value that is somebody else's for the time of a call.
using Argument = std::variant<std::monostate, std::int64_t, std::string_view, std::span<const std::byte>>;

using TakeRow = std::function<void(std::span<const Argument> row)>;

// A statement with what it is run for; see Transaction::run.
struct Statement {
  std::string_view sql;
  std::vector<Value> values;
};

// One connection inside a transaction. Lives for the call that it is passed to, on that call's thread.
//
// A fault dooms the transaction: what follows answers with the same fault, and nothing of it is kept, even
// when the work ignores the fault. So a conflict that is expected is asked for ("on conflict do nothing
// returning …") and not tried.
class Transaction {
 public:
  virtual ~Transaction() = default;

  // Runs one statement. The statement's text is the key of the cache of prepared statements: keep it
  // constant.
  [[nodiscard]] virtual Outcome<Rows> run(std::string_view sql, std::span<const Value> values = {}) = 0;

  // Runs statements one after another, and gives what each gave. On PostgreSQL all of them are under way at
  // once, so that they cost one journey there and back: for statements that don't need each other's answers.
  // The first fault ends it.
  [[nodiscard]] virtual Outcome<std::vector<Rows>> run_all(std::span<const Statement> statements) = 0;

  // Runs one statement that gives rows, and calls `take` with each, whose texts and bytes are there for that
  // call only. On SQLite no row is copied, so that much can be read.
  [[nodiscard]] virtual Outcome<void> run_each(std::string_view sql, std::span<const Value> values,
                                               const TakeRow& take) = 0;

  // Runs one statement for row after row of `arguments`, `columns` each, and gives how many rows of the table
  // changed. The way to load much: nothing is copied, and on PostgreSQL nothing is waited for in between. The
  // statement gives nothing back.
  [[nodiscard]] virtual Outcome<std::int64_t> run_many(std::string_view sql, std::size_t columns,
                                                       std::span<const Argument> arguments) = 0;
};

using Work = std::function<Outcome<void>(Transaction&)>;

class Database {
 public:
  virtual ~Database() = default;

  // Reads from one snapshot. As many at once as the pool has connections; never waits for the writer. A
  // statement that would write is FaultKind::invalid.
  [[nodiscard]] virtual Outcome<void> read(const Work& work) = 0;

  // All or nothing, as if one after another, and durable when it returns. A fault returned by `work` rolls
  // back what it did, and nothing else. `work` may run again after a conflict, its own FaultKind::busy
  // included: it must not touch anything but the transaction and what it assigns anew each time. It must not
  // write() itself. On SQLite one thread runs all works and commits many callers' at once.
  [[nodiscard]] virtual Outcome<void> write(const Work& work) = 0;

  // A write of statements of which none needs another's answer, and what each gave. On PostgreSQL the whole
  // transaction is one journey. What must not be kept has to be a fault: break a constraint.
  [[nodiscard]] virtual Outcome<std::vector<Rows>> write_all(std::span<const Statement> statements) {
    std::vector<Rows> rows;
    const auto done = write([&](Transaction& transaction) -> Outcome<void> {
      auto all = transaction.run_all(statements);
      if (!all) return std::unexpected{std::move(all.error())};
      rows = std::move(*all);
      return {};
    });
    if (!done) return std::unexpected{done.error()};
    return rows;
  }

  [[nodiscard]] virtual Engine engine() const = 0;
};

// SQLite only: a second process may look at a database (audit, statistics) while the first one writes. Its
// schema has to be this program's.
enum class Access : std::uint8_t { read_and_write, read_only };

// PostgreSQL only: how writes are kept apart. Works are written to be right under the first; those whose
// limits are rows (permits) are right under the second too, which is there to show it.
enum class Isolation : std::uint8_t { serializable, read_committed };

struct Options {
  Access access = Access::read_and_write;
  Isolation isolation = Isolation::serializable;
  std::span<const Migration> migrations = all_migrations();
  std::size_t connections = base::limits::database_connections;  // readers on SQLite, all on PostgreSQL
  std::size_t waiting_max = base::limits::database_queue_max;    // works that wait for SQLite's writer
  // Called once, from the thread that writes, when SQLite's disk failed under a sync. Nothing is written any
  // more, and who waits for a commit is told that it is lost. Whoever serves ends instead: the kernel may
  // call pages clean that never reached the disk, and only a new process with an opened file reads what is
  // really there.
  std::function<void(const Fault&)> disk_failed = {};
};

// Opens "sqlite:PATH" or "postgresql://…" and brings its schema to the newest version (migrations.hpp). Where
// PATH doesn't exist, a database is made. Defined in storage/engines.
[[nodiscard]] Outcome<std::unique_ptr<Database>> open_database(std::string_view url,
                                                               const Options& options = {});

}  // namespace skranke::storage
