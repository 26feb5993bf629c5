// A centre's days as its officers see them: when it is open, and who comes.
#pragma once

#include <string_view>
#include <vector>

#include "running/tools.hpp"

namespace skranke::running {

struct CalendarDay {
  base::Day day = 0;
  std::vector<booking::Opening> openings;
  bool is_assumed = false;
  std::string reason;   // of a closure, or of the day's exception; empty: none
  std::string holiday;  // its id; empty: none
  std::vector<CentreVisit> visits;
};

struct DayCalendar {
  const appointments::Place* place = nullptr;
  std::vector<CalendarDay> days;
};

// Days from `from` to `to`, both included.
[[nodiscard]] base::Result<Answer<DayCalendar>> days_of(const Tools& tools, std::string_view centre,
                                                        base::Day from, base::Day to);

}  // namespace skranke::running
