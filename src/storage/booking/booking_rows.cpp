#include "storage/booking/booking_rows.hpp"

#include <string_view>
#include <vector>

#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using booking::Booking;
using booking::Instant;
using booking::State;

constexpr std::string_view select_booking =
    "select booking_id, centre_id, service, start, minutes, counter, name, email, phone, language, party, "
    "state, sequence, created_at, changed_at from booking where booking_id = $1";

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
          .state = text_at(row, 11) == "cancelled" ? State::cancelled : State::booked,
          .sequence = static_cast<std::int32_t>(integer_at(row, 12)),
          .created_at = integer_at(row, 13),
          .changed_at = integer_at(row, 14)};
}

}  // namespace

std::unexpected<Fault> undo() { return fail(FaultKind::unique, "refused"); }

Outcome<std::optional<Booking>> find_booking(Transaction& transaction, const std::string& booking_id) {
  const auto rows = transaction.run(select_booking, std::vector<Value>{booking_id});
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty() ? std::nullopt : std::optional{booking_at(rows->front())};
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

Outcome<std::optional<Booking>> lock_booking(Transaction& transaction, const std::string& booking_id) {
  if (auto locked =
          done(transaction, "update booking set sequence = sequence where booking_id = $1", {booking_id});
      !locked)
    return std::unexpected{locked.error()};
  return find_booking(transaction, booking_id);
}

Outcome<void> update_booking(Transaction& transaction, const Booking& booking) {
  return done(
      transaction,
      "update booking set service = $2, centre_id = $3, start = $4, minutes = $5, counter = $6, "
      "state = $7, sequence = $8, changed_at = $9 where booking_id = $1",
      {booking.booking_id, booking.service, booking.centre, booking.start, std::int64_t{booking.minutes},
       std::int64_t{booking.counter}, std::string{booking.state == State::cancelled ? "cancelled" : "booked"},
       std::int64_t{booking.sequence}, booking.changed_at});
}

Outcome<void> insert_booking(Transaction& transaction, const Booking& booking) {
  return done(transaction,
              "insert into booking (booking_id, centre_id, service, start, minutes, counter, "
              "name, email, phone, language, party, state, sequence, created_at, changed_at) "
              "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'booked', 0, $12, $12)",
              {booking.booking_id, booking.centre, booking.service, booking.start,
               std::int64_t{booking.minutes}, std::int64_t{booking.counter}, booking.name, booking.email,
               booking.phone, booking.language, std::int64_t{booking.party}, booking.created_at});
}

Outcome<bool> take_time(Transaction& transaction, const std::string& person, const Booking& booking) {
  constexpr Instant cell = 15;
  const Instant first = booking.start / cell * cell;
  const Instant cells = (booking.start + booking.minutes - first + cell - 1) / cell;
  const auto rows = transaction.run(
      "insert into booking_person (person, start, booking_id) select $1, $2 + s.step * $3, $4 "
      "from booking_step s where s.step < $5 on conflict (person, start) do nothing returning start",
      std::vector<Value>{person, first, cell, booking.booking_id, cells});
  if (!rows) return std::unexpected{rows.error()};
  return std::ssize(*rows) == cells;
}

}  // namespace skranke::storage
