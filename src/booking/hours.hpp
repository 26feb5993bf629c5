// When a centre is open: weekly hours with versions, exceptions for single days, and holidays by rule.
//
// Times are local, in minutes of the day; which moments they are is slots.hpp's to say.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil.hpp"

namespace skranke::booking {

// Of the realm, each with its holidays.
enum class Part : std::uint8_t { denmark, greenland, faroe };

using Minute = std::int32_t;  // of the local day, 0 to 1440
inline constexpr Minute minutes_a_day = 1440;
inline constexpr std::int32_t counters_max = 64;  // of one centre at a time: bits of one machine word

struct Opening {
  Minute opens = 0;
  Minute closes = 0;
  std::int32_t counters = 1;  // that are staffed
  friend bool operator==(const Opening&, const Opening&) = default;
};

// From a day on, until the next version.
struct WeeklyHours {
  base::Day from = 0;
  std::array<std::vector<Opening>, 7> days;  // Monday first
  bool is_assumed = false;                   // nobody has said so; told wherever the hours are shown
};

// One day that is different; without openings the centre is closed.
struct DayException {
  base::Day day = 0;
  std::vector<Opening> openings;
  std::string reason;
};

// A part of a day at which nobody is served at all, closed suddenly: what is planned stays as it was, and
// holds again when the closure is lifted.
struct DayClosure {
  base::Day day = 0;
  Minute from = 0;
  Minute to = 0;
  std::string reason;
};

struct Calendar {
  Part part = Part::denmark;
  std::vector<WeeklyHours> versions;     // by day
  std::vector<DayException> exceptions;  // by day, one a day
  std::vector<DayClosure> closures;      // by day, any number a day
};

// A holiday by rule. SPEC: data/booking.toml says where each comes from.
struct HolidayRule {
  std::string id;  // its name is the locale's "holiday.<id>"
  bool is_from_easter = false;
  std::int32_t days_after_easter = 0;
  std::int32_t month = 0;
  std::int32_t day = 0;
  std::optional<std::int32_t> last_year;
  Minute closed_from = 0;  // of the day; 0: all of it
  std::array<bool, 3> parts{};
};

// Easter Sunday of a year. SPEC: the Gregorian computus (Meeus, "Astronomical Algorithms", chapter 8).
[[nodiscard]] base::Day easter_sunday(std::int32_t year);

// The holiday that a day is in a part of the realm; of several the one that closes earliest. Null: none.
[[nodiscard]] const HolidayRule* holiday_on(std::span<const HolidayRule> rules, Part part, base::Day day);

struct DayHours {
  std::vector<Opening> openings;  // by time; empty: closed
  const HolidayRule* holiday = nullptr;
  const DayException* exception = nullptr;
  const DayClosure* closure = nullptr;  // the first of the day
  bool is_assumed = false;
};

// What holds on a day: its exception if it has one, else the weekly hours less the holiday; less closures.
[[nodiscard]] DayHours hours_on(const Calendar& calendar, std::span<const HolidayRule> rules, base::Day day);

// What is left of openings outside of [from, to).
[[nodiscard]] std::vector<Opening> without(std::vector<Opening> openings, Minute from, Minute to);

// 0 for Monday.
[[nodiscard]] constexpr std::size_t weekday_of(base::Day day) {
  return static_cast<std::size_t>(((day + 3) % 7 + 7) % 7);  // 1970-01-01 was a Thursday
}

}  // namespace skranke::booking
