// Brings the schema of an SQLite database to the newest version.
#pragma once

#include <cstdint>
#include <span>

#include "storage/migrations.hpp"
#include "storage/sqlite/connection.hpp"

namespace skranke::storage::sqlite {

// The version of the schema: 0 for an empty database. FaultKind::corrupt for a database that is another
// program's. Changes nothing.
[[nodiscard]] Outcome<std::int64_t> schema_version(Connection& connection);

// Takes `steps` one by one, each in a transaction of its own, so that a later start goes on after the last
// that was done.
[[nodiscard]] Outcome<void> migrate(Connection& connection, std::span<const Migration> steps);

}  // namespace skranke::storage::sqlite
