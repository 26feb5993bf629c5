// What a closure would do to the visits of a day: the plan that an officer sees before it is done.
//
// Doing it (closing.hpp) makes the same choices in the same order, but asks the database for each seat, so
// that it is right also where citizens book, move and cancel meanwhile.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "booking/slots.hpp"
#include "running/fit.hpp"

namespace skranke::running {

// A day that a closure is in.
struct ClosedDay {
  std::span<const booking::Cell> cells;       // as planned, without the closure
  std::span<const booking::TakenSeat> taken;  // by start; the visits' own among them
  std::int32_t grid = 15;
  Instant now = 0;  // minutes
};

// The visits that are hit, in their order: those who keep their time at another counter first, then those who
// get another time of the day, then those who are offered one again.
[[nodiscard]] std::vector<ClosureVisit> plan_day(const Closure& closure, const ClosedDay& day,
                                                 std::span<const CentreVisit> hit);

// Of visits those that the closure has to do something about: that stand, have not begun, and whose people
// have not arrived (they are in the queue, and told there).
[[nodiscard]] std::vector<CentreVisit> hit_of(const Closure& closure, std::span<const CentreVisit> visits,
                                              Instant now);

}  // namespace skranke::running
