#include "storage/sqlite/migrate.hpp"

#include <array>
#include <string>

namespace skranke::storage::sqlite {

namespace {

// Foreign keys are off meanwhile, so that a step can build a table anew; so what points nowhere is looked
// for.
Outcome<void> take(Connection& connection, const Migration& step) {
  if (auto begun = connection.begin("begin immediate"); !begun) return begun;
  if (auto done = connection.execute(in_dialect(step.sql, Engine::sqlite)); !done) return done;
  const std::array values{Value{step.version}, Value{std::string{step.name}}};
  if (auto noted = connection.run("insert into schema_version(version, name) values($1, $2)", values);
      !noted) {
    return std::unexpected{noted.error()};
  }
  const auto lost_rows = connection.integer("select count(*) from pragma_foreign_key_check");
  if (!lost_rows) return std::unexpected{lost_rows.error()};
  if (*lost_rows != 0)
    return fail(FaultKind::foreign_key, "a step of the schema leaves rows that point nowhere");
  return connection.execute("commit");
}

}  // namespace

Outcome<std::int64_t> schema_version(Connection& connection) {
  const auto ours = connection.integer("select count(*) from sqlite_schema where name = 'schema_version'");
  if (!ours) return ours;
  if (*ours != 0) return connection.integer("select coalesce(max(version), 0) from schema_version");
  const auto tables = connection.integer("select count(*) from sqlite_schema");
  if (tables && *tables != 0) return fail(FaultKind::corrupt, "this is the database of another program");
  return tables;
}

Outcome<void> migrate(Connection& connection, std::span<const Migration> steps) {
  const auto prepared = connection.execute(
      "pragma foreign_keys=off; "
      "create table if not exists schema_version(version integer primary key, name text not null) strict");
  if (!prepared) return prepared;
  for (const Migration& step : steps) {
    if (auto taken = take(connection, step); !taken) {
      if (connection.in_transaction()) static_cast<void>(connection.execute("rollback"));
      std::string text{"migration "};
      text.append(std::to_string(step.version)).append(": ").append(taken.error().text);
      return fail(taken.error().kind, std::move(text));
    }
  }
  return connection.execute("pragma foreign_keys=on");
}

}  // namespace skranke::storage::sqlite
