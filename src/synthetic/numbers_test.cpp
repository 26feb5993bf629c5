#include "synthetic/numbers.hpp"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace skranke::synthetic {
namespace {

using proofing::Sex;

// Every number that the blocks can give in a year, as its last four digits and its day.
TEST(Numbers, AreGivenOnceInAWholeYear) {
  const Numbers numbers{9};
  for (const int year : {1899, 1936, 1937, 1999, 2000, 2026}) {
    std::vector<bool> given(std::size_t{366} * 10'000);
    const base::Day first = base::day_from({.year = year, .month = 1, .day = 1});
    std::size_t count = 0;
    for (std::uint32_t block = 0; block < blocks_max; ++block) {
      for (std::uint32_t place = 0; place < berths_a_block; ++place) {
        const Berth berth = numbers.berth(year, block, place);
        for (unsigned which = 0; which < 4; ++which) {
          const auto number = Numbers::number(berth, which < 2 ? Sex::female : Sex::male, which % 2);
          const auto serial = static_cast<std::size_t>(std::stoi(std::string{number.reveal().substr(6)}));
          const std::size_t at = static_cast<std::size_t>(berth.born - first) * 10'000 + serial;
          count += given[at] ? 1 : 0;
          given[at] = true;
        }
      }
    }
    EXPECT_EQ(count, 0U) << year;
  }
}

TEST(Numbers, AreNobodysAndSayTheDayAndTheSex) {
  const Numbers numbers{3};
  for (int year = first_year; year <= last_year; ++year) {
    for (std::uint32_t block = 0; block < blocks_max; block += 97) {
      for (std::uint32_t place = 0; place < berths_a_block; place += 5) {
        const Berth berth = numbers.berth(year, block, place);
        for (unsigned which = 0; which < 4; ++which) {
          const Sex sex = which < 2 ? Sex::female : Sex::male;
          const auto number = Numbers::number(berth, sex, which % 2);
          ASSERT_FALSE(proofing::has_check_digit(number)) << year;
          ASSERT_NE(number.reveal().substr(0, 4), "0101") << year;
          ASSERT_EQ(proofing::born(number), berth.born) << year;
          ASSERT_EQ(proofing::sex(number), sex) << year;
        }
      }
    }
  }
}

TEST(Numbers, FillTheDaysOfAYearEvenly) {
  const Numbers numbers{1};
  std::vector<int> days(367);
  const base::Day first = base::day_from({.year = 1980, .month = 1, .day = 1});
  for (std::uint32_t block = 0; block < 1'000; ++block) {
    for (std::uint32_t place = 0; place < berths_a_block; ++place) {
      ++days[static_cast<std::size_t>(numbers.berth(1980, block, place).born - first)];
    }
  }
  EXPECT_EQ(days[0], 0);  // 1 January
  for (std::size_t day = 1; day < 366; ++day) EXPECT_NEAR(days[day], 98, 25) << day;
}

TEST(Numbers, EveryYearHasRoomForEightMillionPersons) {
  const Numbers numbers{1};
  EXPECT_GE(std::uint64_t{blocks_max} * persons_a_block, 8'000'000U);
  for (int year = first_year; year <= last_year; ++year) {
    EXPECT_GE(numbers.berths(year), blocks_max * berths_a_block) << year;
  }
}

}  // namespace
}  // namespace skranke::synthetic
