// Tokens of approvals that an earlier version of the program kept as the broker had given them.
#pragma once

#include <functional>
#include <string>

#include "storage/database.hpp"

namespace skranke::storage {

// Seals each, a few hundred a transaction; nothing where all are. `seal` is given the approval's id and the
// tokens.
[[nodiscard]] Outcome<void> seal_proofs(
    Database& database, const std::function<std::string(const std::string&, const std::string&)>& seal);

}  // namespace skranke::storage
