// The one door to SQLite and PostgreSQL: statements in SQL that both know, values that mean the same in both.
//
// Placeholders are $1 to $n in order; dates are ISO text; the common subset only ("on conflict",
// "returning"). Text is UTF-8 without NUL. Use it from worker threads, never from a thread that serves
// sockets: every call may wait for the disk or the network.
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

#include "storage/fault.hpp"

namespace skranke::storage {

using Bytes = std::vector<std::byte>;
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;  // NULL, integer, text, bytes
using Row = std::vector<Value>;
using Rows = std::vector<Row>;

// One connection inside a transaction. Lives for the call that it is passed to, on that call's thread.
class Transaction {
 public:
  virtual ~Transaction() = default;
  // Runs one statement. The statement's text is the key of the cache of prepared statements: keep it
  // constant.
  [[nodiscard]] virtual Outcome<Rows> run(std::string_view sql, std::span<const Value> values = {}) = 0;
};

enum class Engine : std::uint8_t { sqlite, postgresql };

class Database {
 public:
  virtual ~Database() = default;

  // Reads from one snapshot. Any number at once (the pool's size on PostgreSQL); never waits for the writer.
  [[nodiscard]] virtual Outcome<void> read(const std::function<Outcome<void>(Transaction&)>& work) = 0;

  // All or nothing, durable when it returns. A fault returned by `work` rolls back what it did, and nothing
  // else. `work` may run again after a serialization failure: it must not touch anything but the transaction
  // and what it assigns anew each time. On SQLite one thread writes, and commits many callers' work at once.
  [[nodiscard]] virtual Outcome<void> write(const std::function<Outcome<void>(Transaction&)>& work) = 0;

  [[nodiscard]] virtual Engine engine() const = 0;
};

// Opens "sqlite:PATH" or "postgresql://…" and brings its schema to the newest version (migrations.hpp).
[[nodiscard]] Outcome<std::unique_ptr<Database>> open_database(std::string_view url);

}  // namespace skranke::storage
