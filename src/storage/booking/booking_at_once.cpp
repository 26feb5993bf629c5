#include "storage/booking/booking_at_once.hpp"

#include <bit>
#include <utility>
#include <vector>

#include "storage/booking/booking_rows.hpp"
#include "storage/booking/contacts.hpp"
#include "storage/booking/outbox.hpp"
#include "storage/booking/person_times.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using booking::Booked;
using booking::Booking;
using booking::Instant;
using booking::NewBooking;
using booking::Seats;

// The first counter that is free in all cells; a null, which no seat may have, where there is none. Counters
// beyond the steps are left to who looks first.
Statement seats_chosen(const Seats& seats, const std::string& booking_id, booking::Moment now) {
  return {
      .sql =
          "insert into booking_seat (centre_id, start, counter, booking_id) "
          "select $1, $2 + s.step * $3, f.counter, $4 from booking_step s, "
          "(select min(c.step) as counter from booking_step c where ($5 >> cast(c.step as integer)) & 1 = 1 "
          "and c.step not in (select t.counter from booking_seat t where t.centre_id = $1 "
          "and t.start >= $2 and t.start < $6 and (t.held_until is null or t.held_until > $7))) f "
          "where s.step < $8 "
          "on conflict (centre_id, start, counter) do update set booking_id = excluded.booking_id, "
          "held_until = null where booking_seat.held_until <= $7",
      .values = {seats.centre, seats.start, std::int64_t{seats.grid}, booking_id,
                 std::bit_cast<std::int64_t>(seats.counters), seats.start + Instant{seats.cells} * seats.grid,
                 now, std::int64_t{seats.cells}}};
}

// PRIVACY: PostgreSQL's log repeats a row that breaks a constraint, and this one has a name: whether there
// are seats for it is asked by `request_insisted`.
Statement booking_seated(const Booking& booking) {
  Statement insert = booking_inserted(booking);
  constexpr std::size_t counter_at = 5;
  insert.values.erase(insert.values.begin() + counter_at);
  insert.sql =
      "insert into booking (booking_id, centre_id, service, start, minutes, counter, "
      "name, email, phone, language, party, state, sequence, created_at, changed_at, plan, advised) "
      "select $1, $2, $3, $4, $5, coalesce(min(s.counter), 0), $6, $7, $8, $9, $10, 'booked', 0, $11, $11, "
      "$12, $13 "
      "from booking_seat s where s.booking_id = $1 returning counter";
  return insert;
}

// The request belongs to no booking, which it has to, unless all that was wanted is there: each cell, the
// hours as they were known, the contact's place.
Statement request_insisted(const NewBooking& wanted, std::int64_t revision) {
  constexpr std::string_view without_contact =
      "insert into booking_request (request, body, booking_id) values ($1, $2, case "
      "when (select count(*) from booking_seat where booking_id = $3) = $4 "
      "and (select coalesce(max(revision), 0) from centre_change where centre_id = $5) = $6 then $3 end)";
  constexpr std::string_view with_contact =
      "insert into booking_request (request, body, booking_id) values ($1, $2, case "
      "when (select count(*) from booking_seat where booking_id = $3) = $4 "
      "and (select coalesce(max(revision), 0) from centre_change where centre_id = $5) = $6 "
      "and exists (select 1 from booking_contact where booking_id = $3) then $3 end)";
  return {.sql = wanted.contact.empty() ? without_contact : with_contact,
          .values = {wanted.request, wanted.request_body, wanted.booking.booking_id,
                     std::int64_t{wanted.seats.cells}, wanted.seats.centre, revision}};
}

std::vector<Statement> statements_of(const NewBooking& wanted, const Seats& seats, const Booking& booking,
                                     std::int64_t revision) {
  std::vector<Statement> all;
  all.push_back(seats_chosen(seats, booking.booking_id, wanted.now));
  all.push_back(booking_seated(booking));
  if (!wanted.person.empty()) all.push_back(times_insisted(wanted.person, booking));
  if (!wanted.contact.empty()) all.push_back(place_taken(wanted, booking));
  if (auto message = told(booking, booking::Event::confirmed, wanted.now)) all.push_back(std::move(*message));
  all.push_back(request_insisted(wanted, revision));
  return all;
}

}  // namespace

std::optional<base::Result<Booked>> book_at_once(Database& database, const KnownCalendars& calendars,
                                                 const booking::Judge& judge, const NewBooking& wanted) {
  if (!wanted.hold_id.empty()) return std::nullopt;
  const auto known = calendars.find(wanted.seats.centre);
  if (known == nullptr) return std::nullopt;
  Seats seats = wanted.seats;
  seats.counters = wanted.staffed(known->calendar);
  if (seats.counters == 0) return std::nullopt;
  Booking booking = wanted.booking;
  booking.centre = seats.centre;
  booking.start = seats.start;
  booking.minutes = seats.cells * seats.grid;
  judge_plan(judge, booking);
  const auto rows = database.write_all(statements_of(wanted, seats, booking, known->revision));
  if (rows) {
    booking.counter = static_cast<std::int32_t>(integer_at(rows->at(1).front(), 0));
    return Booked{.refusal = {}, .booking = std::move(booking), .is_replay = false};
  }
  switch (rows.error().kind) {
    case FaultKind::check:
    case FaultKind::unique:
      return std::nullopt;
    default:
      return bookings_unavailable(rows.error());
  }
}

}  // namespace skranke::storage
