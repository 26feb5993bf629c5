// What a closure would do to a day: examples, and what holds of any day.
#include "running/closure_plan.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace skranke::running {
namespace {

using booking::Cell;
using booking::TakenSeat;

constexpr std::int32_t grid = 15;

Closure closed(Instant from, Instant to, std::optional<std::int32_t> counter = std::nullopt) {
  Closure closure;
  closure.from = from;
  closure.to = to;
  closure.counter = counter;
  return closure;
}

// Open from ten to fourteen.
std::vector<Cell> cells(std::int32_t counters) {
  std::vector<Cell> all;
  for (Instant start = 600; start < 840; start += grid)
    all.push_back({.start = start, .counters = counters, .is_continued = start > 600});
  return all;
}

CentreVisit visit(const std::string& id, Instant start, std::int32_t minutes, std::int32_t counter) {
  CentreVisit each;
  each.booking_id = id;
  each.start = start;
  each.minutes = minutes;
  each.counter = counter;
  return each;
}

std::vector<TakenSeat> seats_of(const std::vector<CentreVisit>& visits) {
  std::vector<TakenSeat> taken;
  for (const CentreVisit& each : visits) {
    for (Instant start = each.start; start < each.start + each.minutes; start += grid)
      taken.push_back({start, each.counter});
  }
  std::ranges::sort(taken, {}, &TakenSeat::start);
  return taken;
}

std::map<std::string, ClosureVisit> planned(const Closure& closure, std::int32_t counters,
                                            const std::vector<CentreVisit>& visits, Instant now = 0) {
  const auto day = cells(counters);
  const auto taken = seats_of(visits);
  std::map<std::string, ClosureVisit> by_id;
  for (const auto& each : plan_day(closure, {.cells = day, .taken = taken, .grid = grid, .now = now},
                                   hit_of(closure, visits, now)))
    by_id.emplace(each.booking_id, each);
  return by_id;
}

TEST(ClosurePlan, AVisitKeepsItsTimeAtAnotherCounter) {
  const auto done = planned(closed(600, 720, 0), 2, {visit("a", 630, 30, 0)});
  ASSERT_EQ(done.size(), 1U);
  EXPECT_EQ(done.at("a").to, 630);
  EXPECT_EQ(done.at("a").to_counter, 1);
}

TEST(ClosurePlan, ElseItGetsTheNearestTimeWithinTheHour) {
  const auto done = planned(closed(600, 720, 0), 2, {visit("a", 630, 30, 0), visit("b", 630, 30, 1)});
  ASSERT_EQ(done.size(), 1U);
  EXPECT_EQ(done.at("a").to, 660);
}

TEST(ClosurePlan, ElseItIsOfferedAgain) {
  const auto done = planned(closed(600, 840), 2, {visit("a", 630, 30, 0), visit("b", 630, 30, 1)});
  EXPECT_EQ(done.size(), 2U);
  for (const auto& [id, each] : done) EXPECT_FALSE(each.to.has_value()) << id;
}

TEST(ClosurePlan, WhoCanKeepTheirTimeComesFirst) {
  // The first could only have the place that lets the second keep its time.
  const auto done = planned(closed(600, 840, 0), 2,
                            {visit("a", 630, 15, 0), visit("b", 645, 15, 0), visit("c", 630, 15, 1)});
  EXPECT_EQ(done.at("b").to, 645);
  EXPECT_NE(done.at("a").to, 645);
}

TEST(ClosurePlan, LeavesWhoHasBegunArrivedOrCancelled) {
  auto begun = visit("a", 630, 15, 0);
  auto arrived = visit("b", 660, 15, 0);
  arrived.has_arrived = true;
  auto cancelled = visit("c", 660, 15, 0);
  cancelled.state = booking::State::cancelled;
  EXPECT_TRUE(planned(closed(600, 840), 2, {begun, arrived, cancelled}, 635).empty());
}

// A day of any visits, closed anyhow: afterwards nobody sits on a closed seat, nobody on another's, everybody
// who was moved is within reach, and nobody is offered again who could have kept their time.
TEST(ClosurePlan, LeavesADayInOrderWhateverItWas) {
  std::mt19937 random{11};  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  const auto any = [&random](std::uint32_t count) { return static_cast<std::int32_t>(random() % count); };
  std::size_t kept = 0;
  std::size_t moved = 0;
  std::size_t offered = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::int32_t counters = 1 + any(4);
    std::vector<CentreVisit> visits;
    std::set<std::pair<Instant, std::int32_t>> taken;
    for (int i = 0; i < 40; ++i) {
      const Instant start = 600 + any(16) * grid;
      const std::int32_t minutes = (1 + any(3)) * grid;
      const std::int32_t counter = any(static_cast<std::uint32_t>(counters));
      bool is_free = start + minutes <= 840;
      for (Instant at = start; at < start + minutes; at += grid)
        is_free = is_free && !taken.contains({at, counter});
      if (!is_free) continue;
      for (Instant at = start; at < start + minutes; at += grid) taken.emplace(at, counter);
      visits.push_back(visit(std::to_string(i), start, minutes, counter));
    }
    std::ranges::sort(visits, {}, &CentreVisit::start);
    Closure closure = closed(600 + any(12) * grid, 0);
    closure.to = closure.from + (1 + any(16)) * grid;
    if (any(3) != 0) closure.counter = any(static_cast<std::uint32_t>(counters));
    const auto done = planned(closure, counters, visits);
    std::set<std::pair<Instant, std::int32_t>> after;
    for (const CentreVisit& each : visits) {
      Placed place = placed(each);
      const auto found = done.find(each.booking_id);
      EXPECT_EQ(found != done.end(), is_hit(closure, place));
      if (found != done.end()) {
        if (!found->second.to) {
          ++offered;
          continue;
        }
        EXPECT_LE(std::abs(*found->second.to - place.start), reach_minutes);
        (*found->second.to == place.start ? kept : moved) += 1;
        place.start = *found->second.to;
        place.counter = found->second.to_counter;
        EXPECT_FALSE(is_hit(closure, place));
        EXPECT_TRUE(fits(place, cells(counters), grid));
      }
      for (Instant at = place.start; at < place.start + place.minutes; at += grid)
        EXPECT_TRUE(after.emplace(at, place.counter).second) << "two at a counter";
    }
    for (const auto& [id, each] : done) {
      if (each.to) continue;
      const auto& before = *std::ranges::find(visits, id, &CentreVisit::booking_id);
      for (std::int32_t counter = 0; counter < counters; ++counter) {
        const Placed place{each.from, before.minutes, counter};
        bool is_free = !is_hit(closure, place);
        for (Instant at = place.start; at < place.start + place.minutes; at += grid)
          is_free = is_free && !after.contains({at, counter});
        EXPECT_FALSE(is_free) << "offered again beside a free counter";
      }
    }
  }
  // The rounds have seen all three ends.
  EXPECT_GT(std::min({kept, moved, offered}), 500U);
}

}  // namespace
}  // namespace skranke::running
