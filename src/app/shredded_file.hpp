// The list of what was destroyed, beside the keys: a restored backup of the database doesn't know it. A
// subject a line, added at the end.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace skranke::app {

// Sorted; none where there is no file yet. A last line without its end is one that a crash cut off, and not
// of the list. Problem (unavailable): the list is there and can't be read, so that nobody knows what is on
// it.
[[nodiscard]] base::Result<std::vector<std::string>> read_shredded(const std::filesystem::path& file);

// On the disk once it returns, all of them or none. A line that was cut off goes. Problem (unavailable).
[[nodiscard]] base::Result<void> append_shredded(const std::filesystem::path& file,
                                                 const std::vector<std::string>& subjects);

}  // namespace skranke::app
