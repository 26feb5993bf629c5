// Opens an SQLite database: one writer, many readers, and the lock that keeps other writers away.
#pragma once

#include <memory>
#include <string>

#include "storage/database.hpp"

namespace skranke::storage::sqlite {

// See open_database. A new file can be read by its owner alone.
[[nodiscard]] Outcome<std::unique_ptr<Database>> open(const std::string& path, const Options& options);

}  // namespace skranke::storage::sqlite
