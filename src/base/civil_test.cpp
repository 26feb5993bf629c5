#include "base/civil.hpp"

#include <gtest/gtest.h>

namespace skranke::base {
namespace {

Day day(std::string_view text) { return parse_day(text).value(); }

TEST(Civil, EveryDayFrom1600To2400IsReadBackAsItself) {
  Day expected = day("1600-01-01");
  for (std::int32_t year = 1600; year <= 2400; ++year) {
    for (std::int32_t month = 1; month <= 12; ++month) {
      for (std::int32_t d = 1; d <= days_in_month(year, month); ++d) {
        const YearMonthDay date{.year = year, .month = month, .day = d};
        ASSERT_EQ(day_from(date), expected);
        ASSERT_EQ(date_from(expected), date);
        ASSERT_EQ(parse_day(format_day(expected)), expected);
        ++expected;
      }
    }
  }
}

TEST(Civil, TheEpochIsDayZero) { EXPECT_EQ(day("1970-01-01"), 0); }

TEST(Civil, OnlyDatesThatExistInExactlyOneFormAreRead) {
  for (const char* bad :
       {"", "2026-2-03", "2026-02-3", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
        "2026-01-00", "2026-01-32", "2026/01/01", "2026-01-01 ", " 2026-01-01", "2026-01-01T", "20260101",
        "+026-01-01", "0000-01-01", "2026-04-31", "２０２６-01-01"}) {
    EXPECT_FALSE(parse_day(bad).has_value()) << bad;
  }
  EXPECT_TRUE(parse_day("2000-02-29").has_value());
  EXPECT_TRUE(parse_day("0001-01-01").has_value());
  EXPECT_TRUE(parse_day("9999-12-31").has_value());
}

TEST(Civil, ThreeMonthsBeforeIsTheSameDayOrTheLastOfAShorterMonth) {
  EXPECT_EQ(months_before(day("2026-05-31"), 3), day("2026-02-28"));
  EXPECT_EQ(months_before(day("2024-05-31"), 3), day("2024-02-29"));
  EXPECT_EQ(months_before(day("2024-05-30"), 3), day("2024-02-29"));
  EXPECT_EQ(months_before(day("2026-05-28"), 3), day("2026-02-28"));
  EXPECT_EQ(months_before(day("2026-02-28"), 3), day("2025-11-28"));
  EXPECT_EQ(months_before(day("2026-01-15"), 3), day("2025-10-15"));
  EXPECT_EQ(months_before(day("2026-03-31"), 1), day("2026-02-28"));
  EXPECT_EQ(months_before(day("2026-03-31"), 0), day("2026-03-31"));
  EXPECT_EQ(months_before(day("2024-02-29"), 12), day("2023-02-28"));
}

}  // namespace
}  // namespace skranke::base
