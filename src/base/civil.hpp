// Civil dates (ISO 8601, proleptic Gregorian) as day numbers.
//
// A Day is a count of days since 1970-01-01, so that comparing and adding are integer operations.
// Pure: "today" is never asked for here; it is an argument everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skranke::base {

using Day = std::int32_t;  // days since 1970-01-01

struct YearMonthDay {
  std::int32_t year;
  std::int32_t month;  // 1 to 12
  std::int32_t day;    // 1 to 31
  friend bool operator==(const YearMonthDay&, const YearMonthDay&) = default;
};

// The day number of a date that exists. Months 1 to 12, days 1 to the month's last.
// SPEC: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
[[nodiscard]] constexpr Day day_from(YearMonthDay date) {
  const std::int32_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int32_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int32_t year_of_era = year - era * 400;
  const std::int32_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

[[nodiscard]] constexpr YearMonthDay date_from(Day day) {
  const std::int32_t shifted = day + 719'468;
  const std::int32_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const std::int32_t day_of_era = shifted - era * 146'097;
  const std::int32_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int32_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int32_t month = shifted_month + (shifted_month < 10 ? 3 : -9);
  return {.year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
          .month = month,
          .day = day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

[[nodiscard]] constexpr bool is_leap(std::int32_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

[[nodiscard]] constexpr std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// The same day of the month `months` calendar months earlier; where that month is shorter, its last day.
// SPEC: clauses.md, settled reading of "3 months old".
[[nodiscard]] constexpr Day months_before(YearMonthDay date, std::int32_t months) {
  const std::int32_t month_index = date.year * 12 + (date.month - 1) - months;
  date.year = month_index >= 0 ? month_index / 12 : (month_index - 11) / 12;
  date.month = month_index - date.year * 12 + 1;
  const std::int32_t last = days_in_month(date.year, date.month);
  if (date.day > last) date.day = last;
  return day_from(date);
}

[[nodiscard]] constexpr Day months_before(Day day, std::int32_t months) {
  return months_before(date_from(day), months);
}

// Reads exactly "YYYY-MM-DD", years 0001 to 9999, a date that exists; anything else is empty.
[[nodiscard]] constexpr std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  std::int32_t digits[8] = {};
  constexpr int places[8] = {0, 1, 2, 3, 5, 6, 8, 9};
  for (int i = 0; i < 8; ++i) {
    const char c = text[static_cast<std::size_t>(places[i])];
    if (c < '0' || c > '9') return std::nullopt;
    digits[i] = c - '0';
  }
  const YearMonthDay date{.year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3],
                          .month = digits[4] * 10 + digits[5],
                          .day = digits[6] * 10 + digits[7]};
  if (date.year < 1 || date.month < 1 || date.month > 12) return std::nullopt;
  if (date.day < 1 || date.day > days_in_month(date.year, date.month)) return std::nullopt;
  return day_from(date);
}

// "YYYY-MM-DD", for years 0001 to 9999.
[[nodiscard]] inline std::string format_day(Day day) {
  const YearMonthDay date = date_from(day);
  std::string text = "0000-00-00";
  const auto put = [&text](std::size_t at, std::size_t width, std::int32_t value) {
    for (std::size_t i = width; i-- > 0; value /= 10) text[at + i] = static_cast<char>('0' + value % 10);
  };
  put(0, 4, date.year);
  put(5, 2, date.month);
  put(8, 2, date.day);
  return text;
}

}  // namespace skranke::base
