// A centre's SQLite database taken over into PostgreSQL: every table, the log with its places and salts among
// them, so that the log goes on there under the same root. See docs/log.md, "From SQLite to PostgreSQL".
#pragma once

#include <cstdint>
#include <functional>

#include "storage/database.hpp"

namespace skranke::storage {

struct TakenOver {
  std::uint64_t tables = 0;
  std::uint64_t rows = 0;
};

// Copies all rows of `from` (SQLite) into `to` (PostgreSQL), in one transaction: after a fault there is
// nothing of them. The triggers of watched tables don't fire, since the log has an entry for each row
// already. `progress` (may be empty) is called with the rows copied so far. Faults: invalid where `to` has
// anything in its log or a watched table, or other tables or columns than `from`; what the databases say.
[[nodiscard]] Outcome<TakenOver> take_over(Database& from, Database& to,
                                           const std::function<void(std::uint64_t rows)>& progress);

// Rows of `from`, for who shows how far it is.
[[nodiscard]] Outcome<std::uint64_t> rows_in(Database& from);

}  // namespace skranke::storage
