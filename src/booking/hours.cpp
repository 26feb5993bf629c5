#include "booking/hours.hpp"

#include <algorithm>

namespace skranke::booking {
namespace {

bool is_on(const HolidayRule& rule, base::Day day) {
  const base::YearMonthDay date = base::date_from(day);
  if (rule.last_year && date.year > *rule.last_year) return false;
  if (rule.is_from_easter) return easter_sunday(date.year) + rule.days_after_easter == day;
  return date.month == rule.month && date.day == rule.day;
}

// What is left of openings before a minute.
std::vector<Opening> until(std::vector<Opening> openings, Minute minute) {
  std::erase_if(openings, [minute](const Opening& opening) { return opening.opens >= minute; });
  for (Opening& opening : openings) opening.closes = std::min(opening.closes, minute);
  return openings;
}

DayHours planned_on(const Calendar& calendar, std::span<const HolidayRule> rules, base::Day day) {
  DayHours hours;
  hours.holiday = holiday_on(rules, calendar.part, day);
  const auto exception = std::ranges::lower_bound(calendar.exceptions, day, {}, &DayException::day);
  if (exception != calendar.exceptions.end() && exception->day == day) {
    hours.exception = &*exception;
    hours.openings = exception->openings;
    return hours;
  }
  const auto after = std::ranges::upper_bound(calendar.versions, day, {}, &WeeklyHours::from);
  if (after == calendar.versions.begin()) return hours;
  const WeeklyHours& version = *std::prev(after);
  hours.is_assumed = version.is_assumed;
  hours.openings = version.days.at(weekday_of(day));
  if (hours.holiday != nullptr) hours.openings = until(std::move(hours.openings), hours.holiday->closed_from);
  return hours;
}

}  // namespace

base::Day easter_sunday(std::int32_t year) {
  const std::int32_t a = year % 19;
  const std::int32_t b = year / 100;
  const std::int32_t c = year % 100;
  const std::int32_t f = (b + 8) / 25;
  const std::int32_t g = (b - f + 1) / 3;
  const std::int32_t h = (19 * a + b - b / 4 - g + 15) % 30;
  const std::int32_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const std::int32_t m = (a + 11 * h + 22 * l) / 451;
  const std::int32_t sum = h + l - 7 * m + 114;
  return base::day_from({.year = year, .month = sum / 31, .day = sum % 31 + 1});
}

const HolidayRule* holiday_on(std::span<const HolidayRule> rules, Part part, base::Day day) {
  const HolidayRule* found = nullptr;
  for (const HolidayRule& rule : rules) {
    if (!rule.parts.at(static_cast<std::size_t>(part)) || !is_on(rule, day)) continue;
    if (found == nullptr || rule.closed_from < found->closed_from) found = &rule;
  }
  return found;
}

std::vector<Opening> without(std::vector<Opening> openings, Minute from, Minute to) {
  std::vector<Opening> left;
  for (const Opening& opening : openings) {
    if (opening.closes <= from || opening.opens >= to) {
      left.push_back(opening);
      continue;
    }
    if (opening.opens < from)
      left.push_back({.opens = opening.opens, .closes = from, .counters = opening.counters});
    if (opening.closes > to)
      left.push_back({.opens = to, .closes = opening.closes, .counters = opening.counters});
  }
  return left;
}

DayHours hours_on(const Calendar& calendar, std::span<const HolidayRule> rules, base::Day day) {
  DayHours hours = planned_on(calendar, rules, day);
  const auto closures = std::ranges::equal_range(calendar.closures, day, {}, &DayClosure::day);
  for (const DayClosure& closure : closures) {
    if (hours.closure == nullptr) hours.closure = &closure;
    hours.openings = without(std::move(hours.openings), closure.from, closure.to);
  }
  return hours;
}

}  // namespace skranke::booking
