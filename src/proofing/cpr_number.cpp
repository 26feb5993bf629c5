#include "proofing/cpr_number.hpp"

#include <algorithm>
#include <utility>

namespace skranke::proofing {
namespace {

constexpr std::int32_t replacement_offset = 60;  // added to the day of birth in a replacement number

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::int32_t value_of(char digit) { return digit - '0'; }

// Of the year `year` of two digits. SPEC: docs/cpr.md, "The century".
std::int32_t century(char seventh, std::int32_t year) {
  const std::int32_t digit = value_of(seventh);
  if (digit <= 3) return 1900;
  if (digit == 4 || digit == 9) return year <= 36 ? 2000 : 1900;
  return year <= 57 ? 2000 : 1800;
}

// What the first six digits say, the century by the seventh; the day as written, up to 99.
base::YearMonthDay written_date(std::string_view digits) {
  const auto two = [digits](std::size_t at) { return value_of(digits[at]) * 10 + value_of(digits[at + 1]); };
  const std::int32_t year = two(4);
  return {.year = century(digits[6], year) + year, .month = two(2), .day = two(0)};
}

std::optional<base::Day> day_that_exists(base::YearMonthDay date) {
  if (date.month < 1 || date.month > 12) return std::nullopt;
  if (date.day < 1 || date.day > base::days_in_month(date.year, date.month)) return std::nullopt;
  return base::day_from(date);
}

bool is_replacement_day(std::int32_t day) {
  return day > replacement_offset && day <= replacement_offset + 31;
}

// The ten digits of "DDMMYYSSSS", "DDMMYY-SSSS" or "DDMMYY SSSS".
std::optional<CprNumber> digits_of(std::string_view text) {
  if (text.size() == 10) return CprNumber::from_digits(text);
  if (text.size() != 11 || (text[6] != '-' && text[6] != ' ')) return std::nullopt;
  std::array<char, 10> digits{};
  std::ranges::copy(text.substr(7), std::ranges::copy(text.substr(0, 6), digits.begin()).out);
  return CprNumber::from_digits({digits.data(), digits.size()});
}

}  // namespace

std::optional<CprNumber> CprNumber::from_digits(std::string_view digits) {
  CprNumber number;
  if (digits.size() != number.digits_.size() || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  std::ranges::copy(digits, number.digits_.begin());
  return number;
}

std::optional<base::Day> born(const CprNumber& number) {
  return day_that_exists(written_date(number.reveal()));
}

Sex sex(const CprNumber& number) {
  return value_of(number.reveal().back()) % 2 == 0 ? Sex::female : Sex::male;
}

bool has_check_digit(const CprNumber& number) {
  constexpr std::array<std::int32_t, 10> weights{4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  const std::string_view digits = number.reveal();
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * value_of(digits[i]);
  return sum % 11 == 0;
}

NumberReading read_cpr_number(std::string_view text, base::Day today) {
  NumberReading reading;
  const auto number = digits_of(text);
  if (!number) {
    reading.refused.push_back(NumberRefusal::format);
    return reading;
  }
  reading.modulus_11 = has_check_digit(*number);
  base::YearMonthDay date = written_date(number->reveal());
  reading.kind = is_replacement_day(date.day) ? NumberKind::replacement : NumberKind::ordinary;
  if (reading.kind == NumberKind::replacement) date.day -= replacement_offset;
  const auto day = day_that_exists(date);
  if (!day) reading.refused.push_back(NumberRefusal::date);
  if (reading.kind == NumberKind::replacement) reading.refused.push_back(NumberRefusal::replacement_number);
  if (day && *day > today) reading.refused.push_back(NumberRefusal::future);
  if (!reading.refused.empty()) return reading;
  reading.number = number;
  reading.born = day;
  reading.sex = sex(*number);
  return reading;
}

std::string_view name(NumberRefusal refusal) {
  switch (refusal) {
    case NumberRefusal::format:
      return "format";
    case NumberRefusal::date:
      return "date";
    case NumberRefusal::replacement_number:
      return "replacement-number";
    case NumberRefusal::future:
      return "future";
  }
  std::unreachable();
}

std::string_view name(NumberKind kind) {
  switch (kind) {
    case NumberKind::ordinary:
      return "ordinary";
    case NumberKind::replacement:
      return "replacement";
  }
  std::unreachable();
}

std::string_view name(Sex sex) {
  switch (sex) {
    case Sex::female:
      return "female";
    case Sex::male:
      return "male";
  }
  std::unreachable();
}

}  // namespace skranke::proofing
