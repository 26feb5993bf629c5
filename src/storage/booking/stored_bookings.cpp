#include "storage/booking/stored_bookings.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "storage/booking/outbox.hpp"
#include "storage/booking/person_times.hpp"
#include "storage/booking/seats.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using booking::Booked;
using booking::Booking;
using booking::BookRefusal;
using booking::Instant;
using booking::Moment;
using booking::NewBooking;
using booking::Seats;
using booking::State;

// Undoes what a work did, after it has said why in `refusal`.
std::unexpected<Fault> undo() { return fail(FaultKind::unique, "refused"); }

constexpr std::string_view select_booking =
    "select booking_id, centre_id, service, start, minutes, counter, name, email, phone, language, party, "
    "state, sequence, created_at, changed_at from booking where ";

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

Outcome<std::optional<Booking>> find_booking(Transaction& transaction, std::string_view where,
                                             const std::string& value) {
  std::string sql{select_booking};
  const auto rows = transaction.run(sql.append(where), std::vector<Value>{value});
  if (!rows) return std::unexpected{rows.error()};
  return rows->empty() ? std::nullopt : std::optional{booking_at(rows->front())};
}

// The booking of a request that was answered before.
Outcome<bool> replay(Transaction& transaction, const NewBooking& wanted, Booked& booked) {
  const auto rows = transaction.run("select booking_id, body from booking_request where request = $1",
                                    std::vector<Value>{wanted.request});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return false;
  if (text_at(rows->front(), 1) != wanted.request_body) {
    booked.refusal = BookRefusal::key_reused;
    return true;
  }
  const auto found = find_booking(transaction, "booking_id = $1", text_at(rows->front(), 0));
  if (!found) return std::unexpected{found.error()};
  booked.booking = found->value();
  booked.is_replay = true;
  return true;
}

// Makes a hold's seats the booking's. False where the hold is used, over, or was never there.
Outcome<bool> use_hold(Transaction& transaction, const NewBooking& wanted, Booking& booking) {
  const auto holds = transaction.run(
      "delete from booking_hold where hold_id = $1 and held_until > $2 "
      "returning centre_id, service, start, cells, grid, counter",
      std::vector<Value>{wanted.hold_id, wanted.now});
  if (!holds) return std::unexpected{holds.error()};
  if (holds->empty()) return false;
  const Row& hold = holds->front();
  booking.centre = text_at(hold, 0);
  booking.service = text_at(hold, 1);
  booking.start = integer_at(hold, 2);
  booking.minutes = static_cast<std::int32_t>(integer_at(hold, 3) * integer_at(hold, 4));
  booking.counter = static_cast<std::int32_t>(integer_at(hold, 5));
  const auto seats = transaction.run(
      "update booking_seat set booking_id = $2, held_until = null where booking_id = $1 returning start",
      std::vector<Value>{wanted.hold_id, booking.booking_id});
  if (!seats) return std::unexpected{seats.error()};
  return std::ssize(*seats) == integer_at(hold, 3);
}

Outcome<bool> take_slot(Transaction& transaction, const Seats& seats, Moment now, Booking& booking) {
  const auto counter = take_seats(transaction, seats, booking.booking_id, std::nullopt, now);
  if (!counter) return std::unexpected{counter.error()};
  if (!*counter) return false;
  booking.centre = seats.centre;
  booking.start = seats.start;
  booking.minutes = seats.cells * seats.grid;
  booking.counter = **counter;
  return true;
}

Outcome<void> insert_booking(Transaction& transaction, const NewBooking& wanted, const Booking& booking) {
  return done(transaction,
              "insert into booking (booking_id, centre_id, service, start, minutes, counter, "
              "name, email, phone, language, party, state, sequence, created_at, changed_at) "
              "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'booked', 0, $12, $12)",
              {booking.booking_id, booking.centre, booking.service, booking.start,
               std::int64_t{booking.minutes}, std::int64_t{booking.counter}, booking.name, booking.email,
               booking.phone, booking.language, std::int64_t{booking.party}, wanted.now});
}

// Says why not and undoes it all, unless the same request has just been answered on another connection: it
// took what is missing here, and the next try finds its answer.
Outcome<void> refuse(Transaction& transaction, const NewBooking& wanted, BookRefusal refusal,
                     Booked& booked) {
  const auto answered = replay(transaction, wanted, booked);
  if (!answered) return std::unexpected{answered.error()};
  booked = {};
  if (*answered) return fail(FaultKind::busy, "the same request was answered at the same moment");
  booked.refusal = refusal;
  return undo();
}

Outcome<void> book_in(Transaction& transaction, const NewBooking& wanted, Booked& booked) {
  booked = {};
  const auto before = replay(transaction, wanted, booked);
  if (!before) return std::unexpected{before.error()};
  if (*before) return {};
  Booking booking = wanted.booking;
  const bool has_hold = !wanted.hold_id.empty();
  const auto is_taken = has_hold ? use_hold(transaction, wanted, booking)
                                 : take_slot(transaction, wanted.seats, wanted.now, booking);
  if (!is_taken) return std::unexpected{is_taken.error()};
  if (!*is_taken) {
    return refuse(transaction, wanted, has_hold ? BookRefusal::hold_unknown : BookRefusal::slot_full, booked);
  }
  if (auto kept = insert_booking(transaction, wanted, booking); !kept) return kept;
  if (!wanted.person.empty()) {
    const auto is_free = take_time(transaction, wanted.person, booking);
    if (!is_free) return std::unexpected{is_free.error()};
    if (!*is_free) return refuse(transaction, wanted, BookRefusal::already_booked, booked);
  }
  const auto first = transaction.run(
      "insert into booking_request (request, body, booking_id) values ($1, $2, $3) "
      "on conflict (request) do nothing returning request",
      std::vector<Value>{wanted.request, wanted.request_body, booking.booking_id});
  if (!first) return std::unexpected{first.error()};
  // The same request came twice at the same moment: the next try finds the other's answer.
  if (first->empty()) return fail(FaultKind::busy, "the same request is being answered at the same moment");
  if (auto told = tell(transaction, booking, "confirmed", wanted.now); !told) return told;
  if (auto told = remind_first(transaction, booking, wanted.now); !told) return told;
  booked.booking = std::move(booking);
  return {};
}

// Locks the booking, so that two who change it do so one after the other.
Outcome<std::optional<Booking>> lock_booking(Transaction& transaction, const std::string& booking_id) {
  if (auto locked =
          done(transaction, "update booking set sequence = sequence where booking_id = $1", {booking_id});
      !locked)
    return std::unexpected{locked.error()};
  return find_booking(transaction, "booking_id = $1", booking_id);
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

struct Move {
  const std::string& booking_id;
  const std::string& service;
  const Seats& seats;
  Moment now;
};

Outcome<void> move_in(Transaction& transaction, const Move& move, Booked& booked) {
  booked = {};
  auto found = lock_booking(transaction, move.booking_id);
  if (!found) return std::unexpected{found.error()};
  if (!*found || (*found)->state == State::cancelled) {
    booked.refusal = BookRefusal::cancelled;
    return {};
  }
  Booking booking = std::move(**found);
  const auto person = person_of(transaction, booking.booking_id);
  if (!person) return std::unexpected{person.error()};
  if (auto given = give_back(transaction, booking.booking_id); !given) return given;
  if (auto given = give_time_back(transaction, booking.booking_id); !given) return given;
  const auto is_taken = take_slot(transaction, move.seats, move.now, booking);
  if (!is_taken) return std::unexpected{is_taken.error()};
  if (!*is_taken) {
    booked.refusal = BookRefusal::slot_full;
    return undo();
  }
  if (!person->empty()) {
    const auto is_free = take_time(transaction, *person, booking);
    if (!is_free) return std::unexpected{is_free.error()};
    if (!*is_free) {
      booked.refusal = BookRefusal::already_booked;
      return undo();
    }
  }
  booking.service = move.service;
  booking.sequence += 1;
  booking.changed_at = move.now;
  if (auto kept = update_booking(transaction, booking); !kept) return kept;
  if (auto told = tell(transaction, booking, "moved", move.now); !told) return told;
  if (auto told = remind(transaction, booking, move.now); !told) return told;
  booked.booking = std::move(booking);
  return {};
}

Outcome<void> cancel_in(Transaction& transaction, const std::string& booking_id, Moment now,
                        std::optional<Booking>& cancelled) {
  cancelled.reset();
  auto found = lock_booking(transaction, booking_id);
  if (!found) return std::unexpected{found.error()};
  if (!*found) return {};
  Booking booking = std::move(**found);
  if (booking.state == State::booked) {
    if (auto given = give_back(transaction, booking.booking_id); !given) return given;
    if (auto given = give_time_back(transaction, booking.booking_id); !given) return given;
    booking.state = State::cancelled;
    booking.sequence += 1;
    booking.changed_at = now;
    if (auto kept = update_booking(transaction, booking); !kept) return kept;
    if (auto told = tell(transaction, booking, "cancelled", now); !told) return told;
    if (auto told = remind(transaction, booking, now); !told) return told;
  }
  cancelled = std::move(booking);
  return {};
}

Outcome<void> hold_in(Transaction& transaction, const booking::Hold& hold, Moment now, bool& is_held) {
  is_held = false;
  for (const std::string_view sql : {"delete from booking_hold where held_until <= $1",
                                     "delete from booking_seat where held_until <= $1"}) {
    if (auto forgotten = done(transaction, sql, {now}); !forgotten) return forgotten;
  }
  const auto counter = take_seats(transaction, hold.seats, hold.hold_id, hold.until, now);
  if (!counter) return std::unexpected{counter.error()};
  if (!*counter) return {};
  is_held = true;
  return done(
      transaction,
      "insert into booking_hold (hold_id, centre_id, service, start, cells, grid, counter, "
      "held_until) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {hold.hold_id, hold.seats.centre, hold.service, hold.seats.start, std::int64_t{hold.seats.cells},
       std::int64_t{hold.seats.grid}, std::int64_t{**counter}, hold.until});
}

// What a write gave, where a work may have undone itself for a refusal.
Result<Booked> result_of(const Outcome<void>& written, Booked booked) {
  if (!written && !booked.refusal) return bookings_unavailable(written.error());
  return booked;
}

}  // namespace

Result<std::vector<booking::TakenSeat>> StoredBookings::taken(const std::string& centre, Instant from,
                                                              Instant to, Moment now) {
  std::vector<booking::TakenSeat> all;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows = transaction.run(
        "select start, counter from booking_seat where centre_id = $1 and start >= $2 and start < $3 "
        "and (held_until is null or held_until > $4) order by start",
        std::vector<Value>{centre, from, to, now});
    if (!rows) return std::unexpected{rows.error()};
    all.reserve(rows->size());
    for (const Row& row : *rows)
      all.push_back({.start = integer_at(row, 0), .counter = static_cast<std::int32_t>(integer_at(row, 1))});
    return {};
  });
  if (!read) return bookings_unavailable(read.error());
  return all;
}

Result<bool> StoredBookings::hold(const booking::Hold& hold, Moment now) {
  bool is_held = false;
  const auto written =
      database_.write([&](Transaction& transaction) { return hold_in(transaction, hold, now, is_held); });
  if (!written) return bookings_unavailable(written.error());
  return is_held;
}

Result<Booked> StoredBookings::book(const NewBooking& wanted) {
  Booked booked;
  const auto written =
      database_.write([&](Transaction& transaction) { return book_in(transaction, wanted, booked); });
  return result_of(written, std::move(booked));
}

Result<std::optional<Booking>> StoredBookings::find(const std::string& booking_id) {
  std::optional<Booking> found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    auto booking = find_booking(transaction, "booking_id = $1", booking_id);
    if (!booking) return std::unexpected{booking.error()};
    found = std::move(*booking);
    return {};
  });
  if (!read) return bookings_unavailable(read.error());
  return found;
}

Result<Booked> StoredBookings::move(const std::string& booking_id, const std::string& service,
                                    const Seats& seats, Moment now) {
  Booked booked;
  const Move wanted{.booking_id = booking_id, .service = service, .seats = seats, .now = now};
  const auto written =
      database_.write([&](Transaction& transaction) { return move_in(transaction, wanted, booked); });
  return result_of(written, std::move(booked));
}

Result<std::optional<Booking>> StoredBookings::cancel(const std::string& booking_id, Moment now) {
  std::optional<Booking> cancelled;
  const auto written = database_.write(
      [&](Transaction& transaction) { return cancel_in(transaction, booking_id, now, cancelled); });
  if (!written) return bookings_unavailable(written.error());
  return cancelled;
}

}  // namespace skranke::storage
