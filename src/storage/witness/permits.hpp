// The permits of a witness: the quota as rows, so that two servers can't take the same one (W6).
//
// A permit is free on a day if it was taken so many days before. It keeps the day it was taken rather than
// the day it frees, so that a policy with another quota judges the same past by its own numbers.
#pragma once

#include <string>

#include "base/civil.hpp"
#include "desk/port/witness_ledger.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

enum class Taking : std::uint8_t { taken, none_free };

// Takes a free permit of `root` on `day`. Where there are not as many rows as the quota has times (a new
// person, a merge, another policy), they are made again from the statements that count; `rows` is how many
// there seemed to be.
// Safe at READ COMMITTED: a row is chosen and taken by one statement, and whoever waited for it finds it
// taken.
[[nodiscard]] Outcome<Taking> take_permit(Transaction& transaction, const std::string& root,
                                          std::int64_t rows, base::Day day, const desk::PermitRule& quota);

// Makes them again at the next taking: after a statement stopped counting. Waits for whoever takes or makes
// one at the moment.
[[nodiscard]] Outcome<void> forget_permits(Transaction& transaction, const std::string& root);

}  // namespace skranke::storage
