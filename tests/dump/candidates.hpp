// Every number that somebody could have: each calendar date of the years, with each of the 10,000 ends.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace skranke::dump {

inline constexpr std::uint64_t numbers = 10'000'000'000;

class Candidates {
 public:
  // A year is its last two digits, 0 to 99: the number has no more. Both ends are in.
  Candidates(int first_year, int last_year, int last_month = 12) : day_of_(1'000'000, -1) {
    constexpr std::array days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int year = first_year; year <= last_year; ++year) {
      for (int month = 1; month <= last_month; ++month) {
        for (int day = 1; day <= days.at(static_cast<std::size_t>(month - 1)); ++day) {
          // 2000 was a leap year, and 1900 the year of the same digits was not: 00 has the day.
          if (month == 2 && day == 29 && year % 4 != 0) continue;
          const int date = day * 10'000 + month * 100 + year;
          day_of_[static_cast<std::size_t>(date)] = static_cast<std::int32_t>(dates_.size());
          dates_.push_back(static_cast<std::uint32_t>(date));
        }
      }
    }
  }

  [[nodiscard]] std::uint64_t size() const { return dates_.size() * 10'000; }
  // -1: no such date.
  [[nodiscard]] std::int64_t index_of(std::uint64_t number) const {
    if (number >= numbers) return -1;
    const std::int32_t day = day_of_[number / 10'000];
    return day < 0 ? -1 : std::int64_t{day} * 10'000 + static_cast<std::int64_t>(number % 10'000);
  }
  [[nodiscard]] std::uint64_t number_at(std::uint64_t index) const {
    return std::uint64_t{dates_[index / 10'000]} * 10'000 + index % 10'000;
  }

 private:
  std::vector<std::int32_t> day_of_;
  std::vector<std::uint32_t> dates_;
};

[[nodiscard]] inline std::string digits_of(std::uint64_t number) {
  std::string digits(10, '0');
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, number /= 10)
    *at = static_cast<char>('0' + number % 10);
  return digits;
}

}  // namespace skranke::dump
