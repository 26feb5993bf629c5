#include "storage/postgres/open.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>
#include <utility>

#include "base/limits.hpp"
#include "storage/open_transaction.hpp"
#include "storage/pool.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/postgres/migrate.hpp"

namespace skranke::storage::postgres {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Works are written for SQLite too, where they run one after another and nothing can be locked by hand. So
// here they have to mean the same: serializable. Reading needs one snapshot only, and then never conflicts.
constexpr const char* begin_write = "begin";
constexpr const char* begin_read = "begin isolation level repeatable read read only";
// What `begin_write` means: said once for the session, which costs less than for each transaction.
constexpr const char* writes_are_serializable =
    "set default_transaction_isolation='serializable'; set default_transaction_read_only=off";
constexpr const char* writes_are_read_committed =
    "set default_transaction_isolation='read committed'; set default_transaction_read_only=off";

// Somewhere between nothing and a bound that doubles: those who met don't meet again.
void wait_before(int attempt) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const std::int64_t bound = std::min<std::int64_t>(std::int64_t{1} << std::min(attempt, 10), 100);
  std::this_thread::sleep_for(
      std::chrono::microseconds{std::uniform_int_distribution<std::int64_t>{0, bound * 1000}(random)});
}

struct Attempt {
  Outcome<void> outcome;
  bool again = false;  // nothing was committed, and the next time may go better
};

Attempt commit(Connection& connection) {
  const auto tag = connection.commit();
  if (tag && (*tag == "COMMIT" || tag->empty())) return {};
  if (tag) return {fail(FaultKind::invalid, "PostgreSQL rolled back instead of committing")};
  if (connection.broken())
    return {fail(FaultKind::lost, "the connection to PostgreSQL broke under a commit")};
  return {std::unexpected{tag.error()}, tag.error().kind == FaultKind::busy};
}

// Rolls back what is open at the end, also when the work throws.
class Transacted {
 public:
  explicit Transacted(Connection& connection) : connection_{connection} {}
  Transacted(const Transacted&) = delete;
  Transacted& operator=(const Transacted&) = delete;
  ~Transacted() { connection_.roll_back(); }

 private:
  Connection& connection_;
};

Attempt attempt(Connection& connection, const char* begin, const Work& work) {
  connection.begin(begin);
  const Transacted transacted{connection};
  OpenTransaction<Connection> transaction{connection};
  auto outcome = work(transaction);
  if (const auto& fault = transaction.fault()) {
    // Before the commit a broken connection is no riddle: nothing was kept.
    if (fault->kind == FaultKind::lost) connection.give_up();
    if (connection.broken()) return {fail(FaultKind::unavailable, fault->text), true};
    if (fault->kind == FaultKind::busy) return {std::unexpected{*fault}, true};
    return {outcome ? Outcome<void>{std::unexpected{*fault}} : std::move(outcome)};
  }
  if (!outcome) {
    // A work that finds out for itself that somebody else was faster says so in the same word.
    const bool again = outcome.error().kind == FaultKind::busy;
    return {std::move(outcome), again};
  }
  return commit(connection);
}

// The same for a transaction that is one journey.
Attempt attempt_all(Connection& connection, const char* begin, std::span<const Statement> statements,
                    std::vector<Rows>& rows) {
  const Transacted transacted{connection};
  auto all = connection.run_transaction(begin, statements);
  if (all) {
    rows = std::move(*all);
    return {};
  }
  if (connection.broken())
    return {fail(FaultKind::lost, "the connection to PostgreSQL broke under a commit")};
  const bool again = all.error().kind == FaultKind::busy;
  return {std::unexpected{std::move(all.error())}, again};
}

Outcome<std::unique_ptr<Connection>> open_session(const std::string& url, Isolation isolation) {
  auto connection = Connection::open(url);
  if (!connection) return connection;
  const auto set = (*connection)
                       ->execute(isolation == Isolation::serializable ? writes_are_serializable
                                                                      : writes_are_read_committed);
  if (!set) return std::unexpected{set.error()};
  return connection;
}

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(std::string url, const Options& options)
      : read_only_{options.access == Access::read_only},
        connections_{options.connections, [url = std::move(url), isolation = options.isolation] {
                       return open_session(url, isolation);
                     }} {}

  [[nodiscard]] Outcome<void> read(const Work& work) override {
    return run([&](Connection& connection) { return attempt(connection, begin_read, work); });
  }

  [[nodiscard]] Outcome<void> write(const Work& work) override {
    if (read_only_) return fail(FaultKind::invalid, "the database is open for reading only");
    return run([&](Connection& connection) { return attempt(connection, begin_write, work); });
  }

  [[nodiscard]] Outcome<std::vector<Rows>> write_all(std::span<const Statement> statements) override {
    if (read_only_) return fail(FaultKind::invalid, "the database is open for reading only");
    std::vector<Rows> rows;
    const auto done =
        run([&](Connection& connection) { return attempt_all(connection, begin_write, statements, rows); });
    if (!done) return std::unexpected{done.error()};
    return rows;
  }

  [[nodiscard]] Engine engine() const override { return Engine::postgresql; }

 private:
  // `once` is tried until it says that trying again is of no use, or for as long as one may wait.
  [[nodiscard]] Outcome<void> run(const auto& once) {
    const auto end = steady_clock::now() + base::limits::database_wait;
    for (int tried = 0;; ++tried) {
      auto done = run_once(once);
      if (!done.again || steady_clock::now() >= end) return std::move(done.outcome);
      wait_before(tried);
    }
  }

  [[nodiscard]] Attempt run_once(const auto& once) {
    auto connection = connections_.lease();
    if (!connection) return {std::unexpected{std::move(connection.error())}};
    if (!(*connection)->alive()) {
      connection->discard();
      return {fail(FaultKind::unavailable, "the connection to PostgreSQL broke"), true};
    }
    // What throws leaves it with answers that nobody has read, or in a transaction that has its locks.
    try {
      auto done = once(**connection);
      const bool is_lost = !done.outcome && done.outcome.error().kind == FaultKind::lost;
      if (is_lost || (*connection)->broken()) connection->discard();
      return done;
    } catch (...) {
      connection->discard();
      throw;
    }
  }

  bool read_only_;
  Pool<Connection> connections_;
};

Outcome<void> prepare_schema(Connection& connection, const Options& options) {
  if (options.access == Access::read_and_write) return migrate(connection, options.migrations);
  const auto version = schema_version(connection);
  if (!version) return std::unexpected{version.error()};
  const auto steps = steps_after(*version, options.migrations);
  if (!steps) return std::unexpected{steps.error()};
  if (!steps->empty())
    return fail(FaultKind::unavailable, "the database's schema is older than this program");
  return {};
}

}  // namespace

Outcome<std::unique_ptr<Database>> open(const std::string& url, const Options& options) {
  auto connection = Connection::open(url);
  if (!connection) return std::unexpected{std::move(connection.error())};
  if (auto ready = prepare_schema(**connection, options); !ready)
    return std::unexpected{std::move(ready.error())};
  return std::make_unique<PostgresDatabase>(url, options);
}

}  // namespace skranke::storage::postgres
