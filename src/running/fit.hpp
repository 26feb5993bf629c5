// Whether visits fit into hours: the look ahead before hours are changed, and where a visit may go instead.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "booking/slots.hpp"
#include "running/port/running_store.hpp"

namespace skranke::running {

// A visit's place in time.
struct Placed {
  Instant start = 0;
  std::int32_t minutes = 0;
  std::int32_t counter = 0;
};
[[nodiscard]] inline Placed placed(const CentreVisit& visit) {
  return {.start = visit.start, .minutes = visit.minutes, .counter = visit.counter};
}

// Whether a day's cells hold the visit where it is: open at its counter from its beginning to its end,
// without a break.
[[nodiscard]] bool fits(const Placed& visit, std::span<const booking::Cell> cells, std::int32_t grid);

// Cells times counters.
[[nodiscard]] std::int64_t seats_in(std::span<const booking::Cell> cells);

// Whether the closure takes the visit's place, or part of it.
[[nodiscard]] bool is_hit(const Closure& closure, const Placed& visit);

// What of a day's seats a closure closes, by start.
[[nodiscard]] ClosedSeats closed_in(const Closure& closure, std::span<const booking::Cell> cells,
                                    std::int32_t grid);
// What of a visit's own seats it closes.
[[nodiscard]] ClosedSeats closed_of(const Closure& closure, const Placed& visit, std::int32_t grid);

// Who is moved further than this in time is offered a time of their own choice instead.
inline constexpr Instant reach_minutes = 60;
// An earlier time is no use to somebody who is told too late to come.
inline constexpr Instant notice_minutes = 120;

// The visit's own time, at the counters that stay open. Empty where none is staffed for all of it.
[[nodiscard]] std::vector<Option> same_time(const Placed& visit, std::span<const booking::Slot> slots);

// Other times of the day within reach, nearest first, of two the later. `slots` are of the visit's length,
// less what is closed; `now` in minutes.
[[nodiscard]] std::vector<Option> nearby(const Placed& visit, std::span<const booking::Slot> slots,
                                         Instant now);

// How many cells a visit has.
[[nodiscard]] constexpr std::int32_t cells_of(std::int32_t minutes, std::int32_t grid) {
  return (minutes + grid - 1) / grid;
}

}  // namespace skranke::running
