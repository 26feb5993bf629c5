// The lock that lets one process at a time write to a database.
//
// It is a file of its own, PATH-lock: closing any descriptor of the database file itself would let go of
// SQLite's locks on it.
#pragma once

#include <string>

#include "disk/disk.hpp"
#include "storage/fault.hpp"

namespace skranke::storage::sqlite {

// Held until the descriptor is closed (disk.hpp). FaultKind::held where this or another process has
// the database open already.
[[nodiscard]] Outcome<disk::Descriptor> lock_for_writing(const std::string& database_path);

}  // namespace skranke::storage::sqlite
