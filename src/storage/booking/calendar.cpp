// A centre's own hours, as they are kept.
#include "storage/booking/stored_bookings.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

Outcome<void> read_hours(Transaction& transaction, const std::string& centre, booking::Calendar& calendar) {
  const auto hours = transaction.run(
      "select valid_from, weekday, opens, closes, counters from centre_hours where centre_id = $1 "
      "order by valid_from, weekday, opens",
      std::vector<Value>{centre});
  if (!hours) return std::unexpected{hours.error()};
  for (const Row& row : *hours) {
    const base::Day from = day_at(row, 0);
    if (calendar.versions.empty() || calendar.versions.back().from != from)
      calendar.versions.push_back({.from = from, .days = {}, .is_assumed = false});
    calendar.versions.back()
        .days.at(static_cast<std::size_t>(integer_at(row, 1)))
        .push_back({.opens = static_cast<booking::Minute>(integer_at(row, 2)),
                    .closes = static_cast<booking::Minute>(integer_at(row, 3)),
                    .counters = static_cast<std::int32_t>(integer_at(row, 4))});
  }
  return {};
}

Outcome<void> read_exceptions(Transaction& transaction, const std::string& centre,
                              booking::Calendar& calendar) {
  const auto exceptions = transaction.run(
      "select day, opens, closes, counters, reason from centre_exception where centre_id = $1 "
      "order by day, part",
      std::vector<Value>{centre});
  if (!exceptions) return std::unexpected{exceptions.error()};
  for (const Row& row : *exceptions) {
    const base::Day day = day_at(row, 0);
    if (calendar.exceptions.empty() || calendar.exceptions.back().day != day)
      calendar.exceptions.push_back({.day = day, .openings = {}, .reason = text_at(row, 4)});
    if (is_null(row, 1)) continue;
    calendar.exceptions.back().openings.push_back(
        {.opens = static_cast<booking::Minute>(integer_at(row, 1)),
         .closes = static_cast<booking::Minute>(integer_at(row, 2)),
         .counters = static_cast<std::int32_t>(integer_at(row, 3))});
  }
  return {};
}

// The parts of days that are closed suddenly: only of closures that stand.
Outcome<void> read_closures(Transaction& transaction, const std::string& centre,
                            booking::Calendar& calendar) {
  const auto parts = transaction.run(
      "select p.day, p.from_minute, p.to_minute, p.reason from centre_closure_part p "
      "join centre_closure c on c.closure_id = p.closure_id "
      "where p.centre_id = $1 and c.lifted_at is null order by p.day, p.from_minute",
      std::vector<Value>{centre});
  if (!parts) return std::unexpected{parts.error()};
  for (const Row& row : *parts)
    calendar.closures.push_back({.day = day_at(row, 0),
                                 .from = static_cast<booking::Minute>(integer_at(row, 1)),
                                 .to = static_cast<booking::Minute>(integer_at(row, 2)),
                                 .reason = text_at(row, 3)});
  return {};
}

}  // namespace

base::Result<booking::Calendar> StoredBookings::calendar(const std::string& centre) {
  booking::Calendar calendar;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    calendar = {};
    if (auto hours = read_hours(transaction, centre, calendar); !hours) return hours;
    if (auto exceptions = read_exceptions(transaction, centre, calendar); !exceptions) return exceptions;
    return read_closures(transaction, centre, calendar);
  });
  if (!read) return bookings_unavailable(read.error());
  return calendar;
}

}  // namespace skranke::storage
