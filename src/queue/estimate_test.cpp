// Estimates against days that are played on to their end: how often the wait was within what was told.
#include "queue/estimate.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "queue/order.hpp"
#include "queue/testing.hpp"

namespace skranke::queue {
namespace {

using test::booked;
using test::morning;
using test::walk_in;

constexpr Moment minute = 60;

Moment assumed(std::string_view) { return 30 * minute; }

Ticket ended(std::int64_t made, Moment called_at, Moment length, std::int32_t counter) {
  Ticket ticket = walk_in(made, called_at - 10 * minute);
  ticket.progress.state = State::done;
  ticket.progress.counter = counter;
  ticket.progress.called_at = called_at;
  ticket.progress.ended_at = called_at + length;
  return ticket;
}

Ticket serving(std::int64_t made, Moment called_at, std::int32_t counter) {
  Ticket ticket = walk_in(made, called_at - 10 * minute);
  ticket.progress.state = State::serving;
  ticket.progress.counter = counter;
  ticket.progress.called_at = called_at;
  return ticket;
}

Estimates estimate_of(const std::vector<Ticket>& tickets, std::int32_t staffed = 1,
                      const std::vector<Visit>& expected = {}) {
  VisitTimes times{tickets, assumed};
  return estimate({.now = morning, .tickets = tickets, .expected = expected, .counters_staffed = staffed},
                  times);
}

TEST(Estimate, WhereNoCounterWorksNothingIsSaid) {
  const Estimates estimates = estimate_of({walk_in(1, morning)}, 0);
  EXPECT_FALSE(estimates.newcomer);
  EXPECT_TRUE(estimates.tickets.empty());
}

TEST(Estimate, AtAFreeCounterNobodyWaits) {
  const Estimates estimates = estimate_of({});
  ASSERT_TRUE(estimates.newcomer);
  EXPECT_EQ(*estimates.newcomer, (Spread{.low = 0, .middle = 0, .high = 0}));
  EXPECT_FALSE(estimates.is_todays);
}

TEST(Estimate, GrowsWithTheLineAndShrinksWithCounters) {
  std::vector<Ticket> tickets;
  Moment before = -1;
  for (std::int64_t made = 1; made < 12; ++made) {
    tickets.push_back(walk_in(made, morning - 20 * minute));
    const Spread spread = *estimate_of(tickets).newcomer;
    EXPECT_GT(spread.middle, before);
    EXPECT_LE(spread.low, spread.middle);
    EXPECT_LE(spread.middle, spread.high);
    EXPECT_LT(estimate_of(tickets, 3).newcomer->middle, spread.middle);
    before = spread.middle;
  }
}

TEST(Estimate, IsTheSameEachTime) {
  const std::vector<Ticket> tickets{serving(1, morning - 600, 1), walk_in(2, morning - 300),
                                    walk_in(3, morning)};
  EXPECT_EQ(estimate_of(tickets).newcomer, estimate_of(tickets).newcomer);
}

TEST(Estimate, FollowsTheDaysOwnTimes) {
  std::vector<Ticket> tickets;
  for (std::int64_t made = 1; made <= 24; ++made)
    tickets.push_back(ended(made, morning - made * 6 * minute, 5 * minute, 1));
  tickets.push_back(walk_in(25, morning - minute));
  const Estimates estimates = estimate_of(tickets);
  EXPECT_TRUE(estimates.is_todays);
  EXPECT_EQ(estimates.newcomer->middle, 5 * minute);
}

// One service's times of today say something about another's.
TEST(Estimate, StretchesWhatIsAssumedAsTheDayGoes) {
  std::vector<Ticket> tickets;
  for (std::int64_t made = 1; made <= 24; ++made)
    tickets.push_back(ended(made, morning - made * 61 * minute, 60 * minute, 1));
  tickets.push_back(walk_in(25, morning - minute));
  tickets.back().progress.service = "raise-level";
  VisitTimes times{tickets, assumed};
  Moment sum = 0;
  for (std::uint64_t i = 0; i < 5; ++i) sum += times.draw("raise-level", 0, i);
  EXPECT_GT(sum / 5, 45 * minute);
}

TEST(Estimate, CountsWhoIsBookedAndStillToCome) {
  const std::vector<Ticket> tickets{serving(1, morning - minute, 1)};
  const std::vector<Visit> expected{{.booking_id = "b",
                                     .centre = {},
                                     .service = "mitid-first",
                                     .start = morning + minute,
                                     .name = {},
                                     .language = "da"}};
  EXPECT_GT(estimate_of(tickets, 1, expected).newcomer->middle, estimate_of(tickets).newcomer->middle);
}

TEST(Estimate, OfAVisitThatTakesLongerThanAnyIsSoon) {
  const std::vector<Ticket> tickets{serving(1, morning - 300 * minute, 1), walk_in(2, morning - minute)};
  const auto estimates = estimate_of(tickets);
  ASSERT_TRUE(estimates.tickets.contains(1));
  EXPECT_LT(estimates.tickets.at(1).high, 30 * minute);
}

// ---- Calibration: a centre's day, minute by minute, in which each newcomer is told a time.

struct Told {
  Spread spread;
  Moment came = 0;
};

// Visits whose times spread as they do at counters: most are short, some take three times as long.
Moment length_drawn(std::mt19937& random) {
  std::lognormal_distribution<double> lengths{std::log(12.0 * 60), 0.45};
  return static_cast<Moment>(lengths(random));
}

void play_day(unsigned seed, int& within, int& told_all) {
  std::mt19937 random{seed};
  std::exponential_distribution<double> gaps{1.0 / (4.6 * 60)};
  std::vector<Ticket> tickets;
  std::vector<Told> told;
  std::vector<Moment> lengths;
  std::array<std::size_t, 3> at_counter{};  // ticket's index + 1
  std::array<Moment, 3> free_at{};
  auto comes = static_cast<double>(morning);
  for (Moment now = morning; now < morning + 9 * 60 * minute; now += 5) {
    for (std::size_t i = 0; i < at_counter.size(); ++i) {
      if (at_counter[i] == 0 || free_at[i] > now) continue;
      Progress& progress = tickets[at_counter[i] - 1].progress;
      progress.state = State::done;
      progress.ended_at = now;
      at_counter[i] = 0;
    }
    while (comes <= static_cast<double>(now) && now < morning + 6 * 60 * minute) {
      VisitTimes times{tickets, assumed};
      const auto spread =
          estimate({.now = now, .tickets = tickets, .expected = {}, .counters_staffed = 3}, times).newcomer;
      tickets.push_back(walk_in(static_cast<std::int64_t>(tickets.size() + 1), now));
      lengths.push_back(length_drawn(random));
      told.push_back({.spread = *spread, .came = now});
      comes += gaps(random);
    }
    for (std::size_t i = 0; i < at_counter.size(); ++i) {
      if (at_counter[i] != 0) continue;
      const Ticket* next = next_of(tickets, {}, now);
      if (next == nullptr) break;
      const auto at = static_cast<std::size_t>(next - tickets.data());
      tickets[at].progress.state = State::called;
      tickets[at].progress.counter = static_cast<std::int32_t>(i + 1);
      tickets[at].progress.called_at = now;
      at_counter[i] = at + 1;
      free_at[i] = now + lengths[at];
    }
  }
  // From when the day's own times are known, and where there was a line at all.
  for (std::size_t i = 40; i < told.size(); ++i) {
    if (!tickets[i].progress.called_at || told[i].spread.high < 3 * minute) continue;
    const Moment wait = *tickets[i].progress.called_at - told[i].came;
    ++told_all;
    // Told in minutes, rounded outwards.
    if (wait >= told[i].spread.low / minute * minute &&
        wait <= (told[i].spread.high + minute - 1) / minute * minute)
      ++within;
  }
}

TEST(Estimate, HoldsAsOftenAsItSays) {
  int within = 0;
  int told = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) play_day(seed, within, told);
  const double share = static_cast<double>(within) / told;
  std::printf("%d of %d waits within the spread that was told: %.2f\n", within, told, share);
  ASSERT_GT(told, 1000);
  EXPECT_GT(share, 0.53);  // 0.6 is what a spread from the 20th to the 80th means, and rounding adds a little
  EXPECT_LT(share, 0.7);
}

}  // namespace
}  // namespace skranke::queue
