// What a library does not give for want of memory, and for nothing else.
#pragma once

#include <cstdio>
#include <new>
#include <source_location>

namespace skranke::base {

// Throws std::bad_alloc where it was not given: that passes, and whoever can wait tries again, which a broken
// assumption (ensure.hpp) would not. `what` holds no personal data.
inline void ensure_memory(bool is_given, const char* what,
                          const std::source_location place = std::source_location::current()) {
  if (is_given) [[likely]]
    return;
  std::fprintf(stderr, "%s:%u: not given, for want of memory: %s\n", place.file_name(),
               static_cast<unsigned>(place.line()), what);
  throw std::bad_alloc{};
}

}  // namespace skranke::base
