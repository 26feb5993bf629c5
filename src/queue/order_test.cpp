// The rule of fairness: its order, its bounds, and that nobody starves, over random days.
#include "queue/order.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "queue/testing.hpp"

namespace skranke::queue {
namespace {

using test::booked;
using test::morning;
using test::walk_in;

constexpr Moment minute = 60;

std::string next_name(const std::vector<Ticket>& tickets, Moment now, Caller caller = {}) {
  const Ticket* next = next_of(tickets, caller, now);
  return next == nullptr ? "" : next->ticket_id;
}

TEST(Order, WhoIsBookedAndOnTimeComesBeforeWhoCameWithoutABooking) {
  const Moment ten = morning;
  const std::vector<Ticket> tickets{walk_in(1, ten - 14 * minute), booked(2, ten, ten - 5 * minute)};
  EXPECT_EQ(next_name(tickets, ten), "t2");
  // Who has waited a quarter of an hour by then comes first.
  EXPECT_EQ(next_name({walk_in(1, ten - 15 * minute), tickets[1]}, ten), "t1");
}

TEST(Order, NobodyIsCalledBeforeTheirTimeWhileOthersWait) {
  const std::vector<Ticket> tickets{booked(1, morning + 5 * minute, morning), walk_in(2, morning)};
  EXPECT_EQ(next_name(tickets, morning + 4 * minute), "t2");
  EXPECT_EQ(next_name(tickets, morning + 5 * minute), "t1");
  EXPECT_EQ(next_name({tickets[0]}, morning), "t1") << "nobody else waits";
}

TEST(Order, TenMinutesLateKeepTheirTimeAndMoreDoesNot) {
  EXPECT_EQ(due_of_booked(morning, morning + 10 * minute), morning);
  EXPECT_EQ(due_of_booked(morning, morning + 10 * minute + 1), morning + 10 * minute + 1);
}

TEST(Order, WhoWasNotThereComesAfterAllWhoWaitedThen) {
  std::vector<Ticket> tickets{walk_in(1, morning - 60 * minute), walk_in(2, morning - 50 * minute),
                              booked(3, morning - minute, morning - 5 * minute), walk_in(4, morning),
                              walk_in(5, morning + 1)};
  const With with{.now = morning, .counter = 1, .service = {}, .outcome = {}};
  tickets[0] = *after(*after(tickets[0], Action::call, with), Action::away, with);
  std::vector<std::string> called;
  for (const std::size_t at : line_of(tickets, morning)) called.push_back(tickets[at].ticket_id);
  EXPECT_EQ(called, (std::vector<std::string>{"t2", "t3", "t4", "t1", "t5"}));
}

TEST(Order, ACounterCallsWhatItCanServeAndWhoWasSentToIt) {
  std::vector<Ticket> tickets{walk_in(1, morning), walk_in(2, morning + 1), walk_in(3, morning + 2)};
  tickets[0].progress.wanted = 3;
  tickets[1].progress.service = "raise-level";
  EXPECT_EQ(next_name(tickets, morning, {.counter = 1, .services = {}}), "t2");
  EXPECT_EQ(next_name(tickets, morning, {.counter = 3, .services = {}}), "t1");
  EXPECT_EQ(next_name(tickets, morning, {.counter = 1, .services = {"mitid-first"}}), "t3");
  EXPECT_EQ(next_name(tickets, morning, {.counter = 1, .services = {"name-changed"}}), "");
}

// ---- Random days: people come, counters call; one step is one minute.

struct Coming {
  bool is_booked = false;
  Moment start = 0;
  Moment arrives = 0;
};

struct Called {
  Ticket ticket;
  Moment at = 0;
};

std::vector<Coming> coming_of(const std::vector<std::pair<std::uint8_t, std::int8_t>>& seeds) {
  std::vector<Coming> all;
  for (const auto& [when, off] : seeds) {
    const Moment moment = morning + Moment{when} * minute;
    const bool is_booked = off % 2 == 0;
    const Moment start = moment / (15 * minute) * (15 * minute);
    all.push_back({.is_booked = is_booked,
                   .start = start,
                   .arrives = is_booked ? start + Moment{off} % 20 * minute : moment});
  }
  std::ranges::stable_sort(all, {}, &Coming::arrives);
  return all;
}

// Every `pace` minutes a counter calls somebody, until all that have come were called.
std::vector<Called> play(const std::vector<Coming>& coming, Moment pace) {
  std::vector<Ticket> waiting;
  std::vector<Called> called;
  std::size_t next = 0;
  for (Moment now = morning - 60 * minute; next < coming.size() || !waiting.empty(); now += minute) {
    for (; next < coming.size() && coming[next].arrives <= now; ++next) {
      const auto made = static_cast<std::int64_t>(next + 1);
      waiting.push_back(coming[next].is_booked ? booked(made, coming[next].start, coming[next].arrives)
                                               : walk_in(made, coming[next].arrives));
    }
    if (now / minute % pace != 0) continue;
    const Ticket* chosen = next_of(waiting, {}, now);
    if (chosen == nullptr) continue;
    called.push_back({.ticket = *chosen, .at = now});
    std::erase_if(waiting, [id = chosen->ticket_id](const Ticket& each) { return each.ticket_id == id; });
  }
  return called;
}

using Seeds = std::vector<std::pair<std::uint8_t, std::int8_t>>;

// INVARIANT of docs/queue.md: from their due moment on, nobody with a later one is called before them.
RC_GTEST_PROP(Order, NobodyIsOvertakenOnceTheyAreDue, (const Seeds& seeds, std::uint8_t pace)) {
  const auto called = play(coming_of(seeds), 1 + pace % 12);
  for (std::size_t i = 0; i < called.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const bool is_there = called[i].ticket.arrived_at <= called[j].at;
      const bool is_due = called[i].ticket.due <= called[j].at;
      if (is_there && is_due) RC_ASSERT(called[j].ticket.due <= called[i].ticket.due);
    }
  }
}

// Nobody starves: who comes ten minutes or more after somebody's due moment is never called before them.
RC_GTEST_PROP(Order, NobodyWhoComesLongAfterTheirDueMomentIsBeforeThem,
              (const Seeds& seeds, std::uint8_t pace)) {
  const auto called = play(coming_of(seeds), 1 + pace % 12);
  RC_ASSERT(called.size() == seeds.size());
  for (std::size_t i = 0; i < called.size(); ++i) {
    for (std::size_t j = i + 1; j < called.size(); ++j) {
      // j was called after i, so i did not come too late to be before j.
      const bool j_waited =
          called[j].ticket.arrived_at <= called[i].at && called[j].ticket.due <= called[i].at;
      if (j_waited) RC_ASSERT(called[i].ticket.arrived_at <= called[j].ticket.due + grace_seconds);
    }
  }
}

// A walk-in is overtaken only by bookings whose time comes within a quarter of an hour after they came.
RC_GTEST_PROP(Order, AWalkInIsOvertakenOnlyByBookingsOfTheNextQuarter,
              (const Seeds& seeds, std::uint8_t pace)) {
  const auto called = play(coming_of(seeds), 1 + pace % 12);
  for (std::size_t i = 0; i < called.size(); ++i) {
    const Ticket& ticket = called[i].ticket;
    if (ticket.kind != Kind::walk_in) continue;
    for (std::size_t j = 0; j < i; ++j) {
      const Ticket& before = called[j].ticket;
      if (before.arrived_at <= ticket.arrived_at) continue;
      RC_ASSERT(before.kind == Kind::booked);
      RC_ASSERT(before.due <= ticket.arrived_at + walk_in_seconds);
    }
  }
}

RC_GTEST_PROP(Order, IsTotalAndDoesNotDependOnHowTicketsLie, (const Seeds& seeds, std::uint32_t seed)) {
  std::vector<Ticket> tickets;
  for (const Coming& each : coming_of(seeds)) {
    const auto made = static_cast<std::int64_t>(tickets.size() + 1);
    tickets.push_back(each.is_booked ? booked(made, each.start, each.arrives) : walk_in(made, each.arrives));
  }
  const Moment now = morning + 100 * minute;
  const auto names = [now](const std::vector<Ticket>& of) {
    std::vector<std::string> all;
    for (const std::size_t at : line_of(of, now)) all.push_back(of[at].ticket_id);
    return all;
  };
  const auto first = names(tickets);
  for (std::size_t i = 0; i + 1 < tickets.size(); ++i)
    RC_ASSERT(place_of(tickets[i], now) != place_of(tickets[i + 1], now));
  std::mt19937 random{seed};
  std::ranges::shuffle(tickets, random);
  RC_ASSERT(names(tickets) == first);
  if (!first.empty()) RC_ASSERT(next_of(tickets, {}, now)->ticket_id == first.front());
}

}  // namespace
}  // namespace skranke::queue
