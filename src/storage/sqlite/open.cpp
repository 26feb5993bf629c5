#include "storage/sqlite/open.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>

#include "disk/disk.hpp"
#include "storage/open_transaction.hpp"
#include "storage/pool.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/lock_file.hpp"
#include "storage/sqlite/migrate.hpp"
#include "storage/sqlite/settle_log.hpp"
#include "storage/sqlite/writer.hpp"

namespace skranke::storage::sqlite {

namespace {

class SqliteDatabase final : public Database {
 public:
  // `lock` and `writer` are empty where the database is open for reading only.
  SqliteDatabase(std::string path, const Options& options, std::optional<disk::Descriptor> lock,
                 std::unique_ptr<Connection> writer)
      : lock_{std::move(lock)}, readers_{options.connections, [path = std::move(path)] {
                                           return Connection::open(path, Role::reader);
                                         }} {
    if (writer) writer_.emplace(std::move(writer), options.waiting_max, options.disk_failed);
  }

  [[nodiscard]] Outcome<void> read(const Work& work) override {
    auto connection = readers_.lease();
    if (!connection) return std::unexpected{std::move(connection.error())};
    if (auto begun = (*connection)->begin("begin deferred"); !begun) return begun;
    const End end{**connection};
    OpenTransaction<Connection> transaction{**connection};
    auto outcome = work(transaction);
    if (outcome && transaction.fault()) return std::unexpected{*transaction.fault()};
    return outcome;
  }

  [[nodiscard]] Outcome<void> write(const Work& work) override {
    if (!writer_) return fail(FaultKind::invalid, "the database is open for reading only");
    return writer_->write(work);
  }

  [[nodiscard]] Engine engine() const override { return Engine::sqlite; }

 private:
  // Ends a snapshot, also when the work throws.
  struct End {
    Connection& connection;
    explicit End(Connection& of) : connection{of} {}
    End(const End&) = delete;
    End& operator=(const End&) = delete;
    ~End() {
      if (connection.in_transaction()) static_cast<void>(connection.execute("rollback"));
    }
  };

  std::optional<disk::Descriptor> lock_;  // let go of last
  std::optional<Writer> writer_;          // closed after the readers: the last connection empties the log
  Pool<Connection> readers_;
};

// The file itself, so that every way to it takes the same lock.
std::string resolved(const std::string& path) {
  std::error_code failed;
  const auto whole = std::filesystem::weakly_canonical(path, failed);
  return failed ? path : whole.string();
}

// PRIVACY: SQLite gives its log the permissions of the database file. SQLite itself would take a file of one
// byte for an empty database, and write over it; the shortest database has 512 bytes.
Outcome<void> create_if_missing(const std::string& path) {
  const disk::Descriptor made{::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (!made.is_open() && errno != EEXIST) {
    std::string text{path};
    return fail(FaultKind::unavailable, text.append(" can't be created: ").append(std::strerror(errno)));
  }
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0 || (status.st_size > 0 && status.st_size < 512)) {
    return fail(FaultKind::corrupt, "a file that is not a database");
  }
  return {};
}

Outcome<void> use_write_ahead_log(Connection& connection) {
  const auto rows = connection.run("pragma journal_mode=wal", {});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->size() == 1 && rows->front().front() == Value{std::string{"wal"}}) return {};
  return fail(FaultKind::unavailable, "the file system doesn't allow SQLite's write-ahead log");
}

Outcome<std::unique_ptr<Database>> open_to_read(const std::string& path, const Options& options) {
  auto connection = Connection::open(path, Role::reader);
  if (!connection) return std::unexpected{std::move(connection.error())};
  const auto version = schema_version(**connection);
  if (!version) return std::unexpected{version.error()};
  const auto steps = steps_after(*version, options.migrations);
  if (!steps) return std::unexpected{steps.error()};
  if (!steps->empty())
    return fail(FaultKind::unavailable, "the database's schema is older than this program");
  return std::make_unique<SqliteDatabase>(path, options, std::nullopt, nullptr);
}

}  // namespace

Outcome<std::unique_ptr<Database>> open(const std::string& given, const Options& options) {
  const std::string path = resolved(given);
  if (options.access == Access::read_only) return open_to_read(path, options);
  auto lock = lock_for_writing(path);
  if (!lock) return std::unexpected{std::move(lock.error())};
  if (auto there = create_if_missing(path); !there) return std::unexpected{std::move(there.error())};
  if (auto settled = settle_log(path); !settled) return std::unexpected{std::move(settled.error())};
  auto connection = Connection::open(path, Role::writer);
  if (!connection) return std::unexpected{std::move(connection.error())};
  const auto version = schema_version(**connection);
  if (!version) return std::unexpected{version.error()};
  const auto steps = steps_after(*version, options.migrations);
  if (!steps) return std::unexpected{steps.error()};
  if (auto logged = use_write_ahead_log(**connection); !logged)
    return std::unexpected{std::move(logged.error())};
  if (auto migrated = migrate(**connection, *steps); !migrated)
    return std::unexpected{std::move(migrated.error())};
  return std::make_unique<SqliteDatabase>(path, options, std::move(*lock), std::move(*connection));
}

}  // namespace skranke::storage::sqlite
