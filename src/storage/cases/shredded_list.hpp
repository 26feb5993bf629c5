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

struct ShreddedDifference {
  std::vector<std::string> unknown;   // on the list, and not destroyed as far as the database knows
  std::vector<std::string> unlisted;  // the other way round
};

// Holds the list, sorted by its bytes, against the subjects of data keys that were destroyed. Reads, no more.
[[nodiscard]] base::Result<ShreddedDifference> compare_shredded(Database& database,
                                                                const std::vector<std::string>& listed);

// Destroys again those that the database does not know to be destroyed; gives how many. Holds don't count: it
// was destroyed.
[[nodiscard]] base::Result<std::int64_t> shred_again(Database& database,
                                                     const std::vector<std::string>& subjects,
                                                     cases::Moment now);

}  // namespace skranke::storage
