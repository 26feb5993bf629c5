#include "storage/booking/person_times.hpp"

#include <utility>
#include <vector>

#include "storage/booking/many_rows.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {

using booking::Booking;
using booking::Instant;

namespace {

constexpr Instant cell = 15;

}  // namespace

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

void add_times(const std::string& person, const Booking& booking, std::vector<Value>& values) {
  for (Instant at = booking.start / cell * cell; at < booking.start + booking.minutes; at += cell)
    values.insert(values.end(), {person, at, booking.booking_id});
}

void insist_on_times(std::vector<Statement>& all, std::vector<Value> values) {
  static const ManyRows inserted{
      {.before = "insert into booking_person (person, start, booking_id) values ", .columns = 3}};
  inserted.append(all, std::move(values));
}

Outcome<bool> take_time(Transaction& transaction, const std::string& person, const Booking& booking) {
  const Times times = times_of(person, booking);
  const auto rows = transaction.run(times.take.sql, times.take.values);
  if (!rows) return std::unexpected{rows.error()};
  return std::ssize(*rows) == times.cells;
}

}  // namespace skranke::storage
