#include "storage/booking/planned_visits.hpp"

#include <utility>

#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {

base::Result<std::vector<PlannedTime>> planned_visits(Database& database, booking::Instant from,
                                                      const std::string& after, std::int64_t most) {
  std::vector<PlannedTime> visits;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    visits.clear();
    const auto rows = transaction.run(
        "select booking_id, centre_id, start, plan from booking where booking_id > $1 and start >= $2 and "
        "state = 'booked' and plan <> '' order by booking_id limit $3",
        std::vector<Value>{after, from, most});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows)
      visits.push_back({.booking_id = text_at(row, 0),
                        .centre_id = text_at(row, 1),
                        .start = integer_at(row, 2),
                        .plan = text_at(row, 3)});
    return {};
  });
  if (!read) return bookings_unavailable(read.error());
  return visits;
}

}  // namespace skranke::storage
