#include "running/closure_plan.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <set>
#include <utility>

namespace skranke::running {
namespace {

// The seats of a day while the plan goes on.
class Seating {
 public:
  Seating(const Closure& closure, const ClosedDay& day)
      : closure_{closure}, day_{day}, closed_{closed_in(closure, day.cells, day.grid)} {
    for (const auto& seat : day.taken) taken_.emplace(seat.start, seat.counter);
    for (const auto& seat : closed_) taken_.emplace(seat.start, seat.counter);
  }

  // Takes the first option that is free; false, and nothing is changed, where none is.
  bool relocate(const Placed& visit, std::span<const Option> options, ClosureVisit& done) {
    const auto before = taken_;
    give_back(visit);
    for (const Option& option : options) {
      std::uint64_t counters = option.counters;
      for (; counters != 0; counters &= counters - 1) {
        const std::int32_t counter = std::countr_zero(counters);
        if (!take({.start = option.start, .minutes = visit.minutes, .counter = counter})) continue;
        done.to = option.start;
        done.to_counter = counter;
        return true;
      }
    }
    taken_ = before;
    return false;
  }

  // Slots of the visit's length with what is closed left out, whoever has the rest.
  [[nodiscard]] std::vector<booking::Slot> slots(std::int32_t minutes) const {
    return booking::slots_of(day_.cells, closed_, cells_of(minutes, day_.grid));
  }

  void cancel(const Placed& visit) { give_back(visit); }

 private:
  using Seat = std::pair<Instant, std::int32_t>;

  void give_back(const Placed& visit) {
    for (Instant start = visit.start; start < visit.start + visit.minutes; start += day_.grid)
      taken_.erase({start, visit.counter});
    for (const auto& seat : closed_of(closure_, visit, day_.grid)) taken_.emplace(seat.start, seat.counter);
  }
  bool take(const Placed& visit) {
    for (Instant start = visit.start; start < visit.start + visit.minutes; start += day_.grid) {
      if (taken_.contains({start, visit.counter})) return false;
    }
    for (Instant start = visit.start; start < visit.start + visit.minutes; start += day_.grid)
      taken_.emplace(start, visit.counter);
    return true;
  }

  const Closure& closure_;
  const ClosedDay& day_;
  ClosedSeats closed_;
  std::set<Seat> taken_;
};

}  // namespace

std::vector<CentreVisit> hit_of(const Closure& closure, std::span<const CentreVisit> visits, Instant now) {
  std::vector<CentreVisit> hit;
  std::ranges::copy_if(visits, std::back_inserter(hit), [&](const CentreVisit& visit) {
    return visit.state == booking::State::booked && visit.start > now && !visit.has_arrived &&
           is_hit(closure, placed(visit));
  });
  return hit;
}

std::vector<ClosureVisit> plan_day(const Closure& closure, const ClosedDay& day,
                                   std::span<const CentreVisit> hit) {
  Seating seating{closure, day};
  std::vector<ClosureVisit> done;
  std::vector<const CentreVisit*> left;
  const auto begun = [](const CentreVisit& visit) {
    return ClosureVisit{
        .booking_id = visit.booking_id, .from = visit.start, .from_counter = visit.counter, .to = {}};
  };
  for (const CentreVisit& visit : hit) {
    ClosureVisit one = begun(visit);
    if (seating.relocate(placed(visit), same_time(placed(visit), seating.slots(visit.minutes)), one))
      done.push_back(std::move(one));
    else
      left.push_back(&visit);
  }
  for (const CentreVisit* visit : left) {
    ClosureVisit one = begun(*visit);
    const auto slots = seating.slots(visit->minutes);
    auto options = same_time(placed(*visit), slots);
    std::ranges::copy(nearby(placed(*visit), slots, day.now), std::back_inserter(options));
    if (!seating.relocate(placed(*visit), options, one)) seating.cancel(placed(*visit));
    done.push_back(std::move(one));
  }
  return done;
}

}  // namespace skranke::running
