// What the system knows of this process (proc(5)).
#pragma once

#include <cstdint>

namespace skranke::app {

struct ProcessFigures {
  std::uint64_t resident_bytes = 0;
  std::uint64_t virtual_bytes = 0;
  double cpu_seconds = 0;
  double started_at = 0;  // seconds since 1970
  std::uint64_t open_files = 0;
  std::uint64_t open_files_max = 0;
};

// What can't be read is 0.
[[nodiscard]] std::uint64_t resident_bytes();
[[nodiscard]] ProcessFigures process_figures();

}  // namespace skranke::app
