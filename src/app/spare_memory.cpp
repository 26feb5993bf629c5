#include "app/spare_memory.hpp"

#include <algorithm>
#include <cstdint>

#include <malloc.h>

#include "app/process_figures.hpp"
#include "base/service_limits.hpp"

namespace skranke::app {

Rounds::Round give_back_memory() {
  return {.name = "giving back memory",
          .every = base::limits::memory_look,
          .work = [left = std::uint64_t{0}]() mutable -> base::Result<Rounds::Came> {
            const std::uint64_t resident = resident_bytes();
            left = std::min(left, resident);
            if (resident - left < base::limits::memory_grown) return Rounds::Came::to_the_end;
            malloc_trim(0);
            left = resident_bytes();
            return Rounds::Came::to_the_end;
          }};
}

}  // namespace skranke::app
