// The figures: examples worked out by hand, and what holds of any numbers.
#include "running/figures.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace skranke::running {
namespace {

constexpr Moment minute = 60;
constexpr Instant midnight = 1440;  // of day 1

std::vector<FigureDay> two_days() {
  return {{.day = 1, .from = 1440, .to = 2880, .minutes_open = 480},
          {.day = 2, .from = 2880, .to = 4320, .minutes_open = 240}};
}

VisitFact booked(Instant start) {
  VisitFact fact;
  fact.start = start;
  fact.minutes = 15;
  fact.created_at = (start - 3 * 1440) * minute;
  return fact;
}

VisitFact came(VisitFact fact, Moment arrived_at, Moment waits, const std::string& outcome) {
  fact.has_ticket = true;
  fact.arrived_at = arrived_at;
  fact.called_at = arrived_at + waits;
  fact.serving_at = *fact.called_at + 30;
  fact.ended_at = *fact.serving_at + 10 * minute;
  fact.outcome = outcome;
  return fact;
}

TEST(Figures, CountWhatBecameOfEachVisit) {
  auto helped = came(booked(midnight + 600), (midnight + 600) * minute, 4 * minute, "helped");
  helped.advised = "enough";
  auto wasted = came(booked(midnight + 615), (midnight + 610) * minute, 20 * minute, "documents");
  wasted.advised = "enough";
  VisitFact walked = came({}, (midnight + 620) * minute, 9 * minute, "witness");
  walked.ticket_day = 1;
  auto left = came(booked(midnight + 660), (midnight + 660) * minute, 0, "");
  left.called_at.reset();
  left.serving_at.reset();
  const std::vector<VisitFact> facts{
      helped, wasted, walked, left, booked(midnight + 630), booked(2880 + 600)};
  const Moment now = (midnight + 800) * minute;
  const Figures figures = figures_of(two_days(), facts, now);
  ASSERT_EQ(figures.days.size(), 2U);
  const DayFigures& day = figures.days[0];
  EXPECT_EQ(day.booked, 4);
  EXPECT_EQ(day.walk_ins, 1);
  EXPECT_EQ(day.arrived, 3);
  EXPECT_EQ(day.no_shows, 1);
  EXPECT_EQ(day.helped, 1);
  EXPECT_EQ(day.wasted, 2);
  EXPECT_EQ(day.minutes_open, 480);
  EXPECT_EQ(day.minutes_used, 30);
  // Who came five minutes early waited for the centre from their time on: 15 minutes.
  EXPECT_EQ(day.wait_p50_minutes, 9);
  EXPECT_EQ(day.wait_p90_minutes, 15);
  EXPECT_EQ(day.service_p50_minutes, 10);
  EXPECT_EQ(day.lead_p50_days, 3);
  EXPECT_EQ(figures.days[1].booked, 1);
  EXPECT_EQ(figures.days[1].no_shows, 0) << "still to come";
  EXPECT_FALSE(figures.days[1].wait_p50_minutes.has_value());
  EXPECT_EQ(figures.all.booked, 5);
  EXPECT_EQ(figures.all.minutes_open, 720);
  EXPECT_EQ(figures.wasted.part, 2);
  EXPECT_EQ(figures.wasted.whole, 3);
  EXPECT_EQ(figures.no_shows.whole, 4);
  const auto& enough = figures.wasted_by_advice[static_cast<std::size_t>(Advice::enough)];
  EXPECT_EQ(enough.whole, 2);
  EXPECT_EQ(enough.part, 1);
  EXPECT_EQ(figures.wasted_by_advice[static_cast<std::size_t>(Advice::none)].whole, 1);
  EXPECT_EQ(figures.by_outcome[1], 1);
  EXPECT_EQ(figures.by_outcome[2], 1);
}

TEST(Figures, AVisitOfNoSuchDayIsLeftOut) {
  VisitFact walked = came({}, 0, 0, "helped");
  walked.ticket_day = 3;
  const std::vector<VisitFact> facts{booked(1439), booked(4320), walked};
  const Figures figures = figures_of(two_days(), facts, 0);
  EXPECT_EQ(figures.all.booked, 0);
  EXPECT_EQ(figures.all.walk_ins, 0);
}

TEST(Figures, WilsonsIntervalIsThatOfTheBooks) {
  // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I: 81 of 263, 15 of
  // 148, 0 of 20, 1 of 29.
  const auto close_to = [](const Rate& rate, double low, double high) {
    EXPECT_NEAR(rate.low, low, 5e-5);
    EXPECT_NEAR(rate.high, high, 5e-5);
  };
  close_to(rate_of(81, 263), 0.2553, 0.3662);
  close_to(rate_of(15, 148), 0.0624, 0.1605);
  close_to(rate_of(0, 20), 0.0000, 0.1611);
  close_to(rate_of(1, 29), 0.0061, 0.1718);
  EXPECT_EQ(rate_of(0, 0).high, 1) << "nothing is known of nothing";
}

TEST(Figures, ARatesIntervalHoldsItAndNarrows) {
  for (std::int64_t whole = 1; whole <= 200; ++whole) {
    for (std::int64_t part = 0; part <= whole; ++part) {
      const Rate rate = rate_of(part, whole);
      EXPECT_LE(0, rate.low);
      EXPECT_LE(rate.low, rate.share);
      EXPECT_LE(rate.share, rate.high);
      EXPECT_LE(rate.high, 1);
      const Rate tenfold = rate_of(part * 10, whole * 10);
      EXPECT_LT(tenfold.high - tenfold.low, rate.high - rate.low);
      // What did not happen is the other way round.
      EXPECT_NEAR(rate.low, 1 - rate_of(whole - part, whole).high, 1e-12);
    }
  }
}

TEST(Figures, APercentileIsAValueThatEnoughOthersDoNotExceed) {
  std::mt19937 random{3};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::int64_t> values(1 + random() % 40);
    for (auto& value : values) value = static_cast<std::int64_t>(random() % 20);
    auto sorted = values;
    std::ranges::sort(sorted);
    for (const std::int32_t percent : {1, 50, 90, 100}) {
      const auto found = percentile(values, percent);
      ASSERT_TRUE(found.has_value());
      const auto count = [&](auto is) { return std::ranges::count_if(sorted, is) * 100; };
      const auto size = std::ssize(sorted);
      EXPECT_GE(count([&](auto value) { return value <= *found; }), size * percent);
      EXPECT_LT(count([&](auto value) { return value < *found; }), size * percent);
    }
  }
  std::vector<std::int64_t> none;
  EXPECT_FALSE(percentile(none, 50).has_value());
}

TEST(Figures, AnAdviceHasANameAndBack) {
  for (const Advice advice : {Advice::enough, Advice::not_enough, Advice::unknown, Advice::none})
    EXPECT_EQ(advice_of(name(advice)), advice);
  EXPECT_EQ(advice_of(""), Advice::none);
}

}  // namespace
}  // namespace skranke::running
