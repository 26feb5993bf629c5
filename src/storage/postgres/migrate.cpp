#include "storage/postgres/migrate.hpp"

#include <array>
#include <chrono>
#include <string>

#include "base/limits.hpp"

namespace skranke::storage::postgres {

namespace {

// Whoever comes second waits here, and then finds the step taken. The lock's number is "Skranke" in ASCII.
std::string begin_alone() {
  const std::chrono::milliseconds time{base::limits::database_migration_time};
  std::string sql{"begin; set local lock_timeout=0; set local statement_timeout="};
  sql += std::to_string(time.count());
  sql += "; select pg_advisory_xact_lock(23479863061506917)";
  return sql;
}

Outcome<void> take(Connection& connection, const Migration& step) {
  auto done = connection.execute(in_dialect(step.sql, Engine::postgresql));
  if (done) {
    const std::array values{Value{step.version}, Value{std::string{step.name}}};
    const auto noted = connection.run("insert into schema_version(version, name) values($1, $2)", values);
    if (noted) return {};
    done = std::unexpected{noted.error()};
  }
  std::string text{"migration "};
  text.append(std::to_string(step.version)).append(": ").append(done.error().text);
  return fail(done.error().kind, std::move(text));
}

// Whether a step was taken, under the lock: false once there is none left.
Outcome<bool> take_next(Connection& connection, std::span<const Migration> migrations) {
  const auto version = schema_version(connection);
  if (!version) return std::unexpected{version.error()};
  const auto steps = steps_after(*version, migrations);
  if (!steps) return std::unexpected{steps.error()};
  if (*version == 0) {
    auto made = connection.execute(
        "create table if not exists schema_version(version bigint primary key, name text not null)");
    if (!made) return std::unexpected{std::move(made.error())};
  }
  if (steps->empty()) return false;
  if (auto taken = take(connection, steps->front()); !taken) return std::unexpected{std::move(taken.error())};
  return true;
}

}  // namespace

Outcome<std::int64_t> schema_version(Connection& connection) {
  const auto there = connection.integer("select to_regclass('schema_version') is not null");
  if (!there || *there == 0) return there;
  return connection.integer("select coalesce(max(version), 0) from schema_version");
}

Outcome<void> migrate(Connection& connection, std::span<const Migration> migrations) {
  for (bool more = true; more;) {
    if (auto begun = connection.execute(begin_alone()); !begun)
      return std::unexpected{std::move(begun.error())};
    auto taken = take_next(connection, migrations);
    auto ended = connection.execute(taken ? "commit" : "rollback");
    if (!taken) return std::unexpected{std::move(taken.error())};
    if (!ended) return std::unexpected{std::move(ended.error())};
    more = *taken;
  }
  return {};
}

}  // namespace skranke::storage::postgres
