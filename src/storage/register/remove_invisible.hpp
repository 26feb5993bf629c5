// Taking away the register's rows that no reader sees: what was never finished, and what became old.
//
// In many small transactions, each of which may be the last before a crash: the next import goes on.
// PRIVACY: what CPR no longer says about a person is not kept.
#pragma once

#include "desk/port/register_sealer.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// What imports left that were not committed. `token`: a new one, so that an import that still runs stops.
[[nodiscard]] Outcome<void> remove_unfinished(Database& database, const Bytes& token);

// What the visible deliveries replaced. A fault where the key is not the register's.
[[nodiscard]] Outcome<void> remove_old(Database& database, const desk::RegisterSealer& sealer);

}  // namespace skranke::storage
