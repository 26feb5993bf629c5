// For tests: how often this program has allocated with operator new.
#pragma once

#include <cstddef>

namespace skranke::policy {

[[nodiscard]] std::size_t allocations_so_far();

}  // namespace skranke::policy
