#include "storage/booking/calendar.hpp"

#include <utility>

#include "storage/booking/stored_bookings.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

booking::Opening opening_at(const Row& row, std::size_t first) {
  return {.opens = static_cast<booking::Minute>(integer_at(row, first)),
          .closes = static_cast<booking::Minute>(integer_at(row, first + 1)),
          .counters = static_cast<std::int32_t>(integer_at(row, first + 2))};
}

}  // namespace

std::array<Statement, 3> calendar_asked(const std::string& centre) {
  return {
      Statement{
          .sql = "select valid_from, weekday, opens, closes, counters from centre_hours where centre_id = $1 "
                 "order by valid_from, weekday, opens",
          .values = {centre}},
      Statement{.sql =
                    "select day, opens, closes, counters, reason from centre_exception where centre_id = $1 "
                    "order by day, part",
                .values = {centre}},
      Statement{.sql = "select p.day, p.from_minute, p.to_minute, p.reason from centre_closure_part p "
                       "join centre_closure c on c.closure_id = p.closure_id "
                       "where p.centre_id = $1 and c.lifted_at is null order by p.day, p.from_minute",
                .values = {centre}}};
}

booking::Calendar calendar_read(const Rows& hours, const Rows& exceptions, const Rows& closures) {
  booking::Calendar calendar;
  for (const Row& row : hours) {
    const base::Day from = day_at(row, 0);
    if (calendar.versions.empty() || calendar.versions.back().from != from)
      calendar.versions.push_back({.from = from, .days = {}, .is_assumed = false});
    calendar.versions.back()
        .days.at(static_cast<std::size_t>(integer_at(row, 1)))
        .push_back(opening_at(row, 2));
  }
  for (const Row& row : exceptions) {
    const base::Day day = day_at(row, 0);
    if (calendar.exceptions.empty() || calendar.exceptions.back().day != day)
      calendar.exceptions.push_back({.day = day, .openings = {}, .reason = text_at(row, 4)});
    if (!is_null(row, 1)) calendar.exceptions.back().openings.push_back(opening_at(row, 1));
  }
  // Only closures that stand.
  for (const Row& row : closures)
    calendar.closures.push_back({.day = day_at(row, 0),
                                 .from = static_cast<booking::Minute>(integer_at(row, 1)),
                                 .to = static_cast<booking::Minute>(integer_at(row, 2)),
                                 .reason = text_at(row, 3)});
  return calendar;
}

Statement revision_asked(const std::string& centre) {
  return {.sql = "select coalesce(max(revision), 0) from centre_change where centre_id = $1",
          .values = {centre}};
}

std::shared_ptr<const KnownCalendars::Known> KnownCalendars::find(const std::string& centre) const {
  const std::scoped_lock lock{mutex_};
  const auto found = by_centre_.find(centre);
  return found == by_centre_.end() ? nullptr : found->second;
}

void KnownCalendars::keep(const std::string& centre, Known known) {
  auto kept = std::make_shared<const Known>(std::move(known));
  const std::scoped_lock lock{mutex_};
  auto& place = by_centre_[centre];
  if (place == nullptr || place->revision <= kept->revision) place = std::move(kept);
}

base::Result<booking::Calendar> StoredBookings::calendar(const std::string& centre) {
  booking::Calendar calendar;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run_all(calendar_asked(centre));
    if (!rows) return std::unexpected{rows.error()};
    calendar = calendar_read(rows->at(0), rows->at(1), rows->at(2));
    return {};
  });
  if (!read) return bookings_unavailable(read.error());
  return calendar;
}

}  // namespace skranke::storage
