#include "running/fit.hpp"

#include <algorithm>

namespace skranke::running {

bool fits(const Placed& visit, std::span<const booking::Cell> cells, std::int32_t grid) {
  const auto first = std::ranges::lower_bound(cells, visit.start, {}, &booking::Cell::start);
  const auto length = static_cast<std::ptrdiff_t>(cells_of(visit.minutes, grid));
  if (cells.end() - first < length) return false;
  for (std::ptrdiff_t i = 0; i < length; ++i) {
    const booking::Cell& cell = first[i];
    if (cell.start != visit.start + i * grid || visit.counter >= cell.counters) return false;
    if (i > 0 && !cell.is_continued) return false;
  }
  return true;
}

std::int64_t seats_in(std::span<const booking::Cell> cells) {
  std::int64_t seats = 0;
  for (const booking::Cell& cell : cells) seats += cell.counters;
  return seats;
}

bool is_hit(const Closure& closure, const Placed& visit) {
  return visit.start < closure.to && visit.start + visit.minutes > closure.from &&
         (!closure.counter || *closure.counter == visit.counter);
}

ClosedSeats closed_in(const Closure& closure, std::span<const booking::Cell> cells, std::int32_t grid) {
  ClosedSeats seats;
  for (const booking::Cell& cell : cells) {
    for (std::int32_t counter = 0; counter < cell.counters; ++counter) {
      if (is_hit(closure, {.start = cell.start, .minutes = grid, .counter = counter}))
        seats.push_back({.start = cell.start, .counter = counter});
    }
  }
  return seats;
}

ClosedSeats closed_of(const Closure& closure, const Placed& visit, std::int32_t grid) {
  ClosedSeats seats;
  for (Instant start = visit.start; start < visit.start + visit.minutes; start += grid) {
    if (is_hit(closure, {.start = start, .minutes = grid, .counter = visit.counter}))
      seats.push_back({.start = start, .counter = visit.counter});
  }
  return seats;
}

std::vector<Option> same_time(const Placed& visit, std::span<const booking::Slot> slots) {
  const auto slot = std::ranges::lower_bound(slots, visit.start, {}, &booking::Slot::start);
  if (slot == slots.end() || slot->start != visit.start || slot->counters == 0) return {};
  return {{.start = slot->start, .counters = slot->counters}};
}

std::vector<Option> nearby(const Placed& visit, std::span<const booking::Slot> slots, Instant now) {
  std::vector<Option> options;
  for (const booking::Slot& slot : slots) {
    const Instant shift = slot.start - visit.start;
    const bool is_in_time = shift > 0 ? slot.start > now : slot.start >= now + notice_minutes;
    if (shift == 0 || slot.counters == 0 || !is_in_time) continue;
    if (shift > reach_minutes || -shift > reach_minutes) continue;
    options.push_back({.start = slot.start, .counters = slot.counters});
  }
  std::ranges::sort(options, [&visit](const Option& one, const Option& other) {
    const Instant near = one.start - visit.start;
    const Instant far = other.start - visit.start;
    const Instant near_size = near < 0 ? -near : near;
    const Instant far_size = far < 0 ? -far : far;
    return near_size != far_size ? near_size < far_size : near > far;
  });
  return options;
}

}  // namespace skranke::running
