// Which master keys the database knows, and wrapping its data keys by a newer one while everything goes on.
//
// INVARIANT: no data key names a master key that the database doesn't know (a foreign key), and a master key
// is forgotten only once no data key names it. So however servers and commands interleave, a retired key is
// needed by nobody.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "desk/port/sealer.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// The sealer's newest master key is the database's newest, or becomes it. FaultKind::unavailable where the
// database knows a newer one than the sealer, which looks again first, or another of that number.
[[nodiscard]] Outcome<void> agree_on_master(Transaction& transaction, const desk::Sealer& sealer);

// The same by itself, for the start of a server. Problem (unavailable): as above, or the database does not
// work.
[[nodiscard]] base::Result<void> agree_on_master(Database& database, const desk::Sealer& sealer);

// Short enough that whoever is served meanwhile hardly notices.
inline constexpr std::int64_t rewrapped_a_step = 500;

struct Rewrapped {
  std::int64_t keys = 0;  // wrapped anew in this step
  std::string after;      // where the next step begins; empty: the end was reached
};

// Wraps anew, by the newest master key, at most `most` of the data keys after `after` that an older one
// wraps. Problem (unavailable): as agree_on_master, or an older master key is not in hand. Problem
// (invalid_value): a data key was changed.
[[nodiscard]] base::Result<Rewrapped> rewrap_some(Database& database, const desk::Sealer& sealer,
                                                  const std::string& after, std::int64_t most);

struct MasterUse {
  std::int64_t generation = 0;
  std::int64_t data_keys = 0;  // that it wraps
  bool is_newest = false;
};

// Those that the database knows, in rising order.
[[nodiscard]] base::Result<std::vector<MasterUse>> masters_in_use(Database& database);

// False, and nothing happens, where a data key still names it, or it is the newest.
[[nodiscard]] base::Result<bool> forget_master(Database& database, std::int64_t generation);

}  // namespace skranke::storage
