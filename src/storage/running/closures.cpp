// Closures, and the seats that they take.
#include <vector>

#include "storage/booking/seats.hpp"
#include "storage/rows.hpp"
#include "storage/running/revisions.hpp"
#include "storage/running/stored_running.hpp"
#include "storage/running/unavailable.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using booking::Instant;
using running::Author;
using running::Closure;

constexpr std::int64_t every_counter = -1;
constexpr Instant minutes_a_day = booking::minutes_a_day;

std::int64_t counter_of(const Closure& closure) {
  return closure.counter ? std::int64_t{*closure.counter} : every_counter;
}

// False where one of the same time and counter stands.
Outcome<bool> insert_closure(Transaction& transaction, const Closure& closure, const Author& author) {
  const auto added = transaction.run(
      "insert into centre_closure (closure_id, centre_id, starts, ends, counter, reason, officer_id, "
      "closed_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8) "
      "on conflict (centre_id, starts, ends, counter) where lifted_at is null do nothing "
      "returning closure_id",
      std::vector<Value>{closure.closure_id, closure.centre, closure.from, closure.to, counter_of(closure),
                         closure.reason, author.officer_id, author.at});
  if (!added) return std::unexpected{added.error()};
  return !added->empty();
}

Outcome<void> insert_parts(Transaction& transaction, const Closure& closure,
                           const std::vector<booking::DayClosure>& days) {
  for (const auto& day : days) {
    auto kept =
        done(transaction,
             "insert into centre_closure_part (closure_id, centre_id, day, from_minute, to_minute, reason) "
             "values ($1, $2, $3, $4, $5, $6)",
             {closure.closure_id, closure.centre, base::format_day(day.day), std::int64_t{day.from},
              std::int64_t{day.to}, day.reason});
    if (!kept) return kept;
  }
  return {};
}

Outcome<void> close_in(Transaction& transaction, const Closure& wanted,
                       const std::vector<booking::DayClosure>& days, const running::ClosedSeats& seats,
                       const Author& author, std::string& closure_id) {
  closure_id = wanted.closure_id;
  const auto standing = transaction.run(
      "select closure_id from centre_closure where centre_id = $1 and starts = $2 and ends = $3 "
      "and counter = $4 and lifted_at is null",
      std::vector<Value>{wanted.centre, wanted.from, wanted.to, counter_of(wanted)});
  if (!standing) return std::unexpected{standing.error()};
  if (!standing->empty()) {
    closure_id = text_at(standing->front(), 0);
  } else {
    const auto is_new = insert_closure(transaction, wanted, author);
    if (!is_new) return std::unexpected{is_new.error()};
    // Another server closes the same: the next try finds it.
    if (!*is_new) return fail(FaultKind::busy, "the same is closed at the same moment");
    if (auto kept = insert_parts(transaction, wanted, days); !kept) return kept;
    const auto day = static_cast<base::Day>(wanted.from / minutes_a_day);
    const auto revision = add_revision(
        transaction, wanted.centre,
        {.kind = "closure", .day = days.empty() ? day : days.front().day, .reason = wanted.reason},
        {.officer_id = author.officer_id, .at = author.at, .seen = std::nullopt});
    if (!revision) return std::unexpected{revision.error()};
  }
  return close_seats(transaction, wanted.centre, seats, closure_id);
}

}  // namespace

Result<std::string> StoredRunning::close(const Closure& closure, const std::vector<booking::DayClosure>& days,
                                         const running::ClosedSeats& seats, const Author& author) {
  std::string closure_id;
  const auto written = database_.write([&](Transaction& transaction) {
    return close_in(transaction, closure, days, seats, author, closure_id);
  });
  if (!written) return centre_unavailable(written.error());
  return closure_id;
}

Result<std::vector<Closure>> StoredRunning::closures(const std::string& centre, Instant from) {
  std::vector<Closure> closures;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    closures.clear();
    const auto rows = transaction.run(
        "select closure_id, starts, ends, counter, reason from centre_closure where centre_id = $1 "
        "and ends > $2 and lifted_at is null order by starts, closure_id",
        std::vector<Value>{centre, from});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      Closure closure{.closure_id = text_at(row, 0),
                      .centre = centre,
                      .from = integer_at(row, 1),
                      .to = integer_at(row, 2),
                      .counter = std::nullopt,
                      .reason = text_at(row, 4)};
      if (integer_at(row, 3) != every_counter)
        closure.counter = static_cast<std::int32_t>(integer_at(row, 3));
      closures.push_back(std::move(closure));
    }
    return {};
  });
  if (!read) return centre_unavailable(read.error());
  return closures;
}

Result<bool> StoredRunning::lift(const std::string& centre, const std::string& closure_id,
                                 const Author& author) {
  bool is_lifted = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    is_lifted = false;
    const auto lifted = transaction.run(
        "update centre_closure set lifted_by = $3, lifted_at = $4 where centre_id = $1 and closure_id = $2 "
        "and lifted_at is null returning starts, reason",
        std::vector<Value>{centre, closure_id, author.officer_id, author.at});
    if (!lifted) return std::unexpected{lifted.error()};
    if (lifted->empty()) return {};
    const auto day = static_cast<base::Day>(integer_at(lifted->front(), 0) / minutes_a_day);
    const auto revision = add_revision(
        transaction, centre, {.kind = "reopening", .day = day, .reason = text_at(lifted->front(), 1)},
        {.officer_id = author.officer_id, .at = author.at, .seen = std::nullopt});
    if (!revision) return std::unexpected{revision.error()};
    is_lifted = true;
    return give_back(transaction, closure_id);
  });
  if (!written) return centre_unavailable(written.error());
  return is_lifted;
}

Result<std::vector<running::ClosureVisit>> StoredRunning::closure_visits(const std::string& closure_id) {
  std::vector<running::ClosureVisit> visits;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    visits.clear();
    const auto rows = transaction.run(
        "select booking_id, from_start, from_counter, to_start, to_counter from centre_closure_visit "
        "where closure_id = $1 order by from_start, booking_id",
        std::vector<Value>{closure_id});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      running::ClosureVisit visit{.booking_id = text_at(row, 0),
                                  .from = integer_at(row, 1),
                                  .from_counter = static_cast<std::int32_t>(integer_at(row, 2)),
                                  .to = std::nullopt};
      if (!is_null(row, 3)) {
        visit.to = integer_at(row, 3);
        visit.to_counter = static_cast<std::int32_t>(integer_at(row, 4));
      }
      visits.push_back(std::move(visit));
    }
    return {};
  });
  if (!read) return centre_unavailable(read.error());
  return visits;
}

}  // namespace skranke::storage
