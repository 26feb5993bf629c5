// A centre's hours, looked at and changed: first what a change would hit, then the change.
//
// Visits that no longer fit stay as they are until a closure moves them (closing.hpp): saying new hours never
// cancels anybody.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "running/tools.hpp"

namespace skranke::running {

struct HoursOverview {
  const appointments::Place* place = nullptr;
  booking::Calendar calendar;      // the centre's own
  booking::WeeklyHours otherwise;  // what holds today where the centre has said nothing
  std::vector<Change> changes;     // newest first
  std::vector<Closure> closures;   // that stand and are not over
};
[[nodiscard]] base::Result<Answer<HoursOverview>> hours_of(const Tools& tools, std::string_view centre,
                                                           Moment now);

// What a change of hours means for the days that it is about, from today to the last that can be booked.
struct Outlook {
  const appointments::Place* place = nullptr;
  std::vector<CentreVisit> hit;  // booked visits that would no longer fit, by start
  std::int64_t seats_before = 0;
  std::int64_t seats_after = 0;
};

// Whether a change is only looked at, or made.
enum class Mode : std::uint8_t { preview, change };

// Weekly hours from `hours.from` on, until the next version. The caller has seen to it that they are in
// order.
[[nodiscard]] base::Result<Answer<Outlook>> change_hours(const Tools& tools, std::string_view centre,
                                                         const booking::WeeklyHours& hours, Mode mode,
                                                         const Author& author);

// One day that is different; said again, the later one holds.
[[nodiscard]] base::Result<Answer<Outlook>> add_exception(const Tools& tools, std::string_view centre,
                                                          const booking::DayException& exception, Mode mode,
                                                          const Author& author);

// The day is as other days again.
[[nodiscard]] base::Result<Answer<Outlook>> remove_exception(const Tools& tools, std::string_view centre,
                                                             base::Day day, Mode mode, const Author& author);

}  // namespace skranke::running
