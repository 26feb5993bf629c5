// The centres, read when the server starts.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "centre/directory.hpp"

namespace skranke::app {

// From data/centres of the folder. Problems: not_found, too_large, and those of codec::read_centres.
[[nodiscard]] base::Result<centre::Directory> load_centres(const std::filesystem::path& home);

}  // namespace skranke::app
