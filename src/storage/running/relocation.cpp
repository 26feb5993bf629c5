// A visit moved out of a closure, or cancelled and offered again: everything of it in one transaction.
#include <algorithm>
#include <optional>
#include <vector>

#include "storage/booking/booking_rows.hpp"
#include "storage/booking/contacts.hpp"
#include "storage/booking/followers.hpp"
#include "storage/booking/outbox.hpp"
#include "storage/booking/person_times.hpp"
#include "storage/booking/seats.hpp"
#include "storage/rows.hpp"
#include "storage/running/stored_running.hpp"
#include "storage/running/unavailable.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using booking::Booking;
using booking::State;
using running::Option;
using running::Relocated;
using running::Relocation;

constexpr booking::Moment seconds_a_minute = 60;

// Locks the booking, so that a citizen who changes it does so before or after. Empty where the closure has
// nothing to do with it any more.
Outcome<std::optional<Booking>> lock_hit(Transaction& transaction, const Relocation& relocation) {
  const auto& closure = relocation.closure;
  auto locked = lock_booking(transaction, relocation.booking_id);
  if (!locked) return locked;
  if (!*locked || (*locked)->centre != closure.centre || (*locked)->state != State::booked)
    return std::nullopt;
  const Booking& booking = **locked;
  const bool is_hit = booking.start < closure.to && booking.start + booking.minutes > closure.from &&
                      (!closure.counter || *closure.counter == booking.counter) &&
                      booking.start * seconds_a_minute > relocation.now;
  if (!is_hit) return std::nullopt;
  const auto ticket = transaction.run("select 1 from ticket where booking_id = $1",
                                      std::vector<Value>{relocation.booking_id});
  if (!ticket) return std::unexpected{ticket.error()};
  if (!ticket->empty()) return std::nullopt;
  return locked;
}

// Takes the first option that is free for the visit and for its person.
Outcome<bool> take_option(Transaction& transaction, const Relocation& relocation, const std::string& person,
                          Booking& booking) {
  for (const Option& option : relocation.options) {
    const booking::Seats seats{.centre = booking.centre,
                               .start = option.start,
                               .cells = (booking.minutes + relocation.grid - 1) / relocation.grid,
                               .grid = relocation.grid,
                               .counters = option.counters};
    const auto counter = take_seats(transaction, seats, booking.booking_id, std::nullopt, relocation.now);
    if (!counter) return std::unexpected{counter.error()};
    if (!*counter) continue;
    Booking there = booking;
    there.start = option.start;
    there.counter = **counter;
    if (person.empty()) return booking = std::move(there), true;
    const auto is_free = take_time(transaction, person, there);
    if (!is_free) return std::unexpected{is_free.error()};
    if (*is_free) return booking = std::move(there), true;
    if (auto given = give_back(transaction, booking.booking_id); !given)
      return std::unexpected{given.error()};
    if (auto given = give_time_back(transaction, booking.booking_id); !given)
      return std::unexpected{given.error()};
  }
  return false;
}

Outcome<void> keep_visit(Transaction& transaction, const Relocation& relocation, const Booking& before,
                         const Booking& after) {
  const bool is_moved = after.state == State::booked;
  return done(transaction,
              "insert into centre_closure_visit (closure_id, booking_id, from_start, from_counter, to_start, "
              "to_counter, done_at) values ($1, $2, $3, $4, $5, $6, $7) "
              "on conflict (closure_id, booking_id) do update set to_start = excluded.to_start, "
              "to_counter = excluded.to_counter, done_at = excluded.done_at",
              {relocation.closure.closure_id, before.booking_id, before.start, std::int64_t{before.counter},
               is_moved ? Value{after.start} : Value{},
               is_moved ? Value{std::int64_t{after.counter}} : Value{}, relocation.now});
}

// Says what has changed for the citizen; another counter at the same time is nothing to them.
Outcome<void> tell_citizen(Transaction& transaction, const Booking& after, booking::Moment now) {
  const auto event = after.state == State::booked ? booking::Event::moved : booking::Event::closed;
  if (auto told = tell_change(transaction, after, event, now); !told) return told;
  return after.state == State::booked ? follow_move(transaction, after, now)
                                      : follow_cancellation(transaction, after, now);
}

Outcome<void> relocate_in(Transaction& transaction, const Relocation& relocation, Relocated& relocated) {
  relocated = Relocated::untouched;
  const auto hit = lock_hit(transaction, relocation);
  if (!hit) return std::unexpected{hit.error()};
  if (!*hit) return {};
  const Booking& before = **hit;
  Booking after = before;
  const auto person = person_of(transaction, before.booking_id);
  if (!person) return std::unexpected{person.error()};
  if (auto given = give_back(transaction, before.booking_id); !given) return given;
  if (auto given = give_time_back(transaction, before.booking_id); !given) return given;
  // Before anything else can be taken: what is closed is nobody's from now on.
  if (auto closed =
          close_seats(transaction, before.centre, relocation.vacated, relocation.closure.closure_id);
      !closed)
    return closed;
  const auto is_taken = take_option(transaction, relocation, *person, after);
  if (!is_taken) return std::unexpected{is_taken.error()};
  if (!*is_taken && !relocation.is_offered_again) {
    relocated = Relocated::unplaced;
    return fail(FaultKind::unique, "unplaced");
  }
  if (!*is_taken) after.state = State::cancelled;
  const bool is_told = after.state == State::cancelled || after.start != before.start;
  if (is_told) after.sequence += 1;
  after.changed_at = relocation.now;
  if (auto kept = update_booking(transaction, after); !kept) return kept;
  const auto place = after.state == State::booked ? keep_place(transaction, after)
                                                  : give_place_back(transaction, after.booking_id);
  if (!place) return place;
  if (auto kept = keep_visit(transaction, relocation, before, after); !kept) return kept;
  relocated = *is_taken ? Relocated::moved : Relocated::offered;
  return is_told ? tell_citizen(transaction, after, relocation.now) : Outcome<void>{};
}

}  // namespace

Result<Relocated> StoredRunning::relocate(const Relocation& relocation) {
  Relocated relocated = Relocated::untouched;
  const auto written = database_.write(
      [&](Transaction& transaction) { return relocate_in(transaction, relocation, relocated); });
  if (!written && relocated != Relocated::unplaced) return centre_unavailable(written.error());
  return relocated;
}

}  // namespace skranke::storage
