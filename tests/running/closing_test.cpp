// Sudden closures on both engines: what becomes of visits, also where citizens act and the server stops
// meanwhile.
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "interrupted_store.hpp"
#include "office.hpp"

namespace skranke::test {

using appointments::Refusal;
using appointments::Visit;
using booking::State;
using running::Mode;

class Closing : public Office {};
SKRANKE_FOR_BOTH_ENGINES(Closing);

TEST_P(Closing, ACountersVisitsKeepTheirTimeAtAnotherAndHearNothing) {
  const Visit first = book(600, "A");
  const Visit second = book(600, "B");
  const auto report = close(600, 840, 0);
  ASSERT_EQ(report.visits.size(), 1U);
  EXPECT_EQ(report.visits[0].booking_id, first.booking.booking_id);
  EXPECT_EQ(report.visits[0].to, at(600));
  EXPECT_EQ(stored(first).counter, 2);
  EXPECT_EQ(stored(first).start, at(600));
  EXPECT_EQ(stored(first).sequence, 0) << "nothing that the citizen knows of has changed";
  EXPECT_EQ(stored(second).counter, 1);
  EXPECT_EQ(messages("moved") + messages("closed"), 0);
  // The counter can't be booked.
  book(615, "C");
  book(615, "D");
  EXPECT_EQ(try_book(615, "E").refusal, Refusal::slot_full);
}

TEST_P(Closing, WhereNoCounterIsFreeTheNearestTimeIs) {
  for (const std::string name : {"A", "B", "C"}) book(630, name);
  const auto report = close(600, 840, 2);
  ASSERT_EQ(report.visits.size(), 1U);
  EXPECT_EQ(report.visits[0].to, at(645));
  EXPECT_EQ(messages("moved"), 1);
  EXPECT_EQ(messages("closed"), 0);
  EXPECT_EQ(integer(*own_, "select sequence from booking where booking_id = $1",
                    {text(report.visits[0].booking_id)}),
            1);
}

TEST_P(Closing, AClosedDayOffersItsVisitsAgain) {
  const Visit morning = book(600, "A");
  const Visit noon = book(720, "B", "long");
  const auto report = close(0, 1440);
  EXPECT_EQ(report.visits.size(), 2U);
  for (const Visit* visit : {&morning, &noon}) {
    EXPECT_EQ(stored(*visit).state, State::cancelled);
    EXPECT_EQ(stored(*visit).sequence, 1);
  }
  EXPECT_EQ(messages("closed"), 2);
  EXPECT_EQ(messages("reminder"), 0);
  EXPECT_EQ(try_book(600, "C").refusal, Refusal::slot_unknown);
  // Their own other visit on the next day is not in the way of anything.
  EXPECT_FALSE(try_book(1440 + 600, "A").refusal);
}

TEST_P(Closing, AnAfternoonLeavesTheMorningAndMovesWhoIsNear) {
  const Visit early = book(660, "A");
  const Visit near = book(735, "B");
  const Visit late = book(825, "C");
  const auto report = close(720, 840);
  EXPECT_EQ(report.visits.size(), 2U);
  EXPECT_EQ(stored(early).start, at(660));
  EXPECT_EQ(stored(near).start, at(705));
  EXPECT_EQ(stored(late).state, State::cancelled) << "an hour is as far as anybody is moved";
  EXPECT_EQ(try_book(720, "D").refusal, Refusal::slot_unknown);
  book(690, "D");
}

TEST_P(Closing, APreviewForeseesItAndWritesNothing) {
  for (const std::string name : {"A", "B", "C"}) book(630, name);
  book(600, "D", "long");
  const auto foreseen = close(600, 840, 0, Mode::preview);
  EXPECT_TRUE(foreseen.closure_id.empty());
  EXPECT_EQ(integer(*own_, "select count(*) from centre_closure"), 0);
  EXPECT_EQ(integer(*own_, "select count(*) from centre_change"), 0);
  const auto done = close(600, 840, 0);
  ASSERT_EQ(foreseen.visits.size(), done.visits.size());
  for (std::size_t i = 0; i < done.visits.size(); ++i) {
    EXPECT_EQ(foreseen.visits[i].booking_id, done.visits[i].booking_id);
    EXPECT_EQ(foreseen.visits[i].to, done.visits[i].to);
    EXPECT_EQ(foreseen.visits[i].to_counter, done.visits[i].to_counter);
  }
}

TEST_P(Closing, TwiceIsOnce) {
  for (const std::string name : {"A", "B", "C", "D"}) try_book(630, name);
  const auto first = close(600, 660);
  const auto moved = messages("moved");
  const auto second = close(600, 660);
  EXPECT_EQ(first.closure_id, second.closure_id);
  EXPECT_EQ(first.visits.size(), 3U);
  EXPECT_EQ(second.visits.size(), 3U) << "what it did is told again";
  EXPECT_EQ(messages("moved"), moved);
  EXPECT_EQ(integer(*own_, "select count(*) from centre_closure"), 1);
  EXPECT_EQ(integer(*own_, "select count(*) from centre_change"), 1);
}

TEST_P(Closing, LiftedItCanBeBookedAgain) {
  book(600, "A");
  const auto report = close(0, 1440);
  EXPECT_TRUE(running::lift(tools(), "centre", report.closure_id, author("officer-2")).value().value);
  EXPECT_EQ(running::lift(tools(), "centre", report.closure_id, author()).value().refusal,
            running::Refusal::closure_unknown);
  EXPECT_EQ(running::lift(tools(), "elsewhere", report.closure_id, author()).value().refusal,
            running::Refusal::centre_unknown);
  EXPECT_EQ(integer(*own_, "select count(*) from booking_seat"), 0);
  book(600, "A");
  EXPECT_EQ(integer(*own_, "select count(*) from centre_closure where lifted_by = 'officer-2'"), 1);
  // Closed once more it is another closure.
  EXPECT_NE(close(0, 1440).closure_id, report.closure_id);
}

TEST_P(Closing, NobodyIsMovedToWhereTheyAreAlready) {
  // The same person has a visit at each of the times that are near; another has the counters at their own.
  const Visit mine = book(630, "A");
  for (const std::string name : {"B", "C"}) book(630, name);
  book(645, "A");
  const auto report = close(600, 840, 0);
  const auto moved = stored(mine);
  EXPECT_EQ(moved.state, State::booked);
  EXPECT_EQ(moved.start, at(615));
  EXPECT_FALSE(report.visits.empty());
}

TEST_P(Closing, WhoHasArrivedIsLeftToTheQueue) {
  const Visit arrived = book(600, "A");
  arrive(arrived.booking.booking_id);
  EXPECT_TRUE(close(0, 1440).visits.empty());
  EXPECT_EQ(stored(arrived).state, State::booked);
}

TEST_P(Closing, AHoldOnAClosedSeatIsOver) {
  const auto held = appointments::hold(booth_->tools(), slot(600), booth_now).value();
  close(600, 840);
  const auto booked = appointments::book(booth_->tools(),
                                         {.slot_id = {},
                                          .hold_id = held.value.hold_id,
                                          .name = "A",
                                          .email = {},
                                          .phone = {},
                                          .language = "da",
                                          .party = 1,
                                          .plan = {}},
                                         "key", booth_now);
  EXPECT_EQ(booked.value().refusal, Refusal::hold_unknown);
}

TEST_P(Closing, WhoSawTheSlotBeforeCantBookItAfterwards) {
  close(600, 840);
  // What a request knows that has looked at the hours a moment before the closure.
  booking::NewBooking late;
  late.booking.booking_id = "late";
  late.booking.centre = "centre";
  late.booking.service = "short";
  late.seats = {.centre = "centre", .start = at(600), .cells = 1, .grid = 15, .counters = 0};
  late.staffed = [](const booking::Calendar&) { return std::uint64_t{7}; };
  late.request = "late";
  late.now = booth_now;
  EXPECT_EQ(bookings_->book(late).value().refusal, booking::BookRefusal::slot_full);
}

TEST_P(Closing, WhatHasChangedMeanwhileIsUntouchedAndWhatIsVacatedIsClosed) {
  // A closure at the moment after its list of visits was read.
  running::Closure closure{.closure_id = "c",
                           .centre = "centre",
                           .from = at(600),
                           .to = at(660),
                           .counter = 0,
                           .reason = "a burst pipe"};
  ASSERT_TRUE(store_->close(closure, {}, {}, author()).has_value());
  const auto relocate = [&](const Visit& visit) {
    running::Relocation relocation{.booking_id = visit.booking.booking_id,
                                   .closure = closure,
                                   .options = {{.start = at(705), .counters = 6}},
                                   .is_offered_again = true,
                                   .vacated = {{.start = visit.booking.start, .counter = 0}},
                                   .grid = 15,
                                   .now = booth_now};
    return store_->relocate(relocation).value();
  };
  const Visit arrived = book(600, "A");
  arrive(arrived.booking.booking_id);
  EXPECT_EQ(relocate(arrived), running::Relocated::untouched);
  const Visit cancelled = book(615, "B");
  ASSERT_TRUE(appointments::cancel(booth_->tools(), cancelled.token, booth_now).has_value());
  EXPECT_EQ(relocate(cancelled), running::Relocated::untouched);
  const Visit moved = book(615, "C");
  ASSERT_TRUE(appointments::move(booth_->tools(), moved.token, slot(690), booth_now).has_value());
  EXPECT_EQ(relocate(moved), running::Relocated::untouched);
  EXPECT_EQ(stored(moved).start, at(690));
  const Visit still = book(630, "D");
  EXPECT_EQ(relocate(still), running::Relocated::moved);
  EXPECT_EQ(stored(still).start, at(705));
  EXPECT_EQ(relocate(still), running::Relocated::untouched) << "once";
  EXPECT_EQ(messages("moved"), 2);
  // Its seat went to the closure with it: the next there gets another counter.
  EXPECT_EQ(book(630, "E").booking.counter, 1);
}

TEST_P(Closing, WhatWasChangedSaysWhoAndWhy) {
  const auto report = close(600, 840, 1);
  const auto changes = store_->changes("centre", 10).value();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].kind, running::ChangeKind::closure);
  EXPECT_EQ(changes[0].officer_id, "officer-1");
  EXPECT_EQ(changes[0].reason, "a burst pipe");
  EXPECT_EQ(changes[0].day, office_day);
  EXPECT_EQ(changes[0].at, booth_now);
  const auto closures = store_->closures("centre", at(0)).value();
  ASSERT_EQ(closures.size(), 1U);
  EXPECT_EQ(closures[0].closure_id, report.closure_id);
  EXPECT_EQ(closures[0].counter, 1);
  EXPECT_TRUE(store_->closures("centre", at(840)).value().empty());
}

// Stopped after any number of steps and run again, it ends as if nothing had happened.
TEST_P(Closing, GoesOnWhereItStopped) {
  std::vector<Visit> visits;
  for (const booking::Minute minute : {630, 645, 660}) {
    for (const std::string name : {"A", "B", "C"})
      visits.push_back(book(minute, name + std::to_string(minute)));
  }
  for (int steps = 0;; ++steps) {
    InterruptedStore interrupted{*store_, steps};
    const auto answer = running::close({booth_->tools(), interrupted}, "centre",
                                       {.from = at(600), .to = at(720), .counter = {}, .reason = "x"},
                                       Mode::change, author());
    check_seats(*own_, 3);
    if (!answer) {
      // Nobody gets in meanwhile, from the first step on.
      EXPECT_TRUE(steps == 0 || try_book(705, "Z" + std::to_string(steps)).refusal.has_value());
      continue;
    }
    EXPECT_GT(steps, 3) << "it was stopped again and again";
    EXPECT_EQ(answer->value.visits.size(), visits.size());
    break;
  }
  std::int64_t moved = 0;
  for (const Visit& visit : visits) {
    const auto now = stored(visit);
    EXPECT_EQ(now.sequence, 1);
    if (now.state == State::booked) {
      ++moved;
      EXPECT_GE(now.start, at(720));
    }
  }
  EXPECT_EQ(messages("moved"), moved);
  EXPECT_EQ(messages("closed"), std::ssize(visits) - moved);
  EXPECT_GT(moved, 0);
}

// Citizens book, move and cancel while the centre closes at noon.
TEST_P(Closing, LosesNobodyAndMovesNobodyTwiceWhileCitizensAct) {
  constexpr int clients = 8;
  constexpr int rounds = 12;
  std::atomic<bool> is_closed = false;
  std::vector<std::map<std::string, State>> known(clients);
  std::vector<std::thread> threads;
  for (int client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      std::mt19937 random{static_cast<std::uint32_t>(client)};
      std::vector<Visit> mine;
      for (int round = 0; round < rounds || !is_closed; ++round) {
        const booking::Minute minute = 600 + static_cast<booking::Minute>(random() % 16) * 15;
        const std::string name = std::to_string(client) + "-" + std::to_string(round);
        if (mine.empty() || random() % 3 == 0) {
          auto booked = try_book(minute, name, random() % 4 == 0 ? "long" : "short");
          if (booked.refusal) continue;
          known.at(static_cast<std::size_t>(client))[booked.value.booking.booking_id] = State::booked;
          mine.push_back(std::move(booked.value));
        } else if (random() % 2 == 0) {
          const auto moved = appointments::move(booth_->tools(), mine[random() % mine.size()].token,
                                                slot(minute), booth_now);
          EXPECT_TRUE(moved.has_value());
        } else {
          const Visit gone = mine.back();
          mine.pop_back();
          EXPECT_TRUE(appointments::cancel(booth_->tools(), gone.token, booth_now).has_value());
          known.at(static_cast<std::size_t>(client))[gone.booking.booking_id] = State::cancelled;
        }
      }
    });
  }
  const auto report = close(720, 840);
  const auto counter = close(600, 720, 1);
  is_closed = true;
  for (std::thread& thread : threads) thread.join();
  // What was freed and booked again at the closed counter meanwhile is found by running it again.
  close(720, 840);
  close(600, 720, 1);
  check_seats(*own_, 3);
  EXPECT_EQ(integer(*own_, "select count(*) from booking where state = 'booked' and start + minutes > $1",
                    {test::number(at(720))}),
            0);
  EXPECT_EQ(integer(*own_, "select count(*) from booking where state = 'booked' and counter = 1"), 0);
  std::set<std::string> offered;
  const auto rows = read_one(*own_, "select booking_id from centre_closure_visit where to_start is null");
  for (const Row& row : *rows) offered.insert(std::get<std::string>(row[0]));
  std::size_t visits = 0;
  for (const auto& mine : known) {
    for (const auto& [id, state] : mine) {
      ++visits;
      const auto now = bookings_->find(id).value();
      ASSERT_TRUE(now.has_value()) << id;
      EXPECT_EQ(now->state == State::cancelled, state == State::cancelled || offered.contains(id)) << id;
    }
  }
  EXPECT_GT(visits, 10U);
  // One message an event, as many as the visit was changed.
  EXPECT_EQ(
      integer(*own_,
              "select count(*) from booking b where b.sequence <> (select count(*) from booking_message m "
              "where m.booking_id = b.booking_id and m.event in ('moved', 'cancelled', 'closed'))"),
      0);
  EXPECT_FALSE(report.closure_id.empty());
  EXPECT_FALSE(counter.closure_id.empty());
}

TEST_P(Closing, TwoWhoCloseTheSameCloseItOnce) {
  for (const std::string name : {"A", "B", "C"}) book(630, name);
  std::vector<std::string> ids(8);
  std::vector<std::thread> threads;
  for (std::string& id : ids) threads.emplace_back([&] { id = close(600, 660).closure_id; });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& id : ids) EXPECT_EQ(id, ids.front());
  EXPECT_EQ(integer(*own_, "select count(*) from centre_closure_visit"), 3);
  EXPECT_EQ(messages("moved"), 3);
}

}  // namespace skranke::test
