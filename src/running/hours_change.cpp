#include "running/hours_change.hpp"

#include <algorithm>
#include <utility>

#include "base/service_limits.hpp"
#include "running/fit.hpp"

namespace skranke::running {
namespace {

using base::Result;
using booking::Calendar;

template <class T>
Result<Answer<T>> refuse(Refusal refusal) {
  return Answer<T>{.refusal = refusal, .value = {}};
}

struct Days {
  base::Day first = 0;
  base::Day last = 0;
};

std::vector<booking::Cell> cells_on(const Tools& tools, const appointments::Place& place,
                                    const Calendar& calendar, base::Day day) {
  const auto hours = booking::hours_on(calendar, tools.booking.settings.holidays, day);
  return booking::cells_on(hours.openings, day, *place.zone, tools.booking.settings.grid);
}

// What changes between two calendars on some days.
Result<Outlook> look_ahead(const Tools& tools, const appointments::Place& place, const Calendar& before,
                           const Calendar& after, Days days, Moment now) {
  Outlook outlook;
  outlook.place = &place;
  if (days.first > days.last) return outlook;
  const auto& zone = *place.zone;
  const auto visits = tools.store.visits(place.id, zone.at(days.first, 0), zone.at(days.last + 1, 0));
  if (!visits) return std::unexpected{visits.error()};
  auto visit = visits->begin();
  for (base::Day day = days.first; day <= days.last; ++day) {
    const auto cells = cells_on(tools, place, after, day);
    outlook.seats_before += seats_in(cells_on(tools, place, before, day));
    outlook.seats_after += seats_in(cells);
    const Instant end = zone.at(day + 1, 0);
    for (; visit != visits->end() && visit->start < end; ++visit) {
      if (visit->state != booking::State::booked || visit->start * seconds_a_minute <= now) continue;
      if (!fits(placed(*visit), cells, tools.booking.settings.grid)) outlook.hit.push_back(*visit);
    }
  }
  return outlook;
}

// New cells inside of a closure that stands are closed too.
Result<void> close_new_cells(const Tools& tools, const appointments::Place& place, const Author& author) {
  const auto closures = tools.store.closures(place.id, author.at / seconds_a_minute);
  if (!closures) return std::unexpected{closures.error()};
  if (closures->empty()) return {};
  const auto calendar = appointments::calendar_of(tools.booking, place);
  if (!calendar) return std::unexpected{calendar.error()};
  for (const Closure& closure : *closures) {
    ClosedSeats seats;
    const base::Day last = booking::day_of(closure.to - 1, *place.zone);
    for (base::Day day = booking::day_of(closure.from, *place.zone); day <= last; ++day) {
      const auto cells = cells_on(tools, place, *calendar, day);
      std::ranges::copy(closed_in(closure, cells, tools.booking.settings.grid), std::back_inserter(seats));
    }
    const auto closed = tools.store.close(closure, {}, seats, author);
    if (!closed) return std::unexpected{closed.error()};
  }
  return {};
}

// A change, told or made: `change` turns the calendar into the one that is wanted.
template <class Change, class Keep>
Result<Answer<Outlook>> make(const Tools& tools, const appointments::Place& place, Days days,
                             const Change& change, const Keep& keep, Mode mode, const Author& author) {
  const auto before = appointments::calendar_of(tools.booking, place);
  if (!before) return std::unexpected{before.error()};
  Calendar after = *before;
  change(after);
  auto outlook = look_ahead(tools, place, *before, after, days, author.at);
  if (!outlook) return std::unexpected{std::move(outlook.error())};
  if (mode == Mode::change) {
    const auto kept = keep();
    if (!kept) return std::unexpected{kept.error()};
    if (!*kept) return refuse<Outlook>(Refusal::changed_meanwhile);
    if (auto closed = close_new_cells(tools, place, author); !closed)
      return std::unexpected{std::move(closed.error())};
  }
  return Answer<Outlook>{.refusal = {}, .value = std::move(*outlook)};
}

base::Day today_at(const appointments::Place& place, Moment now) {
  return booking::day_of(now / seconds_a_minute, *place.zone);
}

}  // namespace

Result<Answer<HoursOverview>> hours_of(const Tools& tools, std::string_view centre, Moment now) {
  HoursOverview overview;
  overview.place = tools.booking.place(centre);
  if (overview.place == nullptr) return refuse<HoursOverview>(Refusal::centre_unknown);
  const appointments::Place& place = *overview.place;
  auto calendar = tools.booking.store.calendar(place.id);
  if (!calendar) return std::unexpected{std::move(calendar.error())};
  overview.calendar = std::move(*calendar);
  const auto& otherwise = place.hours.empty() ? tools.booking.settings.assumed_hours : place.hours;
  for (const auto& hours : otherwise) {
    if (hours.from <= today_at(place, now)) overview.otherwise = hours;
  }
  auto changes = tools.store.changes(place.id, base::limits::history_changes_max);
  if (!changes) return std::unexpected{std::move(changes.error())};
  overview.changes = std::move(*changes);
  auto closures = tools.store.closures(place.id, now / seconds_a_minute);
  if (!closures) return std::unexpected{std::move(closures.error())};
  overview.closures = std::move(*closures);
  return Answer<HoursOverview>{.refusal = {}, .value = std::move(overview)};
}

Result<Answer<Outlook>> change_hours(const Tools& tools, std::string_view centre,
                                     const booking::WeeklyHours& hours, Mode mode, const Author& author) {
  const auto* place = tools.booking.place(centre);
  if (place == nullptr) return refuse<Outlook>(Refusal::centre_unknown);
  const base::Day today = today_at(*place, author.at);
  const auto own = appointments::calendar_of(tools.booking, *place);
  if (!own) return std::unexpected{own.error()};
  Days days{.first = std::max(today, hours.from), .last = today + tools.booking.settings.horizon_days};
  const auto next = std::ranges::upper_bound(own->versions, hours.from, {}, &booking::WeeklyHours::from);
  if (next != own->versions.end()) days.last = std::min(days.last, next->from - 1);
  const auto change = [&hours](Calendar& calendar) {
    std::erase_if(calendar.versions, [&](const auto& version) { return version.from == hours.from; });
    const auto at = std::ranges::lower_bound(calendar.versions, hours.from, {}, &booking::WeeklyHours::from);
    calendar.versions.insert(at, hours);
  };
  const auto keep = [&] { return tools.store.say_hours(place->id, hours, author); };
  return make(tools, *place, days, change, keep, mode, author);
}

Result<Answer<Outlook>> add_exception(const Tools& tools, std::string_view centre,
                                      const booking::DayException& exception, Mode mode,
                                      const Author& author) {
  const auto* place = tools.booking.place(centre);
  if (place == nullptr) return refuse<Outlook>(Refusal::centre_unknown);
  const auto change = [&exception](Calendar& calendar) {
    std::erase_if(calendar.exceptions, [&](const auto& each) { return each.day == exception.day; });
    const auto at =
        std::ranges::lower_bound(calendar.exceptions, exception.day, {}, &booking::DayException::day);
    calendar.exceptions.insert(at, exception);
  };
  const auto keep = [&] { return tools.store.say_exception(place->id, exception, author); };
  return make(tools, *place, {exception.day, exception.day}, change, keep, mode, author);
}

Result<Answer<Outlook>> remove_exception(const Tools& tools, std::string_view centre, base::Day day,
                                         Mode mode, const Author& author) {
  const auto* place = tools.booking.place(centre);
  if (place == nullptr) return refuse<Outlook>(Refusal::centre_unknown);
  const auto own = tools.booking.store.calendar(place->id);
  if (!own) return std::unexpected{own.error()};
  if (std::ranges::find(own->exceptions, day, &booking::DayException::day) == own->exceptions.end())
    return refuse<Outlook>(Refusal::exception_unknown);
  const auto change = [day](Calendar& calendar) {
    std::erase_if(calendar.exceptions, [day](const auto& each) { return each.day == day; });
  };
  const auto keep = [&] { return tools.store.remove_exception(place->id, day, author); };
  return make(tools, *place, {day, day}, change, keep, mode, author);
}

}  // namespace skranke::running
