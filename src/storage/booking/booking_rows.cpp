#include "storage/booking/booking_rows.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {

using booking::Booking;
using booking::State;

namespace {

constexpr std::string_view select_booking =
    "select booking_id, centre_id, service, start, minutes, counter, name, email, phone, language, party, "
    "state, sequence, created_at, changed_at, plan, advised from booking where booking_id = $1";

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

// NULL where nobody asked the guide.
Value advised_of(const Booking& booking) {
  return booking.advised.empty() ? Value{} : Value{booking.advised};
}

}  // namespace

std::unexpected<Fault> undo() { return fail(FaultKind::unique, "refused"); }

base::Result<booking::Booked> booked_by(const Outcome<void>& written, booking::Booked booked) {
  if (!written && !booked.refusal) return bookings_unavailable(written.error());
  return booked;
}

Outcome<std::optional<Booking>> find_booking(Transaction& transaction, const std::string& booking_id) {
  const auto rows = transaction.run(select_booking, std::vector<Value>{booking_id});
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty() ? std::nullopt : std::optional{booking_at(rows->front())};
}

Outcome<std::optional<Booking>> lock_booking(Transaction& transaction, const std::string& booking_id) {
  if (auto locked =
          done(transaction, "update booking set sequence = sequence where booking_id = $1", {booking_id});
      !locked)
    return std::unexpected{locked.error()};
  return find_booking(transaction, booking_id);
}

Statement booking_inserted(const Booking& booking) {
  return {.sql =
              "insert into booking (booking_id, centre_id, service, start, minutes, counter, "
              "name, email, phone, language, party, state, sequence, created_at, changed_at, plan, advised) "
              "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'booked', 0, $12, $12, $13, $14)",
          .values = {booking.booking_id, booking.centre, booking.service, booking.start,
                     std::int64_t{booking.minutes}, std::int64_t{booking.counter}, booking.name,
                     booking.email, booking.phone, booking.language, std::int64_t{booking.party},
                     booking.created_at, booking.plan, advised_of(booking)}};
}

Outcome<void> insert_booking(Transaction& transaction, const Booking& booking) {
  const Statement insert = booking_inserted(booking);
  return done(transaction, insert.sql, insert.values);
}

Outcome<void> update_booking(Transaction& transaction, const Booking& booking) {
  return done(
      transaction,
      "update booking set service = $2, centre_id = $3, start = $4, minutes = $5, counter = $6, "
      "state = $7, sequence = $8, changed_at = $9, advised = $10 where booking_id = $1",
      {booking.booking_id, booking.service, booking.centre, booking.start, std::int64_t{booking.minutes},
       std::int64_t{booking.counter}, std::string{booking.state == State::cancelled ? "cancelled" : "booked"},
       std::int64_t{booking.sequence}, booking.changed_at, advised_of(booking)});
}

void judge_plan(const booking::Judge& judge, Booking& booking) {
  if (judge && !booking.plan.empty()) booking.advised = judge(booking);
}

}  // namespace skranke::storage
