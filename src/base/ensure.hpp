// Assertions that stay on: a bug stops the work at hand rather than become a wrong answer.
#pragma once

#include <cstdio>
#include <source_location>
#include <stdexcept>

namespace skranke::base {

// A broken assumption: a bug. Nobody handles it but the outermost frame of one piece of work, which gives
// that work up: a request is answered with 500, a command ends with an error.
class BrokenAssumption : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// Says on standard error where the assumption broke, and throws BrokenAssumption. `what` holds no personal
// data.
inline void ensure(bool holds, const char* what,
                   const std::source_location place = std::source_location::current()) {
  if (holds) [[likely]]
    return;
  std::fprintf(stderr, "%s:%u: broken assumption: %s\n", place.file_name(),
               static_cast<unsigned>(place.line()), what);
  throw BrokenAssumption{what};
}

}  // namespace skranke::base
