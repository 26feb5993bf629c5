// Bounds on the input of the service's day: booking, queue, messages, running a centre. One section each.
//
// As in limits.hpp: no input can cost unbounded time or memory, and what is past a bound is told so by name.
#pragma once

#include <cstddef>
#include <cstdint>

namespace skranke::base::limits {

// Running a centre: hours, closures, figures.
inline constexpr std::size_t openings_a_day_max = 8;       // of one day's hours
inline constexpr std::size_t reason_bytes_max = 200;       // why a day is different, or something is closed
inline constexpr std::int32_t calendar_days_max = 31;      // of one look at the calendar
inline constexpr std::int32_t figures_days_max = 366;      // of one look at the figures
inline constexpr std::int32_t closure_days_max = 31;       // of one closure
inline constexpr std::int32_t hours_ahead_days_max = 731;  // from today to a day whose hours are said
inline constexpr std::int32_t history_changes_max = 200;   // of a centre's hours, told in one answer

}  // namespace skranke::base::limits
