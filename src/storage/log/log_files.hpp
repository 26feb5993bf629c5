// The log as files, for verifiers of others. SPEC: C2SP tlog-tiles.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Writes `checkpoint`, `tile/<level>/<number>` and `tile/entries/<number>` (partial ones with `.p/<width>`)
// of one snapshot, and gives how many entries there are. Numbers are written in parts of three digits, all
// but the last with an x. `progress` is told of entries; it may be empty. Problem (unavailable): the database
// can't be read, or a file can't be written.
[[nodiscard]] base::Result<std::uint64_t> write_log_files(Database& database,
                                                          const std::filesystem::path& folder,
                                                          const std::function<void(std::uint64_t)>& progress);

// As in the name of a file: 1234067 is "x001/x234/067".
[[nodiscard]] std::string tile_number(std::uint64_t number);

}  // namespace skranke::storage
