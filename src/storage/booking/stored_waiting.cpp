#include "storage/booking/stored_waiting.hpp"

#include <utility>

#include "storage/booking/booking_rows.hpp"
#include "storage/booking/contacts.hpp"
#include "storage/booking/holds.hpp"
#include "storage/booking/moving.hpp"
#include "storage/booking/outbox.hpp"
#include "storage/booking/person_times.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/booking/waiting_rows.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using booking::Answering;
using booking::Booking;
using booking::Moment;
using booking::NewWaiting;
using booking::Waited;
using booking::WaitEnding;
using booking::Waiting;
using booking::WaitRefusal;
using booking::WaitState;

constexpr Moment seconds_a_minute = 60;

// Whether the visit that is to be earlier can still be.
bool is_to_come(const std::optional<Booking>& booking, Moment now) {
  return booking && booking->state == booking::State::booked && booking->start * seconds_a_minute > now;
}

// The entry of a request that was answered before.
Outcome<bool> replay(Transaction& transaction, const NewWaiting& wanted, Waited& waited) {
  if (wanted.request.empty()) return false;
  const auto rows = transaction.run("select waiting_id, body from waiting_request where request = $1",
                                    std::vector<Value>{wanted.request});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return false;
  if (text_at(rows->front(), 1) != wanted.request_body) {
    waited.refusal = WaitRefusal::key_reused;
    return true;
  }
  auto found = find_waiting(transaction, text_at(rows->front(), 0));
  if (!found) return std::unexpected{found.error()};
  waited.waiting = std::move(found->value());
  waited.is_replay = true;
  return true;
}

Outcome<void> insert_waiting(Transaction& transaction, const Waiting& waiting, Moment now) {
  return done(
      transaction,
      "insert into waiting (waiting_id, is_earlier, booking_id, centre_id, service, from_start, "
      "until_start, name, email, phone, language, party, person, contact, state, ending, missed, sequence, "
      "created_at, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $15, "
      "'waiting', '', 0, 0, $14, $14)",
      {waiting.waiting_id, flag_value(waiting.is_earlier), optional_text(waiting.booking_id), waiting.centre,
       waiting.service, waiting.from, waiting.until, waiting.name, waiting.email, waiting.phone,
       waiting.language, std::int64_t{waiting.party}, waiting.person, now, waiting.contact});
}

// False where somebody in line has one of the claims.
Outcome<bool> claim(Transaction& transaction, const NewWaiting& wanted) {
  for (const std::string& each : wanted.claims) {
    const auto first = transaction.run(
        "insert into waiting_claim (claim, waiting_id) values ($1, $2) on conflict (claim) do nothing "
        "returning claim",
        std::vector<Value>{each, wanted.waiting.waiting_id});
    if (!first) return std::unexpected{first.error()};
    if (first->empty()) return false;
  }
  return true;
}

Outcome<void> join_in(Transaction& transaction, const NewWaiting& wanted, Waited& waited) {
  waited = {};
  const auto before = replay(transaction, wanted, waited);
  if (!before) return std::unexpected{before.error()};
  if (*before) return {};
  const Waiting& waiting = wanted.waiting;
  if (waiting.is_earlier) {
    const auto booking = lock_booking(transaction, waiting.booking_id);
    if (!booking) return std::unexpected{booking.error()};
    if (!is_to_come(*booking, wanted.now)) {
      waited.refusal = WaitRefusal::booking_over;
      return {};
    }
    auto same = lock_waiting_for(transaction, waiting.booking_id);
    if (!same) return std::unexpected{same.error()};
    // A double click asks for the same days twice.
    if (*same && (*same)->from == waiting.from && (*same)->until == waiting.until) {
      waited.waiting = std::move(**same);
      waited.is_replay = true;
      return {};
    }
  }
  if (auto kept = insert_waiting(transaction, waiting, wanted.now); !kept) return kept;
  if (!wanted.request.empty()) {
    const auto first = transaction.run(
        "insert into waiting_request (request, body, waiting_id) values ($1, $2, $3) "
        "on conflict (request) do nothing returning request",
        std::vector<Value>{wanted.request, wanted.request_body, waiting.waiting_id});
    if (!first) return std::unexpected{first.error()};
    // The same request came twice at the same moment: the next try finds the other's answer.
    if (first->empty()) return fail(FaultKind::busy, "the same request is being answered at the same moment");
  }
  const auto is_first = claim(transaction, wanted);
  if (!is_first) return std::unexpected{is_first.error()};
  if (!*is_first) {
    waited.refusal = WaitRefusal::already_waiting;
    return undo();
  }
  waited.waiting = waiting;
  return {};
}

// The entry whose offer is answered, locked, and before it the visit that it is for. Sets the refusal where
// no such offer stands.
struct Locked {
  std::optional<Waiting> waiting;
  std::optional<Booking> booking;
};
Outcome<Locked> lock_offer(Transaction& transaction, const Answering& answering, Waited& waited) {
  Locked locked;
  auto found = find_waiting(transaction, answering.waiting_id);
  if (!found) return std::unexpected{found.error()};
  if (!*found) {
    waited.refusal = WaitRefusal::unknown;
    return locked;
  }
  if ((*found)->is_earlier) {
    auto booking = lock_booking(transaction, (*found)->booking_id);
    if (!booking) return std::unexpected{booking.error()};
    locked.booking = std::move(*booking);
  }
  auto waiting = lock_waiting(transaction, answering.waiting_id);
  if (!waiting) return std::unexpected{waiting.error()};
  locked.waiting = std::move(*waiting);
  const auto& offer = locked.waiting->offer;
  if (!offer || offer->until <= answering.now ||
      (answering.seen && *answering.seen != locked.waiting->sequence))
    waited.refusal = WaitRefusal::offer_over;
  return locked;
}

Booking booking_of(const Waiting& waiting, const Answering& answering) {
  return {.booking_id = answering.booking_id,
          .centre = waiting.centre,
          .service = waiting.service,
          .name = waiting.name,
          .email = waiting.email,
          .phone = waiting.phone,
          .language = waiting.language,
          .party = waiting.party,
          .plan = {},
          .advised = {},
          .created_at = answering.now,
          .changed_at = answering.now};
}

// Makes the visit of the entry, or says why it can't be; what was done until then is to be undone.
Outcome<std::optional<WaitRefusal>> keep_new(Transaction& transaction, const Booking& booking,
                                             const Waiting& waiting, const Answering& answering) {
  const Statement kept = booking_inserted(booking);
  if (auto done_it = transaction.run(kept.sql, kept.values); !done_it)
    return std::unexpected{done_it.error()};
  if (!waiting.person.empty()) {
    const auto is_free = take_time(transaction, waiting.person, booking);
    if (!is_free) return std::unexpected{is_free.error()};
    if (!*is_free) return WaitRefusal::already_booked;
  }
  if (!waiting.contact.empty()) {
    booking::NewBooking of_contact;
    of_contact.contact = waiting.contact;
    of_contact.contact_max = answering.contact_max;
    of_contact.now = answering.now;
    const auto has_place = take_place(transaction, of_contact, booking);
    if (!has_place) return std::unexpected{has_place.error()};
    if (!*has_place) return WaitRefusal::too_many;
  }
  if (auto told = tell(transaction, booking, booking::Event::confirmed, answering.now); !told)
    return std::unexpected{told.error()};
  return std::nullopt;
}

// Moves the visit to what was offered, or says why it can't be.
Outcome<std::optional<WaitRefusal>> keep_earlier(Transaction& transaction, Booking& booking,
                                                 const std::string& person, const booking::Judge& judge,
                                                 Moment now) {
  const auto is_moved = end_move(transaction, booking, person, judge, now);
  if (!is_moved) return std::unexpected{is_moved.error()};
  return *is_moved ? std::nullopt : std::optional{WaitRefusal::already_booked};
}

Outcome<void> accept_in(Transaction& transaction, const Answering& answering, const booking::Judge& judge,
                        Waited& waited) {
  waited = {};
  auto locked = lock_offer(transaction, answering, waited);
  if (!locked) return std::unexpected{locked.error()};
  if (waited.refusal == WaitRefusal::unknown) return {};
  Waiting waiting = std::move(*locked->waiting);
  if (waiting.state == WaitState::taken) {
    waited = {.refusal = {}, .waiting = std::move(waiting), .is_replay = true};
    return {};
  }
  if (waiting.is_earlier && !is_to_come(locked->booking, answering.now))
    waited.refusal = WaitRefusal::booking_over;
  if (waited.refusal) return {};
  const booking::Offer offer = *waiting.offer;
  Booking booking = waiting.is_earlier ? std::move(*locked->booking) : booking_of(waiting, answering);
  std::string person;
  if (waiting.is_earlier) {
    auto whose = begin_move(transaction, booking.booking_id);
    if (!whose) return std::unexpected{whose.error()};
    person = std::move(*whose);
  }
  const auto is_had = use_hold(transaction, offer.hold_id, answering.now, booking);
  if (!is_had) return std::unexpected{is_had.error()};
  if (!*is_had) {
    waited.refusal = WaitRefusal::offer_over;
    return undo();
  }
  // Before the visit moves, so that the entry is not taken for one that still waits.
  auto closed = done(transaction,
                     "update waiting_offer set answer = 'accepted' where waiting_id = $1 and answer is null",
                     {waiting.waiting_id});
  if (!closed) return closed;
  waiting.offer.reset();
  waiting.booking_id = booking.booking_id;
  if (auto ended = end_waiting(transaction, waiting, WaitState::taken, WaitEnding::none, answering.now);
      !ended)
    return ended;
  const auto refused = waiting.is_earlier ? keep_earlier(transaction, booking, person, judge, answering.now)
                                          : keep_new(transaction, booking, waiting, answering);
  if (!refused) return std::unexpected{refused.error()};
  if (*refused) {
    waited.refusal = **refused;
    return undo();
  }
  waiting.state = WaitState::taken;
  waited.waiting = std::move(waiting);
  return {};
}

Outcome<void> decline_in(Transaction& transaction, const Answering& answering, Waited& waited) {
  waited = {};
  auto locked = lock_offer(transaction, answering, waited);
  if (!locked) return std::unexpected{locked.error()};
  if (waited.refusal) return {};
  Waiting waiting = std::move(*locked->waiting);
  if (auto closed = close_offer(transaction, waiting, "declined"); !closed) return closed;
  if (auto waits = wait_on(transaction, waiting.waiting_id, 0, answering.now); !waits) return waits;
  waiting.offer.reset();
  waiting.state = WaitState::waiting;
  waiting.missed = 0;
  waited.waiting = std::move(waiting);
  return {};
}

Outcome<void> leave_in(Transaction& transaction, const std::string& waiting_id, Moment now, Waited& waited) {
  waited = {};
  auto found = lock_waiting(transaction, waiting_id);
  if (!found) return std::unexpected{found.error()};
  if (!*found) {
    waited.refusal = WaitRefusal::unknown;
    return {};
  }
  Waiting waiting = std::move(**found);
  const bool is_in_line = waiting.state == WaitState::waiting || waiting.state == WaitState::offered;
  if (is_in_line) {
    if (auto ended = end_waiting(transaction, waiting, WaitState::over, WaitEnding::left, now); !ended)
      return ended;
    waiting.offer.reset();
    waiting.state = WaitState::over;
    waiting.ending = WaitEnding::left;
  }
  waited.is_replay = !is_in_line;
  waited.waiting = std::move(waiting);
  return {};
}

// What a write gave, where a work may have undone itself for a refusal.
Result<Waited> result_of(const Outcome<void>& written, Waited waited) {
  if (!written && !waited.refusal) return bookings_unavailable(written.error());
  return waited;
}

Outcome<std::optional<Waiting>> find_in(Transaction& transaction, const std::string& waiting_id) {
  auto found = find_waiting(transaction, waiting_id);
  if (!found || !*found) return found;
  Waiting& waiting = **found;
  const auto rows = transaction.run(
      "select count(*) from waiting where centre_id = $1 and ended_at is null and (created_at < $2 or "
      "(created_at = $2 and waiting_id < $3)) and from_start < $4 and until_start > $5",
      std::vector<Value>{waiting.centre, waiting.created_at, waiting.waiting_id, waiting.until,
                         waiting.from});
  if (!rows) return std::unexpected{rows.error()};
  waiting.before = integer_at(rows->front(), 0);
  return found;
}

}  // namespace

Result<Waited> StoredWaiting::join(const NewWaiting& wanted) {
  Waited waited;
  const auto written =
      database_.write([&](Transaction& transaction) { return join_in(transaction, wanted, waited); });
  return result_of(written, std::move(waited));
}

Result<std::optional<Waiting>> StoredWaiting::find(const std::string& waiting_id) {
  std::optional<Waiting> found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    auto waiting = find_in(transaction, waiting_id);
    if (!waiting) return std::unexpected{waiting.error()};
    found = std::move(*waiting);
    return {};
  });
  if (!read) return bookings_unavailable(read.error());
  return found;
}

Result<std::optional<Waiting>> StoredWaiting::find_for(const std::string& booking_id) {
  std::optional<Waiting> found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    found.reset();
    const auto rows = transaction.run(
        "select waiting_id from waiting where booking_id = $1 and is_earlier = 1 and ended_at is null",
        std::vector<Value>{booking_id});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    auto waiting = find_in(transaction, text_at(rows->front(), 0));
    if (!waiting) return std::unexpected{waiting.error()};
    found = std::move(*waiting);
    return {};
  });
  if (!read) return bookings_unavailable(read.error());
  return found;
}

Result<Waited> StoredWaiting::accept(const Answering& answering) {
  Waited waited;
  const auto written = database_.write(
      [&](Transaction& transaction) { return accept_in(transaction, answering, judge_, waited); });
  return result_of(written, std::move(waited));
}

Result<Waited> StoredWaiting::decline(const Answering& answering) {
  Waited waited;
  const auto written =
      database_.write([&](Transaction& transaction) { return decline_in(transaction, answering, waited); });
  return result_of(written, std::move(waited));
}

Result<Waited> StoredWaiting::leave(const std::string& waiting_id, Moment now) {
  Waited waited;
  const auto written = database_.write(
      [&](Transaction& transaction) { return leave_in(transaction, waiting_id, now, waited); });
  return result_of(written, std::move(waited));
}

}  // namespace skranke::storage
