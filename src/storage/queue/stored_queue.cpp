#include "storage/queue/stored_queue.hpp"

#include <algorithm>
#include <utility>

#include "storage/queue/ticket_rows.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using queue::Day;
using queue::DaySequence;
using queue::Ticket;

std::unexpected<base::Problem> queue_unavailable(const Fault& fault) {
  std::string text{"the queue can't be read or kept: "};
  return base::fail(base::Fault::unavailable, text.append(fault.text));
}

Outcome<void> read_tickets(Transaction& transaction, Day& day) {
  std::string sql{"select "};
  sql.append(ticket_columns).append(" from ticket where centre_id = $1 and day = $2 order by made");
  const auto rows = transaction.run(sql, std::vector<Value>{day.centre, base::format_day(day.day)});
  if (!rows) return std::unexpected{rows.error()};
  day.tickets.reserve(rows->size());
  for (const Row& row : *rows) day.tickets.push_back(ticket_at(row));
  return {};
}

// The numbers that were given on a day.
struct Given {
  std::int64_t booked = 0;
  std::int64_t walk_ins = 0;
};

// Locks the day's row, so that who changes the day comes after everybody who has begun to. On PostgreSQL what
// is read afterwards is what they left.
Outcome<Given> lock_day(Transaction& transaction, Day& day) {
  const auto rows = transaction.run(
      "insert into queue_day (centre_id, day, sequence, booked, walk_ins) values ($1, $2, 0, 0, 0) "
      "on conflict (centre_id, day) do update set sequence = queue_day.sequence "
      "returning sequence, booked, walk_ins",
      std::vector<Value>{day.centre, base::format_day(day.day)});
  if (!rows) return std::unexpected{rows.error()};
  day.sequence = integer_at(rows->front(), 0);
  return Given{.booked = integer_at(rows->front(), 1), .walk_ins = integer_at(rows->front(), 2)};
}

Outcome<void> insert(Transaction& transaction, const Ticket& ticket) {
  std::string sql{"insert into ticket ("};
  sql.append(ticket_columns)
      .append(
          ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, "
          "$20, $21, $22, $23, $24, $25, $26)");
  return done(transaction, sql, row_of(ticket));
}

// Only what can change.
Outcome<void> update(Transaction& transaction, const Ticket& ticket) {
  const Row row = row_of(ticket);
  return done(
      transaction,
      "update ticket set service = $2, state = $3, counter = $4, wanted_counter = $5, called_at = $6, "
      "serving_at = $7, ended_at = $8, away_at = $9, calls = $10, unheeded = $11, outcome = $12, "
      "sequence = $13, undo = $14 where ticket_id = $1",
      {row[0], row[6], row[12], row[13], row[14], row[15], row[16], row[17], row[18], row[19], row[20],
       row[21], row[22], row[23]});
}

// Writes the ticket, a new one with its number, and puts it into `day`.
Outcome<void> keep(Transaction& transaction, Day& day, Given given, Ticket ticket) {
  ++day.sequence;
  ticket.sequence = day.sequence;
  if (ticket.made == 0) {
    ticket.made = day.sequence;
    std::int64_t& number = ticket.kind == queue::Kind::booked ? given.booked : given.walk_ins;
    ticket.number = static_cast<std::int32_t>(++number);
    if (auto kept = insert(transaction, ticket); !kept) return kept;
    day.tickets.push_back(std::move(ticket));
  } else {
    if (auto kept = update(transaction, ticket); !kept) return kept;
    const auto found = std::ranges::find(day.tickets, ticket.ticket_id, &Ticket::ticket_id);
    if (found != day.tickets.end()) *found = std::move(ticket);
  }
  return done(
      transaction,
      "update queue_day set sequence = $3, booked = $4, walk_ins = $5 where centre_id = $1 and day = $2",
      {day.centre, base::format_day(day.day), day.sequence, given.booked, given.walk_ins});
}

}  // namespace

Result<Day> StoredQueue::day(const std::string& centre, base::Day day) {
  Day read_day;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    read_day = {.centre = centre, .day = day, .sequence = 0, .tickets = {}};
    const auto rows = transaction.run("select sequence from queue_day where centre_id = $1 and day = $2",
                                      std::vector<Value>{centre, base::format_day(day)});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    read_day.sequence = integer_at(rows->front(), 0);
    return read_tickets(transaction, read_day);
  });
  if (!read) return queue_unavailable(read.error());
  return read_day;
}

Result<Day> StoredQueue::change(const std::string& centre, base::Day day, const queue::Change& change) {
  Day changed;
  bool is_unchanged = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    changed = {.centre = centre, .day = day, .sequence = 0, .tickets = {}};
    const auto given = lock_day(transaction, changed);
    if (!given) return std::unexpected{given.error()};
    if (auto read = read_tickets(transaction, changed); !read) return read;
    auto ticket = change(changed);
    is_unchanged = !ticket;
    // Rolls back the row of a day on which nothing has happened.
    if (!ticket) return fail(FaultKind::unique, "nothing is changed");
    return keep(transaction, changed, *given, std::move(*ticket));
  });
  if (!written && !is_unchanged) return queue_unavailable(written.error());
  return changed;
}

namespace {

Result<std::optional<DaySequence>> day_where(Database& database, std::string_view sql,
                                             const std::string& id) {
  std::optional<DaySequence> found;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    found.reset();
    const auto rows = transaction.run(sql, std::vector<Value>{id});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    const Row& row = rows->front();
    found = DaySequence{.centre = text_at(row, 0), .day = day_at(row, 1), .sequence = integer_at(row, 2)};
    return {};
  });
  if (!read) return queue_unavailable(read.error());
  return found;
}

}  // namespace

Result<std::optional<DaySequence>> StoredQueue::day_of_ticket(const std::string& ticket_id) {
  return day_where(database_, "select centre_id, day, sequence from ticket where ticket_id = $1", ticket_id);
}

Result<std::optional<DaySequence>> StoredQueue::day_of_booking(const std::string& booking_id) {
  return day_where(database_, "select centre_id, day, sequence from ticket where booking_id = $1",
                   booking_id);
}

Result<std::vector<DaySequence>> StoredQueue::sequences(base::Day from, base::Day to) {
  std::vector<DaySequence> all;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows =
        transaction.run("select centre_id, day, sequence from queue_day where day >= $1 and day <= $2",
                        std::vector<Value>{base::format_day(from), base::format_day(to)});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows)
      all.push_back({.centre = text_at(row, 0), .day = day_at(row, 1), .sequence = integer_at(row, 2)});
    return {};
  });
  if (!read) return queue_unavailable(read.error());
  return all;
}

Result<std::vector<queue::Visit>> StoredQueue::visits(const std::string& centre, queue::Moment from,
                                                      queue::Moment to) {
  constexpr queue::Moment seconds_a_minute = 60;
  std::vector<queue::Visit> all;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows = transaction.run(
        "select booking_id, service, start, name, language, party, state from booking "
        "where centre_id = $1 and start >= $2 and start < $3 order by start, booking_id",
        std::vector<Value>{centre, from / seconds_a_minute, to / seconds_a_minute});
    if (!rows) return std::unexpected{rows.error()};
    all.reserve(rows->size());
    for (const Row& row : *rows)
      all.push_back({.booking_id = text_at(row, 0),
                     .centre = centre,
                     .service = text_at(row, 1),
                     .start = integer_at(row, 2) * seconds_a_minute,
                     .name = text_at(row, 3),
                     .language = text_at(row, 4),
                     .party = static_cast<std::int32_t>(integer_at(row, 5)),
                     .is_cancelled = text_at(row, 6) == "cancelled"});
    return {};
  });
  if (!read) return queue_unavailable(read.error());
  return all;
}

}  // namespace skranke::storage
