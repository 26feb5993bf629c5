// Time zones of the system's database, as booking's rules need them.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "booking/slots.hpp"

namespace skranke::app {

// An IANA zone, "Europe/Copenhagen". Lives as long as the program's database of zones. Problem (unavailable)
// if the system has no such zone.
[[nodiscard]] base::Result<std::unique_ptr<booking::TimeZone>> zone_named(const std::string& name);

}  // namespace skranke::app
