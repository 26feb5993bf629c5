// Which times can be booked: opening hours cut into cells of the grid, and what is left of each.
//
// A cell is a moment and the counters that are staffed then; a slot is where a visit may begin, as many cells
// long as its service takes, at one counter. Slots are never stored: only what is booked is.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "booking/hours.hpp"

namespace skranke::booking {

using Instant = std::int64_t;  // minutes since 1970-01-01T00:00Z

// One time zone of the system's database, as rules need it.
class TimeZone {
 public:
  virtual ~TimeZone() = default;

  // The moment of a local time; of two (clocks set back) the first, of none (set forward) the change itself.
  // Minute 1440 is the next day's beginning.
  [[nodiscard]] virtual Instant at(base::Day day, Minute minute) const = 0;
  // Minutes to add to UTC then.
  [[nodiscard]] virtual std::int32_t offset(Instant instant) const = 0;
};

struct Cell {
  Instant start = 0;
  std::int32_t counters = 0;  // numbered from 0; those beyond are not staffed
  bool is_continued = false;  // the cell before it ends where this one begins, in one opening
};

// A day's cells, by time. What is shorter than a cell at the end of an opening is left out. A day of 23 or 25
// hours has the cells that it has.
[[nodiscard]] std::vector<Cell> cells_on(std::span<const Opening> openings, base::Day day,
                                         const TimeZone& zone, std::int32_t grid);

// A counter at a cell that somebody has.
struct TakenSeat {
  Instant start = 0;
  std::int32_t counter = 0;
};

struct Slot {
  Instant start = 0;
  std::int32_t free = 0;       // counters at which the whole visit fits
  std::uint64_t counters = 0;  // those, as bits
};

// The slots of `length` cells, by time, those without a free counter included. `taken` by start.
[[nodiscard]] std::vector<Slot> slots_of(std::span<const Cell> cells, std::span<const TakenSeat> taken,
                                         std::int32_t length);

// What a slot is called outside: "aarhus.20261201T0900Z.mitid-first".
struct SlotName {
  std::string centre;
  Instant start = 0;
  std::string service;
};
[[nodiscard]] std::string to_string(const SlotName& name);
// Empty for anything that to_string doesn't give.
[[nodiscard]] std::optional<SlotName> parse_slot(std::string_view text);

// RFC 3339 with the zone's offset: "2026-12-01T10:00:00+01:00".
[[nodiscard]] std::string format_instant(Instant instant, const TimeZone& zone);

// The local day of a moment.
[[nodiscard]] base::Day day_of(Instant instant, const TimeZone& zone);

}  // namespace skranke::booking
