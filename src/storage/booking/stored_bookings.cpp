#include "storage/booking/stored_bookings.hpp"

#include <string_view>
#include <utility>

#include "storage/booking/booking_rows.hpp"
#include "storage/booking/contacts.hpp"
#include "storage/booking/outbox.hpp"
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
using booking::Seats;
using booking::State;

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
      "state = $7, sequence = $8, changed_at = $9, advised = $10 where booking_id = $1",
      {booking.booking_id, booking.service, booking.centre, booking.start, std::int64_t{booking.minutes},
       std::int64_t{booking.counter}, std::string{booking.state == State::cancelled ? "cancelled" : "booked"},
       std::int64_t{booking.sequence}, booking.changed_at, advised_of(booking)});
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

struct Move {
  const std::string& booking_id;
  const std::string& service;
  const Seats& seats;
  Moment now;
  const booking::Judge& judge;
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
  judge_plan(move.judge, booking);
  if (auto kept = keep_place(transaction, booking); !kept) return kept;
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
    if (auto given = give_place_back(transaction, booking.booking_id); !given) return given;
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
  const Move wanted{
      .booking_id = booking_id, .service = service, .seats = seats, .now = now, .judge = judge_};
  const auto written =
      database_.write([&](Transaction& transaction) { return move_in(transaction, wanted, booked); });
  return booked_by(written, std::move(booked));
}

Result<std::optional<Booking>> StoredBookings::cancel(const std::string& booking_id, Moment now) {
  std::optional<Booking> cancelled;
  const auto written = database_.write(
      [&](Transaction& transaction) { return cancel_in(transaction, booking_id, now, cancelled); });
  if (!written) return bookings_unavailable(written.error());
  return cancelled;
}

}  // namespace skranke::storage
