#include "proofing/zone_date.hpp"

#include <array>

namespace skranke::proofing {
namespace {

constexpr std::int32_t unknown = -1;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Written {
  std::int32_t year;  // 0 to 99, or unknown; so the others
  std::int32_t month;
  std::int32_t day;
};

bool exists(std::int32_t year, const Written& written) {
  if (written.month == 0 || written.month > 12 || written.day == 0 || written.day > 31) return false;
  if (written.month == unknown || written.day == unknown) return true;
  // Without a year any leap year will do.
  return written.day <= base::days_in_month(year == 0 ? 2000 : year, written.month);
}

base::Day earliest(std::int32_t year, const Written& written) {
  return base::day_from({.year = year,
                         .month = written.month == unknown ? 1 : written.month,
                         .day = written.day == unknown ? 1 : written.day});
}

// Empty if there is none.
std::optional<std::int32_t> year_of(const Written& written, ZoneDateUse use, base::YearMonthDay today) {
  const std::int32_t this_century = today.year / 100 * 100 + written.year;
  if (use == ZoneDateUse::expires) {
    std::int32_t year = this_century;
    if (year > today.year + 49) year -= 100;
    if (year < today.year - 50) year += 100;
    return exists(year, written) ? std::optional{year} : std::nullopt;
  }
  const base::Day now = base::day_from(today);
  for (const std::int32_t year : {this_century, this_century - 100}) {
    if (exists(year, written) && earliest(year, written) <= now) return year;
  }
  return std::nullopt;
}

void put_two(std::string& text, std::int32_t value) {
  text.push_back(static_cast<char>('0' + value / 10 % 10));
  text.push_back(static_cast<char>('0' + value % 10));
}

}  // namespace

std::optional<base::Day> day_of(ZoneDate date) {
  if (date.year == 0 || date.month == 0 || date.day == 0) return std::nullopt;
  return base::day_from({.year = date.year, .month = date.month, .day = date.day});
}

std::string date_text(ZoneDate date) {
  std::string text;
  if (date.year == 0) return text;
  put_two(text, date.year / 100);
  put_two(text, date.year);
  if (date.month == 0) return text;
  text.push_back('-');
  put_two(text, date.month);
  if (date.day == 0) return text;
  text.push_back('-');
  put_two(text, date.day);
  return text;
}

std::string zone_text(ZoneDate date) {
  std::string text;
  for (const std::int32_t part :
       {std::int32_t{date.year}, std::int32_t{date.month}, std::int32_t{date.day}}) {
    if (part == 0) {
      text += "<<";
    } else {
      put_two(text, part);
    }
  }
  return text;
}

ZoneDateReading read_zone_date(std::string_view six, ZoneDateUse use, base::YearMonthDay today) {
  std::array<std::int32_t, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const char first = six[2 * i];
    const char second = six[2 * i + 1];
    if (is_digit(first) != is_digit(second))
      return {.is_shaped = false,
              .odd_at = static_cast<std::uint8_t>(2 * i + (is_digit(first) ? 1 : 0)),
              .date = {}};
    parts[i] = is_digit(first) ? (first - '0') * 10 + (second - '0') : unknown;
  }
  const Written written{.year = parts[0], .month = parts[1], .day = parts[2]};
  ZoneDateReading reading{.is_shaped = true, .odd_at = 0, .date = {}};
  const auto year = written.year == unknown
                        ? (exists(0, written) ? std::optional{std::int32_t{0}} : std::nullopt)
                        : year_of(written, use, today);
  if (!year) return reading;
  const auto part = [](std::int32_t value) { return static_cast<std::int8_t>(value == unknown ? 0 : value); };
  reading.date = ZoneDate{
      .year = static_cast<std::int16_t>(*year), .month = part(written.month), .day = part(written.day)};
  return reading;
}

}  // namespace skranke::proofing
