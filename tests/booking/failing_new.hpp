// Lets an allocation of a thread fail that is asked for with plain operator new, and with those that the
// standard library makes of it.
#pragma once

#include <cstdint>

namespace skranke::test {

// The n-th allocation of this thread from now on throws std::bad_alloc; 0 for none.
void fail_allocation(std::int64_t nth);
// Whether it has come to that.
[[nodiscard]] bool has_allocation_failed();

}  // namespace skranke::test
