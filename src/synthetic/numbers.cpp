#include "synthetic/numbers.hpp"

#include <numeric>
#include <string_view>

#include "base/ensure.hpp"
#include "synthetic/chance.hpp"

namespace skranke::synthetic {
namespace {

constexpr std::uint64_t purpose_years = 1;

// The seventh digits that a year of birth can have. SPEC: docs/cpr.md, the century.
constexpr std::string_view seventh_digits(int year) {
  if (year < 1900) return "5678";
  if (year < 1937) return "0123";
  if (year < 2000) return "012349";
  return "456789";
}

// Of each eighth and ninth digit, the tenth can be four of the sex's five digits at least: one may be right.
constexpr std::uint32_t numbers_a_seventh_digit = 100 * 4;
constexpr std::uint32_t numbers_a_berth = 2;  // of one sex

std::uint32_t berths_a_day(int year) {
  return static_cast<std::uint32_t>(seventh_digits(year).size()) * numbers_a_seventh_digit / numbers_a_berth;
}

// The tenth digit that would be right after nine digits; 10 if none is.
int right_digit(const std::array<char, 10>& digits) {
  constexpr std::array weights{4, 3, 2, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (digits[i] - '0');
  return (11 - sum % 11) % 11;
}

}  // namespace

Numbers::Numbers(std::uint64_t seed) {
  for (int year = first_year; year <= last_year; ++year) {
    Year& made = years_[static_cast<std::size_t>(year - first_year)];
    const base::Day last = std::min(as_of, base::day_from({.year = year, .month = 12, .day = 31}));
    made.first = base::day_from({.year = year, .month = 1, .day = 2});
    made.days = static_cast<std::uint32_t>(last - made.first + 1);
    made.berths = made.days * berths_a_day(year);
    base::ensure(made.berths >= blocks_max * berths_a_block, "a year has berths for every block");
    Chance chance{seed, purpose_years, static_cast<std::uint64_t>(year)};
    made.offset = chance.below(made.berths);
    made.factor = made.berths / 4 + chance.below(made.berths / 2);
    while (std::gcd(made.factor, made.berths) != 1) ++made.factor;
  }
}

Berth Numbers::berth(int year, std::uint32_t block, std::uint32_t place) const {
  base::ensure(year >= first_year && year <= last_year, "a year of birth that there is");
  base::ensure(block < blocks_max && place < berths_a_block, "a berth that the block owns");
  const Year& row = year_of(year);
  const std::uint64_t own = std::uint64_t{block} * berths_a_block + place;
  const auto spread = static_cast<std::uint32_t>((own * row.factor + row.offset) % row.berths);
  return {.born = row.first + static_cast<base::Day>(spread % row.days), .index = spread / row.days};
}

proofing::CprNumber Numbers::number(Berth berth, proofing::Sex sex, unsigned which) {
  const base::YearMonthDay date = base::date_from(berth.born);
  const std::string_view sevenths = seventh_digits(date.year);
  const std::uint32_t code = berth.index * numbers_a_berth + which;
  const std::uint32_t prefix = code / 4;  // the seventh to ninth digits
  base::ensure(which < numbers_a_berth && prefix / 100 < sevenths.size(), "a number that the day has");
  std::array<char, 10> digits{};
  const auto put_two = [&digits](std::size_t at, std::int32_t value) {
    digits[at] = static_cast<char>('0' + value / 10);
    digits[at + 1] = static_cast<char>('0' + value % 10);
  };
  put_two(0, date.day);
  put_two(2, date.month);
  put_two(4, date.year % 100);
  digits[6] = sevenths[prefix / 100];
  put_two(7, static_cast<std::int32_t>(prefix % 100));
  const int right = right_digit(digits);
  int last = sex == proofing::Sex::female ? 0 : 1;
  for (std::uint32_t left = code % 4; left > 0 || last == right; last += 2) {
    if (last != right) --left;
  }
  digits[9] = static_cast<char>('0' + last);
  const auto number = proofing::CprNumber::from_digits({digits.data(), digits.size()});
  base::ensure(number.has_value(), "ten digits");
  return number.value_or(proofing::CprNumber{});
}

}  // namespace skranke::synthetic
