#include "storage/booking/person_times.hpp"

#include <vector>

#include "storage/rows.hpp"

namespace skranke::storage {

using booking::Booking;
using booking::Instant;

Outcome<std::string> person_of(Transaction& transaction, const std::string& booking_id) {
  const auto rows = transaction.run("select person from booking_person where booking_id = $1 limit 1",
                                    std::vector<Value>{booking_id});
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty() ? std::string{} : text_at(rows->front(), 0);
}

Outcome<void> give_time_back(Transaction& transaction, const std::string& booking_id) {
  return done(transaction, "delete from booking_person where booking_id = $1", {booking_id});
}

Times times_of(const std::string& person, const Booking& booking) {
  constexpr Instant cell = 15;
  const Instant first = booking.start / cell * cell;
  const Instant cells = (booking.start + booking.minutes - first + cell - 1) / cell;
  return {
      .take =
          {.sql =
               "insert into booking_person (person, start, booking_id) select $1, $2 + s.step * $3, $4 "
               "from booking_step s where s.step < $5 on conflict (person, start) do nothing returning start",
           .values = {person, first, cell, booking.booking_id, cells}},
      .cells = cells};
}

Statement times_insisted(const std::string& person, const Booking& booking) {
  Statement take = times_of(person, booking).take;
  take.sql =
      "insert into booking_person (person, start, booking_id) select $1, $2 + s.step * $3, $4 "
      "from booking_step s where s.step < $5";
  return take;
}

Outcome<bool> take_time(Transaction& transaction, const std::string& person, const Booking& booking) {
  const Times times = times_of(person, booking);
  const auto rows = transaction.run(times.take.sql, times.take.values);
  if (!rows) return std::unexpected{rows.error()};
  return std::ssize(*rows) == times.cells;
}

}  // namespace skranke::storage
