// Of the waiting list: who is in line, offering, and what ends by itself.
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "base/service_limits.hpp"
#include "storage/booking/booking_rows.hpp"
#include "storage/booking/holds.hpp"
#include "storage/booking/stored_waiting.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/booking/waiting_outbox.hpp"
#include "storage/booking/waiting_rows.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using booking::InLine;
using booking::Instant;
using booking::Moment;
using booking::WaitEnding;
using booking::Waiting;
using booking::WaitState;

Outcome<void> read_line(Transaction& transaction, const std::string& centre, std::int64_t count,
                        std::vector<InLine>& line) {
  const auto offered = transaction.run(
      "select o.waiting_id, o.start from waiting w join waiting_offer o on o.waiting_id = w.waiting_id "
      "where w.centre_id = $1 and w.ended_at is null",
      std::vector<Value>{centre});
  if (!offered) return std::unexpected{offered.error()};
  std::map<std::string, std::vector<Instant>, std::less<>> before;
  for (const Row& row : *offered) before[text_at(row, 0)].push_back(integer_at(row, 1));
  const auto rows = transaction.run(
      "select w.waiting_id, w.service, w.from_start, w.until_start, b.start from waiting w "
      "left join booking b on b.booking_id = w.booking_id "
      "where w.centre_id = $1 and w.ended_at is null and w.state = 'waiting' "
      "order by w.created_at, w.waiting_id limit $2",
      std::vector<Value>{centre, count});
  if (!rows) return std::unexpected{rows.error()};
  for (const Row& row : *rows) {
    const Instant until = integer_at(row, 3);
    line.push_back({.waiting_id = text_at(row, 0),
                    .service = text_at(row, 1),
                    .from = integer_at(row, 2),
                    .until = is_null(row, 4) ? until : std::min(until, integer_at(row, 4)),
                    .not_these = std::move(before[text_at(row, 0)])});
  }
  return {};
}

Outcome<void> offer_in(Transaction& transaction, const std::string& waiting_id, const booking::Hold& hold,
                       Moment now, bool& is_offered, bool& is_refused) {
  is_offered = false;
  is_refused = false;
  const auto found = find_waiting(transaction, waiting_id);
  if (!found) return std::unexpected{found.error()};
  if (!*found) return {};
  if ((*found)->is_earlier) {
    const auto visit = lock_booking(transaction, (*found)->booking_id);
    if (!visit) return std::unexpected{visit.error()};
    if (!*visit || (*visit)->start <= hold.seats.start) return {};
  }
  const auto locked = lock_waiting(transaction, waiting_id);
  if (!locked) return std::unexpected{locked.error()};
  const Waiting& waiting = **locked;
  if (waiting.state != WaitState::waiting || waiting.centre != hold.seats.centre ||
      waiting.service != hold.service)
    return {};
  const auto is_held = put_hold(transaction, hold, now);
  if (!is_held) return std::unexpected{is_held.error()};
  if (!*is_held) return {};
  const std::int32_t minutes = hold.seats.cells * hold.seats.grid;
  const auto first = transaction.run(
      "insert into waiting_offer (waiting_id, start, minutes, hold_id, until) values ($1, $2, $3, $4, $5) "
      "on conflict (waiting_id, start) do nothing returning start",
      std::vector<Value>{waiting_id, hold.seats.start, std::int64_t{minutes}, hold.hold_id, hold.until});
  if (!first) return std::unexpected{first.error()};
  if (first->empty()) {
    is_refused = true;  // it was offered to them before
    return undo();
  }
  auto offered = done(transaction,
                      "update waiting set state = 'offered', sequence = $2, changed_at = $3 "
                      "where waiting_id = $1",
                      {waiting_id, std::int64_t{waiting.sequence} + 1, now});
  if (!offered) return offered;
  is_offered = true;
  return tell_of(
      transaction,
      {.subject_id = waiting_id,
       .email = waiting.email,
       .phone = waiting.phone,
       .language = waiting.language,
       .sequence = waiting.sequence + 1},
      "offered",
      {.centre = hold.seats.centre, .service = hold.service, .start = hold.seats.start, .minutes = minutes},
      now);
}

// True where the entry changed: its offer was not answered in time, or its days are over.
Outcome<bool> settle_one(Transaction& transaction, const std::string& waiting_id, Moment now,
                         Instant first_start) {
  auto locked = lock_waiting(transaction, waiting_id);
  if (!locked) return std::unexpected{locked.error()};
  Waiting waiting = std::move(**locked);
  Outcome<void> changed;
  if (waiting.offer && waiting.offer->until <= now) {
    changed = close_offer(transaction, waiting, "unanswered");
    if (!changed) return std::unexpected{changed.error()};
    waiting.offer.reset();
    waiting.missed += 1;
    changed = waiting.missed >= base::limits::offers_unanswered_max
                  ? end_waiting(transaction, waiting, WaitState::over, WaitEnding::unanswered, now)
                  : wait_on(transaction, waiting_id, waiting.missed, now);
  } else if (waiting.state == WaitState::waiting && waiting.until <= first_start) {
    changed = end_waiting(transaction, waiting, WaitState::over, WaitEnding::days_over, now);
  } else {
    return false;
  }
  if (!changed) return std::unexpected{changed.error()};
  return true;
}

// In the order of ids, so that two servers that settle lock in one order.
Outcome<std::vector<std::string>> ids_of(Transaction& transaction, std::string_view sql, std::int64_t limit,
                                         std::int64_t count) {
  const auto rows = transaction.run(sql, std::vector<Value>{limit, count});
  if (!rows) return std::unexpected{rows.error()};
  std::vector<std::string> ids;
  ids.reserve(rows->size());
  for (const Row& row : *rows) ids.push_back(text_at(row, 0));
  std::ranges::sort(ids);
  return ids;
}

Outcome<void> forget_one(Transaction& transaction, const std::string& waiting_id, Moment now) {
  auto locked = lock_waiting(transaction, waiting_id);
  if (!locked) return std::unexpected{locked.error()};
  const Waiting& waiting = **locked;
  if (waiting.state == WaitState::waiting || waiting.state == WaitState::offered) {
    if (auto ended = end_waiting(transaction, waiting, WaitState::over, WaitEnding::days_over, now); !ended)
      return ended;
  }
  for (const std::string_view sql :
       {"update waiting set name = '', email = '', phone = '', person = '', contact = '' where waiting_id = "
        "$1",
        "update waiting_message set address = '', state = case when state = 'waiting' then 'overtaken' else "
        "state end where subject_id = $1",
        "delete from waiting_request where waiting_id = $1"}) {
    if (auto forgotten = done(transaction, sql, {waiting_id}); !forgotten) return forgotten;
  }
  return {};
}

}  // namespace

Result<std::vector<std::string>> StoredWaiting::centres_waited_for() {
  std::vector<std::string> centres;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    centres.clear();
    const auto rows = transaction.run(
        "select distinct centre_id from waiting where ended_at is null and state = 'waiting' "
        "order by centre_id");
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) centres.push_back(text_at(row, 0));
    return {};
  });
  if (!read) return bookings_unavailable(read.error());
  return centres;
}

Result<std::vector<InLine>> StoredWaiting::line(const std::string& centre, std::int64_t count) {
  std::vector<InLine> line;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    line.clear();
    return read_line(transaction, centre, count, line);
  });
  if (!read) return bookings_unavailable(read.error());
  return line;
}

Result<bool> StoredWaiting::offer(const std::string& waiting_id, const booking::Hold& hold, Moment now) {
  bool is_offered = false;
  bool is_refused = false;
  const auto written = database_.write([&](Transaction& transaction) {
    return offer_in(transaction, waiting_id, hold, now, is_offered, is_refused);
  });
  if (!written && !is_refused) return bookings_unavailable(written.error());
  return is_offered && written.has_value();
}

Result<std::int64_t> StoredWaiting::settle(Moment now, Instant first_start, std::int64_t count) {
  std::vector<std::string> due;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    due.clear();
    auto unanswered = ids_of(
        transaction,
        "select waiting_id from waiting_offer where answer is null and until <= $1 order by until limit $2",
        now, count);
    if (!unanswered) return std::unexpected{unanswered.error()};
    auto over = ids_of(transaction,
                       "select waiting_id from waiting where until_start <= $1 and ended_at is null and "
                       "state = 'waiting' order by until_start limit $2",
                       first_start, count);
    if (!over) return std::unexpected{over.error()};
    std::ranges::merge(*unanswered, *over, std::back_inserter(due));
    return {};
  });
  if (!read) return bookings_unavailable(read.error());
  std::int64_t changed = 0;
  // Most times there is nothing: the writer is left alone then.
  if (due.empty()) return changed;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    changed = 0;
    for (const std::string& waiting_id : due) {
      const auto is_changed = settle_one(transaction, waiting_id, now, first_start);
      if (!is_changed) return std::unexpected{is_changed.error()};
      changed += *is_changed ? 1 : 0;
    }
    return {};
  });
  if (!written) return bookings_unavailable(written.error());
  return changed;
}

Result<std::int64_t> StoredWaiting::forget_waiting(Instant last, Moment now, std::int64_t count) {
  std::int64_t forgotten = 0;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto ids = ids_of(transaction,
                            "select waiting_id from waiting where until_start <= $1 and (name <> '' or "
                            "email <> '' or phone <> '') limit $2",
                            last, count);
    if (!ids) return std::unexpected{ids.error()};
    for (const std::string& waiting_id : *ids) {
      if (auto done_one = forget_one(transaction, waiting_id, now); !done_one) return done_one;
    }
    forgotten = std::ssize(*ids);
    return {};
  });
  if (!written) return bookings_unavailable(written.error());
  return forgotten;
}

}  // namespace skranke::storage
