// Making a booking: everything that it takes, or nothing.
//
// Most bookings are made at once (bookings_at_once.hpp). What that can't do, or refuses, is done here step by
// step: holds, repeated requests, full times, hours that are not known yet.
#include <bit>
#include <optional>
#include <utility>
#include <vector>

#include "storage/booking/booking_rows.hpp"
#include "storage/booking/calendar.hpp"
#include "storage/booking/contacts.hpp"
#include "storage/booking/holds.hpp"
#include "storage/booking/outbox.hpp"
#include "storage/booking/person_times.hpp"
#include "storage/booking/seats.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using booking::Booked;
using booking::Booking;
using booking::BookRefusal;
using booking::Instant;
using booking::NewBooking;
using booking::Seats;

Statement answered_before(const NewBooking& wanted) {
  return {.sql = "select booking_id, body from booking_request where request = $1",
          .values = {wanted.request}};
}

// The booking of a request that was answered before.
Outcome<bool> replay(Transaction& transaction, const NewBooking& wanted, const Rows& answered,
                     Booked& booked) {
  if (answered.empty()) return false;
  if (text_at(answered.front(), 1) != wanted.request_body) {
    booked.refusal = BookRefusal::key_reused;
    return true;
  }
  const auto found = find_booking(transaction, text_at(answered.front(), 0));
  if (!found) return std::unexpected{found.error()};
  booked.booking = found->value();
  booked.is_replay = true;
  return true;
}

Statement request_kept(const NewBooking& wanted, const Booking& booking) {
  return {.sql =
              "insert into booking_request (request, body, booking_id) values ($1, $2, $3) "
              "on conflict (request) do nothing returning request",
          .values = {wanted.request, wanted.request_body, booking.booking_id}};
}

// Says why not and undoes it all, unless the same request has just been answered on another connection: it
// took what is missing here, and the next try finds its answer.
Outcome<void> refuse(Transaction& transaction, const NewBooking& wanted, BookRefusal refusal,
                     Booked& booked) {
  const Statement asked = answered_before(wanted);
  const auto answered = transaction.run(asked.sql, asked.values);
  if (!answered) return std::unexpected{answered.error()};
  booked = {};
  if (!answered->empty() && text_at(answered->front(), 1) == wanted.request_body)
    return fail(FaultKind::busy, "the same request was answered at the same moment");
  booked.refusal = refusal;
  return undo();
}

// The same where the request is already this one's own.
Outcome<void> refuse_taken(BookRefusal refusal, Booked& booked) {
  booked = {};
  booked.refusal = refusal;
  return undo();
}

// Whether the request was answered before, the centre's hours, and which counters are free: one journey.
Outcome<std::vector<Rows>> look(Transaction& transaction, const NewBooking& wanted) {
  std::vector<Statement> asked{answered_before(wanted)};
  if (wanted.hold_id.empty()) {
    asked.push_back(revision_asked(wanted.seats.centre));
    for (Statement& of_calendar : calendar_asked(wanted.seats.centre))
      asked.push_back(std::move(of_calendar));
    asked.push_back(taken_seats(wanted.seats, wanted.now));
  }
  return transaction.run_all(asked);
}

// All that a booking is, in one journey; what was had already by somebody else shows in what the statements
// gave.
Outcome<void> keep(Transaction& transaction, const NewBooking& wanted, const Seats& seats,
                   const Booking& booking, Booked& booked) {
  std::vector<Statement> writes{booking_inserted(booking), request_kept(wanted, booking)};
  const bool has_hold = !wanted.hold_id.empty();
  if (!has_hold)
    writes.push_back(seats_taken(seats, booking.counter, booking.booking_id, std::nullopt, wanted.now));
  Instant cells_of_person = 0;
  if (!wanted.person.empty()) {
    Times times = times_of(wanted.person, booking);
    cells_of_person = times.cells;
    writes.push_back(std::move(times.take));
  }
  const std::size_t person_at = writes.size() - 1;
  Messages messages;
  messages.add(booking, booking::Event::confirmed, wanted.now);
  messages.append_to(writes);
  const auto wrote = transaction.run_all(writes);
  if (!wrote) return std::unexpected{wrote.error()};
  // The next try finds the other's answer, or the other's seats.
  if (wrote->at(1).empty())
    return fail(FaultKind::busy, "the same request is being answered at the same moment");
  if (!has_hold && std::ssize(wrote->at(2)) != seats.cells)
    return fail(FaultKind::busy, "somebody took the counter at the same moment");
  if (!wanted.person.empty() && std::ssize(wrote->at(person_at)) != cells_of_person)
    return refuse_taken(BookRefusal::already_booked, booked);
  return {};
}

// `known`: the hours that were read, if any.
Outcome<void> book_in(Transaction& transaction, const NewBooking& wanted, const booking::Judge& judge,
                      Booked& booked, std::optional<KnownCalendars::Known>& known) {
  booked = {};
  known.reset();
  const auto seen = look(transaction, wanted);
  if (!seen) return std::unexpected{seen.error()};
  const auto before = replay(transaction, wanted, seen->front(), booked);
  if (!before) return std::unexpected{before.error()};
  if (*before) return {};
  Booking booking = wanted.booking;
  Seats seats = wanted.seats;
  if (wanted.hold_id.empty()) {
    known = {.revision = integer_at(seen->at(1).front(), 0),
             .calendar = calendar_read(seen->at(2), seen->at(3), seen->at(4))};
    seats.counters = wanted.staffed(known->calendar);
    const std::uint64_t free = free_of(seats, seen->at(5));
    if (free == 0) {
      const auto why = seats.counters == 0 ? BookRefusal::slot_unknown : BookRefusal::slot_full;
      return refuse(transaction, wanted, why, booked);
    }
    booking.centre = seats.centre;
    booking.start = seats.start;
    booking.minutes = seats.cells * seats.grid;
    booking.counter = std::countr_zero(free);
  } else {
    const auto is_taken = use_hold(transaction, wanted.hold_id, wanted.now, booking);
    if (!is_taken) return std::unexpected{is_taken.error()};
    if (!*is_taken) return refuse(transaction, wanted, BookRefusal::hold_unknown, booked);
  }
  judge_plan(judge, booking);
  if (auto kept = keep(transaction, wanted, seats, booking, booked); !kept) return kept;
  if (!wanted.contact.empty()) {
    const auto has_place = take_place(transaction, wanted, booking);
    if (!has_place) return std::unexpected{has_place.error()};
    if (!*has_place) return refuse_taken(BookRefusal::too_many, booked);
  }
  booked.booking = std::move(booking);
  return {};
}

}  // namespace

base::Result<Booked> StoredBookings::book(const NewBooking& wanted) {
  if (auto made = at_once_.book(wanted)) return std::move(*made);
  Booked booked;
  std::optional<KnownCalendars::Known> known;
  const auto written = database_.write(
      [&](Transaction& transaction) { return book_in(transaction, wanted, judge_, booked, known); });
  // Where there are no seats the centre may be none.
  if (written && known) calendars_.keep(wanted.seats.centre, std::move(*known));
  return booked_by(written, std::move(booked));
}

}  // namespace skranke::storage
