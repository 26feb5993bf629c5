// Lets an allocation of a thread fail: operator new, of this program and of the libraries that it is linked
// with.
#pragma once

#include <cstdint>

namespace skranke::test {

// The n-th allocation of this thread from now on throws std::bad_alloc; 0 for none.
void fail_allocation(std::int64_t nth);
// Whether it has come to that.
[[nodiscard]] bool has_allocation_failed();

}  // namespace skranke::test
