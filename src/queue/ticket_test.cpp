// What may follow what, told as stories; and over long random ones, what is true of every ticket.
#include "queue/ticket.hpp"

#include <array>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "queue/testing.hpp"

namespace skranke::queue {
namespace {

using test::morning;

constexpr std::array all_actions{Action::call, Action::again,    Action::serve, Action::away,
                                 Action::back, Action::transfer, Action::done,  Action::left};

With at(Moment now) { return {.now = now, .counter = 2, .service = {}, .outcome = Outcome::helped}; }

Ticket after_all(Ticket ticket, std::initializer_list<Action> actions) {
  Moment now = morning;
  for (const Action action : actions) {
    const auto next = after(ticket, action, at(++now));
    EXPECT_TRUE(next.has_value()) << name(action) << " of " << name(ticket.progress.state);
    if (next) ticket = *next;
  }
  return ticket;
}

TEST(Ticket, IsCalledServedAndDone) {
  const Ticket ticket = after_all(test::walk_in(1, morning), {Action::call, Action::serve, Action::done});
  EXPECT_EQ(ticket.progress.state, State::done);
  EXPECT_EQ(ticket.progress.counter, 2);
  EXPECT_EQ(ticket.progress.called_at, morning + 1);
  EXPECT_EQ(ticket.progress.serving_at, morning + 2);
  EXPECT_EQ(ticket.progress.ended_at, morning + 3);
  EXPECT_EQ(ticket.progress.outcome, Outcome::helped);
}

TEST(Ticket, ThatIsNotThereThreeTimesHasLeft) {
  Ticket ticket =
      after_all(test::walk_in(1, morning), {Action::call, Action::away, Action::call, Action::away});
  EXPECT_EQ(ticket.progress.state, State::away);
  EXPECT_EQ(ticket.progress.counter, std::nullopt);
  ticket = after_all(ticket, {Action::call, Action::away});
  EXPECT_EQ(ticket.progress.state, State::left);
  EXPECT_EQ(ticket.progress.calls, 3);
}

TEST(Ticket, ThatComesBackIsWhereItWasAndMayBeMissedAsOftenAgain) {
  Ticket ticket =
      after_all(test::walk_in(1, morning), {Action::call, Action::away, Action::call, Action::away});
  const Moment due = ticket.due;
  ticket = after_all(ticket, {Action::back});
  EXPECT_EQ(ticket.progress.state, State::waiting);
  EXPECT_EQ(ticket.progress.away_at, std::nullopt);
  EXPECT_EQ(ticket.due, due);
  ticket = after_all(ticket, {Action::call, Action::away, Action::call, Action::away});
  EXPECT_EQ(ticket.progress.state, State::away);
}

TEST(Ticket, ThatWasTransferredWaitsForItsCounterAndService) {
  Ticket ticket = after_all(test::walk_in(1, morning), {Action::call, Action::serve});
  const auto moved = after(ticket, Action::transfer,
                           {.now = morning, .counter = 3, .service = "raise-level", .outcome = {}});
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->progress.state, State::waiting);
  EXPECT_EQ(moved->progress.wanted, 3);
  EXPECT_EQ(moved->progress.service, "raise-level");
  EXPECT_EQ(moved->due, ticket.due);
  EXPECT_EQ(moved->progress.serving_at, std::nullopt);
}

TEST(Ticket, HasLetNothingBeDoneThatTheTableDoesNotKnow) {
  for (const State state :
       {State::waiting, State::called, State::serving, State::away, State::done, State::left}) {
    Ticket ticket = test::walk_in(1, morning);
    ticket.progress.state = state;
    const auto allowed = possible(state);
    const std::set<Action> found{allowed.begin(), allowed.end()};
    for (const Action action : all_actions)
      EXPECT_EQ(after(ticket, action, at(morning)).has_value(), found.contains(action))
          << name(action) << " of " << name(state);
  }
  EXPECT_TRUE(possible(State::done).empty());
}

TEST(Ticket, IsUndoneWithinFiveMinutesAndOnce) {
  const Ticket called = after_all(test::walk_in(1, morning), {Action::call, Action::serve});
  const auto done = after(called, Action::done, at(morning + 100));
  ASSERT_TRUE(done);
  EXPECT_FALSE(undone(*done, morning + 100 + undo_seconds + 1));
  const auto back = undone(*done, morning + 100 + undo_seconds);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->progress, called.progress);
  EXPECT_FALSE(undone(*back, morning + 101));
}

RC_GTEST_PROP(Ticket, KeepsItsPlaceAndItsNameWhateverIsDoneToIt, (const std::vector<std::uint8_t>& choices)) {
  Ticket ticket = test::booked(7, morning, morning - 60);
  const Ticket first = ticket;
  Moment now = morning;
  for (const std::uint8_t choice : choices) {
    const auto next =
        choice % 9 == 8 ? undone(ticket, now) : after(ticket, all_actions.at(choice % 9), at(now));
    now += 20;
    if (!next) continue;
    ticket = *next;
    RC_ASSERT(ticket.due == first.due);
    RC_ASSERT(ticket.made == first.made);
    RC_ASSERT(name_of(ticket) == "B7");
    RC_ASSERT(!is_at_counter(ticket.progress.state) || ticket.progress.counter.has_value());
    RC_ASSERT(ticket.progress.unheeded <= calls_unheeded_max);
    RC_ASSERT((ticket.progress.state == State::away) == ticket.progress.away_at.has_value());
    const bool has_ended = ticket.progress.state == State::done || ticket.progress.state == State::left;
    RC_ASSERT(has_ended == ticket.progress.ended_at.has_value());
    RC_ASSERT((ticket.progress.state == State::done) == ticket.progress.outcome.has_value());
  }
}

}  // namespace
}  // namespace skranke::queue
