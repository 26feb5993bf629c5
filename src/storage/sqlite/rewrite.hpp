// Writing an SQLite database anew, so that nothing of what was once in it is left in its files.
#pragma once

#include <string>

#include "storage/fault.hpp"

namespace skranke::storage::sqlite {

// Rewrites the file page by page ("vacuum") and empties its write-ahead log. Takes about as long as copying
// it, and as much room beside it while it lasts. What the file system or the disk keep of bytes that were
// written over is not in its hands. Faults: unavailable: a process has the database open; full; corrupt.
[[nodiscard]] Outcome<void> rewrite_database(const std::string& path);

}  // namespace skranke::storage::sqlite
