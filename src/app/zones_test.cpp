// Slots on the days on which clocks change, and on every holiday, against an oracle that knows nothing of the
// program's zones: the C library's own reading of the time-zone database, asked minute by minute.
#include "app/zones.hpp"

#include <cstdlib>
#include <ctime>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/home.hpp"
#include "booking/settings.hpp"

namespace skranke::app {
namespace {

using booking::Instant;

constexpr std::array<std::pair<booking::Part, const char*>, 3> parts{
    std::pair{booking::Part::denmark, "Europe/Copenhagen"},
    std::pair{booking::Part::greenland, "America/Nuuk"}, std::pair{booking::Part::faroe, "Atlantic/Faroe"}};

// What the C library says of a moment in a zone.
struct Local {
  std::string date;
  std::int32_t minute = 0;
  std::int32_t offset = 0;
};

class Oracle {
 public:
  explicit Oracle(const char* zone) {
    ::setenv("TZ", zone, 1);
    ::tzset();
  }
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;
  ~Oracle() {
    ::unsetenv("TZ");
    ::tzset();
  }
  [[nodiscard]] static Local at(Instant instant) {
    const std::time_t seconds = instant * 60;
    std::tm local{};
    ::localtime_r(&seconds, &local);
    std::array<char, 16> date{};
    std::strftime(date.data(), date.size(), "%Y-%m-%d", &local);
    return {date.data(), local.tm_hour * 60 + local.tm_min, static_cast<std::int32_t>(local.tm_gmtoff / 60)};
  }
};

booking::Settings settings() {
  const auto text = read_file(std::filesystem::path{SKRANKE_SOURCE_DIR} / "data" / "booking.toml", 1 << 20);
  std::vector<base::Finding> findings;
  auto read = booking::parse_settings(*text, "data/booking.toml", findings);
  EXPECT_TRUE(findings.empty());
  return read;
}

// Cells of a day, as the oracle has them: minute after minute, whatever local time is within the opening on
// that date. Where the clocks are set back, the minutes that come twice count twice from the opening's
// beginning on.
std::vector<Instant> cells_by_the_oracle(const std::string& date, const booking::Opening& opening) {
  const Instant around = Instant{base::parse_day(date).value()} * booking::minutes_a_day;
  std::vector<Instant> minutes;
  for (Instant at = around - 1'000; at < around + 2'500; ++at) {
    const Local local = Oracle::at(at);
    if (local.date == date && local.minute >= opening.opens && local.minute < opening.closes)
      minutes.push_back(at);
  }
  std::vector<Instant> cells;
  for (std::size_t i = 0; i + 15 <= minutes.size(); i += 15) {
    EXPECT_EQ(minutes[i + 14], minutes[i] + 14);
    cells.push_back(minutes[i]);
  }
  return cells;
}

TEST(Zones, OnDaysOf23And25HoursTheSlotsAreThoseOfTheTimeZoneDatabase) {
  for (const auto& [part, name] : parts) {
    const auto zone = zone_named(name).value();
    const Oracle oracle{name};
    for (const std::string date : {"2027-03-27", "2027-03-28", "2027-03-29", "2027-10-30", "2027-10-31",
                                   "2027-11-01", "2026-12-31", "2027-02-28"}) {
      for (const booking::Opening opening :
           {booking::Opening{0, 1440, 1}, booking::Opening{600, 840, 1}, booking::Opening{0, 300, 1},
            booking::Opening{180, 1020, 1}, booking::Opening{1200, 1440, 1}}) {
        const std::vector openings{opening};
        std::vector<Instant> cells;
        for (const auto& cell : booking::cells_on(openings, base::parse_day(date).value(), *zone, 15))
          cells.push_back(cell.start);
        EXPECT_EQ(cells, cells_by_the_oracle(date, opening)) << name << " " << date << " " << opening.opens;
      }
    }
  }
  // The days are what they are said to be.
  const auto copenhagen = zone_named("Europe/Copenhagen").value();
  const auto count = [&](std::string_view date) {
    const std::vector<booking::Opening> all_day{{0, 1440, 1}};
    return booking::cells_on(all_day, base::parse_day(date).value(), *copenhagen, 15).size();
  };
  EXPECT_EQ(count("2027-03-28"), 92U);
  EXPECT_EQ(count("2027-10-31"), 100U);
  EXPECT_EQ(count("2027-06-01"), 96U);
}

TEST(Zones, EveryMomentOfTwoYearsIsWrittenAsTheTimeZoneDatabaseHasIt) {
  for (const auto& [part, name] : parts) {
    const auto zone = zone_named(name).value();
    const Oracle oracle{name};
    const Instant begin = Instant{base::parse_day("2026-11-24").value()} * booking::minutes_a_day;
    for (Instant at = begin; at < begin + 2LL * 366 * booking::minutes_a_day; at += 15) {
      const Local local = Oracle::at(at);
      ASSERT_EQ(zone->offset(at), local.offset) << name << " " << at;
      ASSERT_EQ(base::format_day(booking::day_of(at, *zone)), local.date) << name << " " << at;
    }
  }
}

// Each holiday that the rules of the three parts give for a year, written down from the lists of holidays and
// not from the rules.
const std::map<std::string, std::vector<std::string>> holidays_2027{
    {"DK",
     {"2027-01-01", "2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29", "2027-05-06", "2027-05-16",
      "2027-05-17", "2027-06-05", "2027-12-24", "2027-12-25", "2027-12-26", "2027-12-31"}},
    {"GL",
     {"2027-01-01", "2027-01-06", "2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29", "2027-04-23",
      "2027-05-06", "2027-05-16", "2027-05-17", "2027-06-21", "2027-12-24", "2027-12-25", "2027-12-26"}},
    {"FO",
     {"2027-01-01", "2027-03-25", "2027-03-26", "2027-03-28", "2027-03-29", "2027-04-23", "2027-04-24",
      "2027-04-25", "2027-05-06", "2027-05-16", "2027-05-17", "2027-06-05", "2027-07-28", "2027-07-29",
      "2027-12-24", "2027-12-25", "2027-12-26", "2027-12-31"}}};

TEST(Zones, ThereAreNoSlotsOnAnyHolidayOfAnyPartAndOnEveryOtherWorkingDaySome) {
  const booking::Settings rules = settings();
  // Where a holiday begins at noon, the morning is open.
  const std::set<std::string> from_noon{"2027-06-05", "2027-07-28", "2027-12-31", "2027-04-25"};
  for (const auto& [part, name] : parts) {
    const std::string code = part == booking::Part::denmark     ? "DK"
                             : part == booking::Part::greenland ? "GL"
                                                                : "FO";
    const auto& holidays = holidays_2027.at(code);
    booking::Calendar calendar{
        .part = part, .versions = rules.assumed_hours, .exceptions = {}, .closures = {}};
    const auto zone = zone_named(name).value();
    const Oracle oracle{name};
    for (base::Day day = base::parse_day("2027-01-01").value(); day <= base::parse_day("2027-12-31").value();
         ++day) {
      const std::string date = base::format_day(day);
      const auto hours = booking::hours_on(calendar, rules.holidays, day);
      const bool is_holiday = std::ranges::find(holidays, date) != holidays.end();
      EXPECT_EQ(hours.holiday != nullptr, is_holiday) << code << " " << date;
      const bool is_weekend = booking::weekday_of(day) >= 5;
      const auto cells = booking::cells_on(hours.openings, day, *zone, rules.grid);
      const bool is_half = code == "FO" && from_noon.contains(date);
      EXPECT_EQ(cells.empty(), is_weekend || (is_holiday && !is_half)) << code << " " << date;
      for (const auto& cell : cells) {
        const Local local = Oracle::at(cell.start);
        EXPECT_EQ(local.date, date);
        EXPECT_TRUE(!is_half || local.minute < 720) << date;
      }
    }
  }
}

TEST(Zones, GreatPrayerDayIsNoHolidayInDenmarkFrom2024On) {
  const booking::Settings rules = settings();
  const auto is_holiday = [&](booking::Part part, std::string_view date) {
    return booking::holiday_on(rules.holidays, part, base::parse_day(date).value()) != nullptr;
  };
  EXPECT_TRUE(is_holiday(booking::Part::denmark, "2023-05-05"));
  EXPECT_FALSE(is_holiday(booking::Part::denmark, "2024-04-26"));
  EXPECT_TRUE(is_holiday(booking::Part::greenland, "2024-04-26"));
  EXPECT_TRUE(is_holiday(booking::Part::faroe, "2024-04-26"));
}

TEST(Zones, AZoneThatDoesNotExistIsAProblem) { EXPECT_FALSE(zone_named("Europe/Prøveby")); }

}  // namespace
}  // namespace skranke::app
