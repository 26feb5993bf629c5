#include "running/closing.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "running/closure_plan.hpp"
#include "running/fit.hpp"

namespace skranke::running {
namespace {

using base::Result;
using booking::Cell;

// Citizens who move and cancel at the same moment free seats that the next pass closes; each pass leaves
// less.
constexpr int passes_max = 20;

// One closure at work: the centre, and the cells of its days as planned.
struct Work {
  const Tools& tools;
  const appointments::Place& place;
  const Closure& closure;
  Moment now;
  std::map<base::Day, std::vector<Cell>> days;

  [[nodiscard]] std::int32_t grid() const { return tools.booking.settings.grid; }
  [[nodiscard]] Instant minute() const { return now / seconds_a_minute; }
  [[nodiscard]] const std::vector<Cell>& cells_at(Instant start) const {
    static const std::vector<Cell> none;
    const auto found = days.find(booking::day_of(start, *place.zone));
    return found == days.end() ? none : found->second;
  }
};

// The days' cells, those of this closure's own included: what is closed is left out by the closure itself.
Result<void> read_days(Work& work) {
  auto calendar = appointments::calendar_of(work.tools.booking, work.place);
  if (!calendar) return std::unexpected{std::move(calendar.error())};
  const base::Day last = booking::day_of(work.closure.to - 1, *work.place.zone);
  for (base::Day day = booking::day_of(work.closure.from, *work.place.zone); day <= last; ++day) {
    const auto hours = booking::hours_on(*calendar, work.tools.booking.settings.holidays, day);
    work.days.emplace(day, booking::cells_on(hours.openings, day, *work.place.zone, work.grid()));
  }
  return {};
}

Result<std::vector<CentreVisit>> hit_now(const Work& work) {
  const auto visits =
      work.tools.store.visits(work.place.id, work.closure.from - visit_minutes_max, work.closure.to);
  if (!visits) return std::unexpected{visits.error()};
  return hit_of(work.closure, *visits, work.minute());
}

// The parts of days that are closed as a whole, in local time.
std::vector<booking::DayClosure> parts_of(const Work& work) {
  std::vector<booking::DayClosure> parts;
  if (work.closure.counter) return parts;
  const booking::TimeZone& zone = *work.place.zone;
  const base::Day first = booking::day_of(work.closure.from, zone);
  const base::Day last = booking::day_of(work.closure.to - 1, zone);
  const auto minute_of = [&zone](Instant instant, base::Day day) {
    return static_cast<booking::Minute>(instant + zone.offset(instant) -
                                        Instant{day} * booking::minutes_a_day);
  };
  for (base::Day day = first; day <= last; ++day) {
    const booking::Minute from = day == first ? minute_of(work.closure.from, day) : 0;
    const booking::Minute to = day == last ? minute_of(work.closure.to - 1, day) + 1 : booking::minutes_a_day;
    parts.push_back({.day = day, .from = from, .to = to, .reason = work.closure.reason});
  }
  return parts;
}

ClosedSeats seats_of(const Work& work) {
  ClosedSeats seats;
  for (const auto& [day, cells] : work.days)
    std::ranges::copy(closed_in(work.closure, cells, work.grid()), std::back_inserter(seats));
  return seats;
}

Result<std::vector<ClosureVisit>> plan(const Work& work) {
  const auto hit = hit_now(work);
  if (!hit) return std::unexpected{hit.error()};
  std::vector<ClosureVisit> planned;
  for (auto first = hit->begin(); first != hit->end();) {
    const base::Day day = booking::day_of(first->start, *work.place.zone);
    const auto last = std::find_if(first, hit->end(), [&](const CentreVisit& visit) {
      return booking::day_of(visit.start, *work.place.zone) != day;
    });
    const auto taken = work.tools.booking.store.taken(work.place.id, work.place.zone->at(day, 0),
                                                      work.place.zone->at(day + 1, 0), work.now);
    if (!taken) return std::unexpected{taken.error()};
    const ClosedDay closed{
        .cells = work.cells_at(first->start), .taken = *taken, .grid = work.grid(), .now = work.minute()};
    std::ranges::move(plan_day(work.closure, closed, {first, last}), std::back_inserter(planned));
    first = last;
  }
  std::ranges::stable_sort(planned, {}, &ClosureVisit::from);
  return planned;
}

Result<Relocated> relocate(const Work& work, const CentreVisit& visit, bool is_last_try) {
  const auto& cells = work.cells_at(visit.start);
  const auto closed = closed_in(work.closure, cells, work.grid());
  const auto slots = booking::slots_of(cells, closed, cells_of(visit.minutes, work.grid()));
  Relocation relocation{.booking_id = visit.booking_id,
                        .closure = work.closure,
                        .options = same_time(placed(visit), slots),
                        .is_offered_again = is_last_try,
                        .vacated = closed_of(work.closure, placed(visit), work.grid()),
                        .grid = work.grid(),
                        .now = work.now};
  if (is_last_try)
    std::ranges::copy(nearby(placed(visit), slots, work.minute()), std::back_inserter(relocation.options));
  else if (relocation.options.empty())
    return Relocated::unplaced;
  return work.tools.store.relocate(relocation);
}

// Whoever can keep their time does; then the others. False where nobody is left.
Result<bool> pass(const Work& work) {
  const auto hit = hit_now(work);
  if (!hit) return std::unexpected{hit.error()};
  for (const bool is_last_try : {false, true}) {
    for (const CentreVisit& visit : *hit) {
      const auto done = relocate(work, visit, is_last_try);
      if (!done) return std::unexpected{done.error()};
    }
  }
  return !hit->empty();
}

}  // namespace

Result<Answer<ClosureReport>> close(const Tools& tools, std::string_view centre, const ClosureWish& wish,
                                    Mode mode, const Author& author) {
  const auto* place = tools.booking.place(centre);
  if (place == nullptr) return Answer<ClosureReport>{.refusal = Refusal::centre_unknown, .value = {}};
  const Instant grid = tools.booking.settings.grid;
  Closure closure{.closure_id = {},
                  .centre = place->id,
                  .from = wish.from / grid * grid,
                  .to = (wish.to + grid - 1) / grid * grid,
                  .counter = wish.counter,
                  .reason = wish.reason};
  Work work{.tools = tools, .place = *place, .closure = closure, .now = author.at, .days = {}};
  if (auto read = read_days(work); !read) return std::unexpected{std::move(read.error())};
  Answer<ClosureReport> answer;
  answer.value.place = place;
  if (mode == Mode::preview) {
    auto planned = plan(work);
    if (!planned) return std::unexpected{std::move(planned.error())};
    answer.value.visits = std::move(*planned);
    return answer;
  }
  closure.closure_id = tools.booking.new_id();
  const auto parts = parts_of(work);
  const auto seats = seats_of(work);
  for (int i = 0; i < passes_max; ++i) {
    auto closed = tools.store.close(closure, parts, seats, author);
    if (!closed) return std::unexpected{std::move(closed.error())};
    closure.closure_id = std::move(*closed);
    const auto is_more = pass(work);
    if (!is_more) return std::unexpected{is_more.error()};
    if (!*is_more) break;
  }
  auto visits = tools.store.closure_visits(closure.closure_id);
  if (!visits) return std::unexpected{std::move(visits.error())};
  answer.value.closure_id = closure.closure_id;
  answer.value.visits = std::move(*visits);
  return answer;
}

Result<Answer<bool>> lift(const Tools& tools, std::string_view centre, const std::string& closure_id,
                          const Author& author) {
  const auto* place = tools.booking.place(centre);
  if (place == nullptr) return Answer<bool>{.refusal = Refusal::centre_unknown, .value = {}};
  const auto lifted = tools.store.lift(place->id, closure_id, author);
  if (!lifted) return std::unexpected{lifted.error()};
  if (!*lifted) return Answer<bool>{.refusal = Refusal::closure_unknown, .value = {}};
  return Answer<bool>{.refusal = {}, .value = true};
}

}  // namespace skranke::running
