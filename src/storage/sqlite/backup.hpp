// A copy of an SQLite database as it is at one moment, also while a server writes to it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "storage/fault.hpp"

namespace skranke::storage::sqlite {

// Copies `from` to `to`, which must not be there: it is there whole and on the disk, or not at all.
// `progress` is told of pages; it may be empty. Faults: unavailable: `to` is there already, or a file can't
// be read or written; held: another program is making that copy; full; corrupt: `from` is no database.
[[nodiscard]] Outcome<void> copy_database(
    const std::string& from, const std::string& to,
    const std::function<void(std::uint64_t done, std::uint64_t total)>& progress);

}  // namespace skranke::storage::sqlite
