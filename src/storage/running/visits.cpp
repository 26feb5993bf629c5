// Visits of a centre: those of its calendar, and those that its figures count.
#include <utility>

#include "storage/rows.hpp"
#include "storage/running/stored_running.hpp"
#include "storage/running/unavailable.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using booking::Instant;
using running::CentreVisit;
using running::VisitFact;

std::optional<booking::Moment> moment_at(const Row& row, std::size_t column) {
  return is_null(row, column) ? std::nullopt : std::optional{integer_at(row, column)};
}

// The columns of a ticket, from `column` on: day, arrived_at, called_at, serving_at, ended_at, outcome.
void read_ticket(const Row& row, std::size_t column, VisitFact& fact) {
  if (is_null(row, column)) return;
  fact.has_ticket = true;
  fact.ticket_day = day_at(row, column);
  fact.arrived_at = integer_at(row, column + 1);
  fact.called_at = moment_at(row, column + 2);
  fact.serving_at = moment_at(row, column + 3);
  fact.ended_at = moment_at(row, column + 4);
  fact.outcome = optional_text_at(row, column + 5);
}

Outcome<void> read_booked(Transaction& transaction, const std::string& centre, Instant from, Instant to,
                          std::vector<VisitFact>& facts) {
  const auto rows = transaction.run(
      "select b.start, b.minutes, b.created_at, b.advised, t.day, t.arrived_at, t.called_at, "
      "t.serving_at, t.ended_at, t.outcome from booking b left join ticket t on t.booking_id = b.booking_id "
      "where b.centre_id = $1 and b.start >= $2 and b.start < $3 "
      "and (b.state = 'booked' or t.ticket_id is not null)",
      std::vector<Value>{centre, from, to});
  if (!rows) return std::unexpected{rows.error()};
  facts.reserve(rows->size());
  for (const Row& row : *rows) {
    VisitFact fact;
    fact.start = integer_at(row, 0);
    fact.minutes = static_cast<std::int32_t>(integer_at(row, 1));
    fact.created_at = integer_at(row, 2);
    fact.advised = optional_text_at(row, 3);
    read_ticket(row, 4, fact);
    facts.push_back(std::move(fact));
  }
  return {};
}

Outcome<void> read_walk_ins(Transaction& transaction, const std::string& centre, base::Day first,
                            base::Day last, std::vector<VisitFact>& facts) {
  const auto rows = transaction.run(
      "select day, arrived_at, called_at, serving_at, ended_at, outcome from ticket "
      "where centre_id = $1 and day >= $2 and day <= $3 and kind = 'walk-in'",
      std::vector<Value>{centre, base::format_day(first), base::format_day(last)});
  if (!rows) return std::unexpected{rows.error()};
  for (const Row& row : *rows) {
    VisitFact fact;
    read_ticket(row, 0, fact);
    facts.push_back(std::move(fact));
  }
  return {};
}

}  // namespace

Result<std::vector<CentreVisit>> StoredRunning::visits(const std::string& centre, Instant from, Instant to) {
  std::vector<CentreVisit> visits;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    visits.clear();
    const auto rows = transaction.run(
        "select b.booking_id, b.start, b.minutes, b.counter, b.service, b.state, b.party, b.name, b.advised, "
        "t.ticket_id from booking b left join ticket t on t.booking_id = b.booking_id "
        "where b.centre_id = $1 and b.start >= $2 and b.start < $3 order by b.start, b.booking_id",
        std::vector<Value>{centre, from, to});
    if (!rows) return std::unexpected{rows.error()};
    visits.reserve(rows->size());
    for (const Row& row : *rows)
      visits.push_back(
          {.booking_id = text_at(row, 0),
           .start = integer_at(row, 1),
           .minutes = static_cast<std::int32_t>(integer_at(row, 2)),
           .counter = static_cast<std::int32_t>(integer_at(row, 3)),
           .service = text_at(row, 4),
           .state = text_at(row, 5) == "cancelled" ? booking::State::cancelled : booking::State::booked,
           .party = static_cast<std::int32_t>(integer_at(row, 6)),
           .name = text_at(row, 7),
           .advised = optional_text_at(row, 8),
           .has_arrived = !is_null(row, 9)});
    return {};
  });
  if (!read) return centre_unavailable(read.error());
  return visits;
}

Result<std::vector<VisitFact>> StoredRunning::facts(const std::string& centre, Instant from, Instant to,
                                                    base::Day first, base::Day last) {
  std::vector<VisitFact> facts;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    facts.clear();
    if (auto booked = read_booked(transaction, centre, from, to, facts); !booked) return booked;
    return read_walk_ins(transaction, centre, first, last, facts);
  });
  if (!read) return centre_unavailable(read.error());
  return facts;
}

}  // namespace skranke::storage
