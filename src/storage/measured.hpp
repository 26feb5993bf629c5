// A database that counts what is asked of it: reads and writes, how long they took, and how they ended.
//
// PRIVACY: kinds and times only, no statement and no value.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/histogram.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Of one way of asking. From any thread.
struct Asked {
  // How a call ended; those of `all_ends`, in their order.
  static constexpr std::array<std::string_view, 11> all_ends{"done",  "busy",    "unique",     "foreign-key",
                                                             "check", "lost",    "full",       "corrupt",
                                                             "newer", "invalid", "unavailable"};
  base::Histogram times;
  std::array<std::atomic<std::uint64_t>, all_ends.size()> ends{};
};

struct DatabaseMeters {
  Asked reads;
  Asked writes;
};

// `meters` outlives the database. Costs two looks at the clock a call.
[[nodiscard]] std::unique_ptr<Database> measured(std::unique_ptr<Database> database, DatabaseMeters& meters);

}  // namespace skranke::storage
