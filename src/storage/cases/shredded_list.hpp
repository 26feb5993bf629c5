// What was destroyed, as a list outside of the database: so that a backup of before, restored, gives nothing
// back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cases/case.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// The subjects of data keys that were destroyed and that `known`, sorted, does not have.
[[nodiscard]] base::Result<std::vector<std::string>> shredded_beside(Database& database,
                                                                     const std::vector<std::string>& known);

// Destroys again those that the database does not know to be destroyed; gives how many. Holds don't count: it
// was destroyed.
[[nodiscard]] base::Result<std::int64_t> shred_again(Database& database,
                                                     const std::vector<std::string>& subjects,
                                                     cases::Moment now);

}  // namespace skranke::storage
