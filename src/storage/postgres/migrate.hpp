// Brings the schema of a PostgreSQL database to the newest version, also when several programs start at once.
#pragma once

#include <cstdint>
#include <span>

#include "storage/migrations.hpp"
#include "storage/postgres/connection.hpp"

namespace skranke::storage::postgres {

// The version of the schema: 0 for an empty one. Changes nothing.
[[nodiscard]] Outcome<std::int64_t> schema_version(Connection& connection);

// Takes the steps that are missing one by one, each in a transaction of its own.
[[nodiscard]] Outcome<void> migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace skranke::storage::postgres
