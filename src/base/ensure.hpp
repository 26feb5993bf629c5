// Assertions that stay on: a bug stops the process rather than become a wrong answer.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace skranke::base {

// Ends the process with the place of the broken assumption. `what` holds no personal data.
inline void ensure(bool holds, const char* what,
                   const std::source_location place = std::source_location::current()) {
  if (holds) [[likely]]
    return;
  std::fprintf(stderr, "%s:%u: broken assumption: %s\n", place.file_name(),
               static_cast<unsigned>(place.line()), what);
  std::abort();
}

}  // namespace skranke::base
