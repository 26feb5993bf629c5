// Tokens of approvals at rest, and those that an earlier version of the program kept as the broker had given
// them. PRIVACY: they have the witness's number in them.
#pragma once

#include <string>
#include <string_view>

#include "desk/port/sealer.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// What an approval's tokens are sealed for, under its data key.
[[nodiscard]] std::string proof_context(std::string_view approval_id);

// Seals what is in the clear, a few hundred a transaction; nothing where all is sealed.
[[nodiscard]] Outcome<void> seal_proofs(Database& database, const desk::Sealer& sealer);

}  // namespace skranke::storage
