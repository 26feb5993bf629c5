#include "storage/booking/booking_rows.hpp"

#include <utility>
#include <vector>

#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {

using booking::Booking;
using booking::Instant;
using booking::State;

namespace {

constexpr std::string_view select_booking =
    "select booking_id, centre_id, service, start, minutes, counter, name, email, phone, language, party, "
    "state, sequence, created_at, changed_at, plan, advised from booking where ";

Booking booking_at(const Row& row) {
  return {.booking_id = text_at(row, 0),
          .centre = text_at(row, 1),
          .service = text_at(row, 2),
          .start = integer_at(row, 3),
          .minutes = static_cast<std::int32_t>(integer_at(row, 4)),
          .counter = static_cast<std::int32_t>(integer_at(row, 5)),
          .name = text_at(row, 6),
          .email = text_at(row, 7),
          .phone = text_at(row, 8),
          .language = text_at(row, 9),
          .party = static_cast<std::int32_t>(integer_at(row, 10)),
          .plan = text_at(row, 15),
          .advised = is_null(row, 16) ? std::string{} : text_at(row, 16),
          .state = text_at(row, 11) == "cancelled" ? State::cancelled : State::booked,
          .sequence = static_cast<std::int32_t>(integer_at(row, 12)),
          .created_at = integer_at(row, 13),
          .changed_at = integer_at(row, 14)};
}

}  // namespace

std::unexpected<Fault> undo() { return fail(FaultKind::unique, "refused"); }

base::Result<booking::Booked> booked_by(const Outcome<void>& written, booking::Booked booked) {
  if (!written && !booked.refusal) return bookings_unavailable(written.error());
  return booked;
}

Outcome<std::optional<Booking>> find_booking(Transaction& transaction, std::string_view where,
                                             const std::string& value) {
  std::string sql{select_booking};
  const auto rows = transaction.run(sql.append(where), std::vector<Value>{value});
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty() ? std::nullopt : std::optional{booking_at(rows->front())};
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

Outcome<bool> take_time(Transaction& transaction, const std::string& person, const Booking& booking) {
  const Times times = times_of(person, booking);
  const auto rows = transaction.run(times.take.sql, times.take.values);
  if (!rows) return std::unexpected{rows.error()};
  return std::ssize(*rows) == times.cells;
}

Outcome<std::string> person_of(Transaction& transaction, const std::string& booking_id) {
  const auto rows = transaction.run("select person from booking_person where booking_id = $1 limit 1",
                                    std::vector<Value>{booking_id});
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty() ? std::string{} : text_at(rows->front(), 0);
}

Outcome<void> give_time_back(Transaction& transaction, const std::string& booking_id) {
  return done(transaction, "delete from booking_person where booking_id = $1", {booking_id});
}

Value advised_of(const Booking& booking) {
  return booking.advised.empty() ? Value{} : Value{booking.advised};
}

void judge_plan(const booking::Judge& judge, Booking& booking) {
  if (judge && !booking.plan.empty()) booking.advised = judge(booking);
}

}  // namespace skranke::storage
