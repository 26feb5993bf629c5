#include "storage/booking/stored_bookings.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "storage/booking/booking_rows.hpp"
#include "storage/booking/followers.hpp"
#include "storage/booking/holds.hpp"
#include "storage/booking/moving.hpp"
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
using booking::NewBooking;
using booking::Seats;
using booking::State;

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
  const auto found = find_booking(transaction, text_at(rows->front(), 0));
  if (!found) return std::unexpected{found.error()};
  booked.booking = found->value();
  booked.is_replay = true;
  return true;
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
  const auto is_taken = has_hold ? use_hold(transaction, wanted.hold_id, wanted.now, booking)
                                 : take_slot(transaction, wanted.seats, wanted.now, booking);
  if (!is_taken) return std::unexpected{is_taken.error()};
  if (!*is_taken) {
    return refuse(transaction, wanted, has_hold ? BookRefusal::hold_unknown : BookRefusal::slot_full, booked);
  }
  if (auto kept = insert_booking(transaction, booking); !kept) return kept;
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
  const auto person = begin_move(transaction, booking.booking_id);
  if (!person) return std::unexpected{person.error()};
  const auto is_taken = take_slot(transaction, move.seats, move.now, booking);
  if (!is_taken) return std::unexpected{is_taken.error()};
  if (!*is_taken) {
    booked.refusal = BookRefusal::slot_full;
    return undo();
  }
  booking.service = move.service;
  const auto is_moved = end_move(transaction, booking, *person, move.now);
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
    booking.state = State::cancelled;
    booking.sequence += 1;
    booking.changed_at = now;
    if (auto kept = update_booking(transaction, booking); !kept) return kept;
    if (auto told = tell(transaction, booking, "cancelled", now); !told) return told;
    if (auto told = remind(transaction, booking, now); !told) return told;
    if (auto told = follow_cancellation(transaction, booking, now); !told) return told;
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
  const auto put = put_hold(transaction, hold, now);
  if (!put) return std::unexpected{put.error()};
  is_held = *put;
  return {};
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
