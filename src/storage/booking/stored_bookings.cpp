#include "storage/booking/stored_bookings.hpp"

#include <string_view>
#include <utility>

#include "storage/booking/booking_rows.hpp"
#include "storage/booking/contacts.hpp"
#include "storage/booking/followers.hpp"
#include "storage/booking/moving.hpp"
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
using booking::Seats;
using booking::State;

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
  const auto person = begin_move(transaction, booking.booking_id);
  if (!person) return std::unexpected{person.error()};
  const auto is_taken = take_slot(transaction, move.seats, move.now, booking);
  if (!is_taken) return std::unexpected{is_taken.error()};
  if (!*is_taken) {
    booked.refusal = BookRefusal::slot_full;
    return undo();
  }
  booking.service = move.service;
  const auto is_moved = end_move(transaction, booking, *person, move.judge, move.now);
  if (!is_moved) return std::unexpected{is_moved.error()};
  if (!*is_moved) {
    booked.refusal = BookRefusal::already_booked;
    return undo();
  }
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
    if (auto told = tell_change(transaction, booking, booking::Event::cancelled, now); !told) return told;
    if (auto told = follow_cancellation(transaction, booking, now); !told) return told;
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
    auto booking = find_booking(transaction, booking_id);
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
