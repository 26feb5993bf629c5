#include "running/day_calendar.hpp"

#include <utility>

namespace skranke::running {
namespace {

CalendarDay day_from(const booking::DayHours& hours, base::Day day) {
  CalendarDay each;
  each.day = day;
  each.openings = hours.openings;
  each.is_assumed = hours.is_assumed;
  if (hours.closure != nullptr)
    each.reason = hours.closure->reason;
  else if (hours.exception != nullptr)
    each.reason = hours.exception->reason;
  if (hours.holiday != nullptr) each.holiday = hours.holiday->id;
  return each;
}

}  // namespace

base::Result<Answer<DayCalendar>> days_of(const Tools& tools, std::string_view centre, base::Day from,
                                          base::Day to) {
  Answer<DayCalendar> answer;
  answer.value.place = tools.booking.place(centre);
  if (answer.value.place == nullptr) {
    answer.refusal = Refusal::centre_unknown;
    return answer;
  }
  const appointments::Place& place = *answer.value.place;
  const auto calendar = appointments::calendar_of(tools.booking, place);
  if (!calendar) return std::unexpected{calendar.error()};
  auto visits = tools.store.visits(place.id, place.zone->at(from, 0), place.zone->at(to + 1, 0));
  if (!visits) return std::unexpected{std::move(visits.error())};
  auto visit = visits->begin();
  for (base::Day day = from; day <= to; ++day) {
    answer.value.days.push_back(
        day_from(booking::hours_on(*calendar, tools.booking.settings.holidays, day), day));
    const Instant end = place.zone->at(day + 1, 0);
    for (; visit != visits->end() && visit->start < end; ++visit)
      answer.value.days.back().visits.push_back(std::move(*visit));
  }
  return answer;
}

}  // namespace skranke::running
