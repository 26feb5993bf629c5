// A moment, as use cases are told it.
#pragma once

#include <cstdint>

namespace skranke::desk {

using Moment = std::int64_t;  // seconds since 1970-01-01T00:00:00Z

}  // namespace skranke::desk
