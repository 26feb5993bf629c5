// Whether visits fit into hours, and where they may go instead.
#include "running/fit.hpp"

#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "booking/hours.hpp"

namespace skranke::running {
namespace {

using booking::Cell;
using booking::Opening;
using booking::Slot;

class Utc final : public booking::TimeZone {
 public:
  [[nodiscard]] Instant at(base::Day day, booking::Minute minute) const override {
    return Instant{day} * booking::minutes_a_day + minute;
  }
  [[nodiscard]] std::int32_t offset(Instant) const override { return 0; }
};

constexpr std::int32_t grid = 15;

Closure closed(Instant from, Instant to, std::optional<std::int32_t> counter = std::nullopt) {
  Closure closure;
  closure.from = from;
  closure.to = to;
  closure.counter = counter;
  return closure;
}

std::vector<Cell> cells(const std::vector<Opening>& openings) {
  return booking::cells_on(openings, 0, Utc{}, grid);
}

TEST(Fit, AVisitFitsWhereItsCounterIsOpenForAllOfIt) {
  const auto day = cells({{600, 720, 2}, {720, 780, 3}});
  EXPECT_TRUE(fits({600, 30, 0}, day, grid));
  EXPECT_TRUE(fits({690, 30, 1}, day, grid));
  EXPECT_FALSE(fits({600, 30, 2}, day, grid)) << "only two counters before noon";
  EXPECT_TRUE(fits({720, 30, 2}, day, grid));
  EXPECT_FALSE(fits({705, 30, 0}, day, grid)) << "from one opening into the next";
  EXPECT_FALSE(fits({765, 30, 0}, day, grid)) << "past the end";
  EXPECT_FALSE(fits({585, 30, 0}, day, grid)) << "before the beginning";
  EXPECT_FALSE(fits({607, 15, 0}, day, grid)) << "off the grid";
  EXPECT_FALSE(fits({600, 15, 0}, {}, grid)) << "closed";
}

// What fits is what could be booked: a visit fits exactly where a slot of its length has its counter.
TEST(Fit, FitsWhereAnEmptyDayHasASlot) {
  std::mt19937 random{7};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  for (int round = 0; round < 500; ++round) {
    std::vector<Opening> openings;
    booking::Minute at = 480;
    while (at < 900) {
      at += static_cast<booking::Minute>(random() % 4) * grid;
      const auto closes = at + static_cast<booking::Minute>(1 + random() % 8) * grid;
      openings.push_back({at, closes, static_cast<std::int32_t>(1 + random() % 3)});
      at = closes;
    }
    const auto day = cells(openings);
    const std::int32_t minutes = static_cast<std::int32_t>(1 + random() % 4) * grid;
    const auto slots = booking::slots_of(day, {}, minutes / grid);
    for (Instant start = 450; start < 1000; start += grid) {
      const auto slot = std::ranges::find(slots, start, &Slot::start);
      for (std::int32_t counter = 0; counter < 4; ++counter) {
        const bool is_slot = slot != slots.end() && (slot->counters >> counter & 1U) != 0;
        EXPECT_EQ(fits({start, minutes, counter}, day, grid), is_slot) << start << " " << counter;
      }
    }
  }
}

TEST(Fit, AClosureHitsWhatItTouchesAtItsCounter) {
  const Closure closure = closed(600, 660, 1);
  EXPECT_TRUE(is_hit(closure, {600, 15, 1}));
  EXPECT_TRUE(is_hit(closure, {585, 30, 1}));
  EXPECT_TRUE(is_hit(closure, {645, 30, 1}));
  EXPECT_FALSE(is_hit(closure, {585, 15, 1}));
  EXPECT_FALSE(is_hit(closure, {660, 15, 1}));
  EXPECT_FALSE(is_hit(closure, {600, 15, 0}));
  EXPECT_TRUE(is_hit(closed(600, 660), {600, 15, 0})) << "of the whole centre";
  const auto seats = closed_of(closure, {585, 45, 1}, grid);
  ASSERT_EQ(seats.size(), 2U);
  EXPECT_EQ(seats[0].start, 600);
  EXPECT_EQ(closed_in(closure, cells({{600, 720, 2}}), grid).size(), 4U);
  EXPECT_EQ(closed_in(closed(600, 660), cells({{600, 720, 2}}), grid).size(), 8U);
  EXPECT_TRUE(closed_in(closed(600, 660, 2), cells({{600, 720, 2}}), grid).empty());
}

TEST(Fit, NearbyIsWithinAnHourNearestFirstAndEarlierOnlyInGoodTime) {
  std::vector<Slot> slots;
  for (Instant start = 480; start <= 840; start += 15) slots.push_back({start, 1, 1});
  const auto starts = [&](Instant now) {
    std::vector<Instant> all;
    for (const Option& option : nearby({.start = 660, .minutes = 15}, slots, now))
      all.push_back(option.start);
    return all;
  };
  EXPECT_THAT(starts(0), ::testing::ElementsAre(675, 645, 690, 630, 705, 615, 720, 600));
  // At nine an earlier time than eleven can't be told in time.
  EXPECT_THAT(starts(541), ::testing::ElementsAre(675, 690, 705, 720));
  EXPECT_THAT(starts(510), ::testing::ElementsAre(675, 645, 690, 630, 705, 720));
  EXPECT_THAT(starts(700), ::testing::ElementsAre(705, 720)) << "not what is past";
  slots[13].counters = 0;  // 675
  EXPECT_EQ(starts(0).front(), 645);
}

TEST(Fit, TheSameTimeIsAnOptionOnlyWithACounter) {
  const std::vector<Slot> slots{{600, 0, 0}, {615, 1, 2}};
  EXPECT_TRUE(same_time({.start = 600, .minutes = 15}, slots).empty());
  EXPECT_EQ(same_time({.start = 615, .minutes = 15}, slots).front().counters, 2U);
  EXPECT_TRUE(same_time({.start = 630, .minutes = 15}, slots).empty());
}

}  // namespace
}  // namespace skranke::running
