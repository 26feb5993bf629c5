#include "running/centre_figures.hpp"

#include <utility>
#include <vector>

#include "running/fit.hpp"

namespace skranke::running {
namespace {

// Cells are counted rather than hours, so that a clock change and the end of an opening count as they are
// booked.
std::int64_t minutes_open(const Tools& tools, const appointments::Place& place,
                          const booking::Calendar& calendar, const std::vector<Closure>& closures,
                          base::Day day) {
  const std::int32_t grid = tools.booking.settings.grid;
  const auto hours = booking::hours_on(calendar, tools.booking.settings.holidays, day);
  const auto cells = booking::cells_on(hours.openings, day, *place.zone, grid);
  std::int64_t closed = 0;
  if (!cells.empty()) {
    for (const Closure& closure : closures) {
      // Those of the whole centre are in the hours already.
      if (closure.counter && closure.from < cells.back().start + grid && closure.to > cells.front().start)
        closed += std::ssize(closed_in(closure, cells, grid));
    }
  }
  return (seats_in(cells) - closed) * grid;
}

}  // namespace

base::Result<Answer<CentreFigures>> figures_of(const Tools& tools, std::string_view centre, base::Day from,
                                               base::Day to, Moment now) {
  Answer<CentreFigures> answer;
  answer.value.place = tools.booking.place(centre);
  if (answer.value.place == nullptr) {
    answer.refusal = Refusal::centre_unknown;
    return answer;
  }
  const appointments::Place& place = *answer.value.place;
  const auto calendar = appointments::calendar_of(tools.booking, place);
  if (!calendar) return std::unexpected{calendar.error()};
  const auto closures = tools.store.closures(place.id, place.zone->at(from, 0));
  if (!closures) return std::unexpected{closures.error()};
  std::vector<FigureDay> days;
  for (base::Day day = from; day <= to; ++day) {
    days.push_back({.day = day,
                    .from = place.zone->at(day, 0),
                    .to = place.zone->at(day + 1, 0),
                    .minutes_open = minutes_open(tools, place, *calendar, *closures, day)});
  }
  const auto facts = tools.store.facts(place.id, days.front().from, days.back().to, from, to);
  if (!facts) return std::unexpected{facts.error()};
  answer.value.figures = figures_of(days, *facts, now);
  return answer;
}

}  // namespace skranke::running
