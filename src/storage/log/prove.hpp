// That a row was written as it stands: its newest entry, the way from there to a signed checkpoint, and what
// opens the entry's commitment. Whoever has all of it needs neither this program nor its database to check
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/proof.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

struct Proven {
  std::uint64_t place = 0;
  std::string entry;
  ledger::Proof proof;
  std::string checkpoint;  // a note; one that witnesses have cosigned, where the entry is in such a one
  std::string salt;
  std::vector<Value> row;  // the columns that the commitment is over, in their order
};

// `key` as the entry has it: the columns of the row's key with a bar between. Empty where the log has no
// entry of the row, or a newer change of it waits. Problems: not_found: no such table is watched;
// unavailable: the database can't be read.
[[nodiscard]] base::Result<std::optional<Proven>> prove(Database& database, const std::string& table,
                                                        const std::string& key);

}  // namespace skranke::storage
