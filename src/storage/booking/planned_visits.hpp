// Visits to come whose plan says what is brought along.
//
// PRIVACY: of a visit its plan, place and time; nothing of who comes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "booking/slots.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

struct PlannedTime {
  std::string booking_id;
  std::string centre_id;
  booking::Instant start = 0;
  std::string plan;
};

// Those that begin at `from` or later and whose id comes after `after`, by id; at most `most`.
[[nodiscard]] base::Result<std::vector<PlannedTime>> planned_visits(Database& database, booking::Instant from,
                                                                    const std::string& after,
                                                                    std::int64_t most);

}  // namespace skranke::storage
