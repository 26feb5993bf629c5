// Opening hours, holidays and slots, without a clock.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "booking/settings.hpp"
#include "booking/slots.hpp"

namespace skranke::booking {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

base::Day day(std::string_view text) { return base::parse_day(text).value(); }

HolidayRule fixed(std::string id, std::int32_t month, std::int32_t date, Minute from = 0) {
  HolidayRule rule;
  rule.id = std::move(id);
  rule.month = month;
  rule.day = date;
  rule.closed_from = from;
  rule.parts = {true, false, true};
  return rule;
}

TEST(Easter, IsWhereTheTablesHaveIt) {
  for (const auto& [year, text] :
       {std::pair{1818, "1818-03-22"}, std::pair{1943, "1943-04-25"}, std::pair{2000, "2000-04-23"},
        std::pair{2024, "2024-03-31"}, std::pair{2025, "2025-04-20"}, std::pair{2026, "2026-04-05"},
        std::pair{2027, "2027-03-28"}, std::pair{2038, "2038-04-25"}, std::pair{2285, "2285-03-22"}})
    EXPECT_EQ(easter_sunday(year), day(text)) << year;
}

TEST(Easter, IsAlwaysASundayBetweenItsBounds) {
  for (std::int32_t year = 1600; year < 2600; ++year) {
    const base::Day sunday = easter_sunday(year);
    EXPECT_EQ(weekday_of(sunday), 6U) << year;
    EXPECT_GE(sunday, base::day_from({year, 3, 22})) << year;
    EXPECT_LE(sunday, base::day_from({year, 4, 25})) << year;
  }
}

TEST(Hours, AnExceptionStandsBeforeAHolidayAndTheWeek) {
  Calendar calendar;
  WeeklyHours week{.from = day("2026-01-01"), .days = {}, .is_assumed = true};
  week.days[4] = {{.opens = 600, .closes = 840, .counters = 2}};
  calendar.versions = {week};
  const std::vector rules{fixed("christmas", 12, 25), fixed("eve", 7, 3, 720)};
  const base::Day friday = day("2026-11-27");
  EXPECT_THAT(hours_on(calendar, rules, friday).openings, ElementsAre(Opening{600, 840, 2}));
  EXPECT_TRUE(hours_on(calendar, rules, friday).is_assumed);
  EXPECT_THAT(hours_on(calendar, rules, friday + 1).openings, IsEmpty());
  EXPECT_THAT(hours_on(calendar, rules, day("2025-12-26")).openings, IsEmpty()) << "before the first version";
  const DayHours christmas = hours_on(calendar, rules, day("2026-12-25"));
  EXPECT_THAT(christmas.openings, IsEmpty());
  ASSERT_NE(christmas.holiday, nullptr);
  EXPECT_EQ(christmas.holiday->id, "christmas");
  // Closed from noon on: what is before stays.
  EXPECT_THAT(hours_on(calendar, rules, day("2026-07-03")).openings, ElementsAre(Opening{600, 720, 2}));
  calendar.exceptions = {
      {.day = day("2026-12-25"), .openings = {{540, 600, 1}}, .reason = "open all the same"},
      {.day = friday + 28 + 7, .openings = {}, .reason = "closed"}};
  EXPECT_THAT(hours_on(calendar, rules, day("2026-12-25")).openings, ElementsAre(Opening{540, 600, 1}));
  EXPECT_THAT(hours_on(calendar, rules, friday + 35).openings, IsEmpty());
}

TEST(Hours, ANewVersionHoldsFromItsDayOn) {
  Calendar calendar;
  for (const auto& [from, opens] : {std::pair{"2026-01-01", 600}, std::pair{"2026-12-01", 480}}) {
    WeeklyHours week{.from = day(from), .days = {}, .is_assumed = false};
    for (auto& each : week.days) each = {{.opens = opens, .closes = 900, .counters = 1}};
    calendar.versions.push_back(week);
  }
  EXPECT_EQ(hours_on(calendar, {}, day("2026-11-30")).openings.front().opens, 600);
  EXPECT_EQ(hours_on(calendar, {}, day("2026-12-01")).openings.front().opens, 480);
}

class Utc final : public TimeZone {
 public:
  [[nodiscard]] Instant at(base::Day on, Minute minute) const override {
    return Instant{on} * minutes_a_day + minute;
  }
  [[nodiscard]] std::int32_t offset(Instant) const override { return -150; }
};

TEST(Slots, AVisitFitsWhereOneCounterIsFreeForAllOfItInOneOpening) {
  const std::vector<Opening> openings{{600, 640, 2}, {660, 690, 1}};
  const auto cells = cells_on(openings, 0, Utc{}, 15);
  ASSERT_EQ(cells.size(), 4U);  // ten minutes at the end of the first are no cell
  const auto starts = [&](std::vector<TakenSeat> taken, std::int32_t length) {
    std::vector<std::pair<Instant, std::int32_t>> all;
    for (const Slot& slot : slots_of(cells, taken, length)) all.emplace_back(slot.start, slot.free);
    return all;
  };
  using Starts = std::vector<std::pair<Instant, std::int32_t>>;
  EXPECT_EQ(starts({}, 1), (Starts{{600, 2}, {615, 2}, {660, 1}, {675, 1}}));
  EXPECT_EQ(starts({}, 2), (Starts{{600, 2}, {660, 1}})) << "not across a break";
  EXPECT_EQ(starts({{600, 0}, {615, 1}}, 2), (Starts{{600, 0}, {660, 1}})) << "not at two counters";
  EXPECT_EQ(starts({{600, 0}, {615, 0}, {675, 0}}, 2), (Starts{{600, 1}, {660, 0}}));
  // A seat at a counter that is not staffed any more takes nothing from the others.
  EXPECT_EQ(starts({{660, 5}}, 1), (Starts{{600, 2}, {615, 2}, {660, 1}, {675, 1}}));
  EXPECT_TRUE(starts({}, 5).empty());
}

TEST(Slots, AllSixtyFourCountersAreCounted) {
  const std::vector<Opening> openings{{600, 615, counters_max}};
  const auto cells = cells_on(openings, 0, Utc{}, 15);
  EXPECT_EQ(slots_of(cells, {}, 1).front().free, 64);
  const std::vector<TakenSeat> last{{600, 63}};
  EXPECT_EQ(slots_of(cells, last, 1).front().free, 63);
}

TEST(Slots, AreCalledByCentreTimeAndService) {
  const SlotName name{.centre = "aarhus",
                      .start = Instant{day("2026-12-01")} * minutes_a_day + 545,
                      .service = "mitid-first"};
  EXPECT_EQ(to_string(name), "aarhus.20261201T0905Z.mitid-first");
  const auto read = parse_slot(to_string(name));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->centre, name.centre);
  EXPECT_EQ(read->start, name.start);
  EXPECT_EQ(read->service, name.service);
  for (const std::string_view bad :
       {"", ".", "..", "a.b.c", "a.20261201T0905Z", "a.20261201T0905Z.", "a.20260230T0905Z.b",
        "a.20261201T2405Z.b", "a.20261201T0960Z.b", "a.20261201 0905Z.b", "A.20261201T0905Z.b",
        "a.20261201T0905Z.b.c", "a/.20261201T0905Z.b", "a.2026-1201T095Z.b"})
    EXPECT_FALSE(parse_slot(bad)) << bad;
}

TEST(Hours, AClosureTakesItsMinutesAndNothingElse) {
  // Minute by minute, for any two openings and any closure: what was open and is not closed.
  for (Minute from = 0; from <= 12; ++from) {
    for (Minute to = from; to <= 12; ++to) {
      const std::vector<Opening> openings{{1, 5, 2}, {5, 7, 1}, {9, 12, 3}};
      const auto left = without(openings, from, to);
      for (Minute minute = 0; minute < 13; ++minute) {
        const auto counters = [minute](const std::vector<Opening>& all) {
          std::int32_t open = 0;
          for (const Opening& each : all) {
            EXPECT_LT(each.opens, each.closes);
            if (each.opens <= minute && minute < each.closes) open += each.counters;
          }
          return open;
        };
        EXPECT_EQ(counters(left), minute >= from && minute < to ? 0 : counters(openings));
      }
    }
  }
}

TEST(Hours, WhatIsClosedSuddenlyIsTakenFromExceptionsToo) {
  const base::Day monday = day("2026-11-30");
  Calendar calendar;
  calendar.exceptions = {{monday, {{600, 720, 2}}, "a course"}};
  calendar.closures = {{monday, 660, 1440, "flood"}, {monday + 1, 0, 1440, "storm"}};
  const DayHours hours = hours_on(calendar, {}, monday);
  EXPECT_THAT(hours.openings, ElementsAre(Opening{600, 660, 2}));
  EXPECT_EQ(hours.closure->reason, "flood");
  EXPECT_EQ(hours.exception->reason, "a course");
  EXPECT_EQ(hours_on(calendar, {}, monday + 2).closure, nullptr);
}

TEST(Slots, TimesAreWrittenWithTheZonesOffset) {
  EXPECT_EQ(format_instant(Instant{day("2026-12-01")} * minutes_a_day + 60, Utc{}),
            "2026-11-30T22:30:00-02:30");
  EXPECT_EQ(day_of(Instant{day("2026-12-01")} * minutes_a_day + 60, Utc{}), day("2026-11-30"));
}

TEST(Settings, EveryMistakeIsFoundWithItsPlace) {
  std::vector<base::Finding> findings;
  const std::string text =
      "grid = 15\nhorizon_days = 90\ndefault_service = \"dance\"\nextra = 1\nvisits_per_contact = 49\n"
      "[[holiday]]\nid = \"a\"\nrule = \"13-01\"\nparts = [\"SE\"]\n"
      "[[holiday]]\nid = \"b\"\nrule = \"E+200\"\nfrom = \"25:00\"\nparts = [\"DK\"]\n"
      "[[service]]\nid = \"s\"\nminutes = 20\n[[service]]\nid = \"s\"\nminutes = 30\n"
      "[[hours]]\nfrom = \"2026-02-30\"\ncounters = 65\nmonday = [\"10:00-09:00\"]\ntuesday = "
      "[\"10:00-12:00\", \"11:00-13:00\"]\n";
  static_cast<void>(parse_settings(text, "booking.toml", findings));
  std::string all;
  for (const auto& finding : findings) all += to_string(finding) + "\n";
  for (const std::string_view expected :
       {"booking.toml:4:1: unknown key \"extra\"", ":3:19: default_service", ":5:22: visits_per_contact",
        ":8:8: rule", ":9:10: parts", ":12:8: rule", ":13:8: from", "minutes: expected a multiple",
        "expected each id of a service once", "from: expected a day", "counters", "expected opening hours",
        "overlap"})
    EXPECT_THAT(all, testing::HasSubstr(expected));
}

TEST(Settings, TimesOfDayAreReadStrictly) {
  EXPECT_EQ(parse_opening("00:00-24:00", 1), (Opening{0, 1440, 1}));
  for (const std::string_view bad :
       {"", "-", "10:00", "10:00-", "10-12", "10:00-10:00", "12:00-10:00", "10:00-24:01", "1a:00-12:00",
        "10:60-12:00", "-1:00-12:00", "10:00 - 12:00"})
    EXPECT_FALSE(parse_opening(bad, 1)) << bad;
}

}  // namespace
}  // namespace skranke::booking
