// CPR numbers that can't be anybody's, unique over 8 million persons, without remembering any.
//
// A number that was ever given to somebody has a right check digit, or a birth day of 1 January: these have
// neither. The seventh digit is right for the century and the tenth for the sex.
//
// A year is a row of *berths*. A berth is a day and four numbers of that day, two a sex, so that twins and
// corrected numbers of one day have room. Block b owns the berths number b * berths_a_block to
// (b + 1) * berths_a_block - 1 of every year, and x -> (x * factor + offset) mod berths, with factor and
// berths coprime, spreads them over the days of the year. The map is injective, and so is the writing of a
// berth's numbers as digits; hence no number is given twice. INVARIANT: tested for whole years.
#pragma once

#include <array>
#include <cstdint>

#include "base/civil.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::synthetic {

inline constexpr int first_year = 1868;  // of births
inline constexpr int last_year = 2026;
inline constexpr base::Day as_of = base::day_from({.year = 2026, .month = 11, .day = 1});

inline constexpr std::uint32_t persons_a_block = 1'024;
inline constexpr std::uint32_t berths_a_block = 36;  // of one year
inline constexpr std::uint32_t persons_max = 8'000'000;
inline constexpr std::uint32_t blocks_max = (persons_max + persons_a_block - 1) / persons_a_block;

struct Berth {
  base::Day born = 0;
  std::uint32_t index = 0;  // among the berths of the day
};

class Numbers {
 public:
  explicit Numbers(std::uint64_t seed);

  // `place` is below berths_a_block, `block` below blocks_max.
  [[nodiscard]] Berth berth(int year, std::uint32_t block, std::uint32_t place) const;

  // The first (0) or the second (1) number of a berth for a sex.
  [[nodiscard]] static proofing::CprNumber number(Berth berth, proofing::Sex sex, unsigned which);

  // How many berths the year has.
  [[nodiscard]] std::uint32_t berths(int year) const { return year_of(year).berths; }

 private:
  struct Year {
    base::Day first = 0;  // 2 January
    std::uint32_t days = 0;
    std::uint32_t berths = 0;
    std::uint32_t factor = 1;
    std::uint32_t offset = 0;
  };
  [[nodiscard]] const Year& year_of(int year) const {
    return years_[static_cast<std::size_t>(year - first_year)];
  }

  std::array<Year, static_cast<std::size_t>(last_year - first_year + 1)> years_;
};

}  // namespace skranke::synthetic
