// Bookings on both engines: what happens, and what is left of it in the tables.
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "booth.hpp"
#include "seat_check.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "store.hpp"

namespace skranke::test {

using appointments::Refusal;
using appointments::Visit;
using appointments::Wish;

class Bookings : public Contract {
 protected:
  void SetUp() override {
    Options options;
    own_ = open(options);
    store_ = std::make_unique<storage::StoredBookings>(*own_);
    booth_ = std::make_unique<Booth>(*store_);
  }
  void TearDown() override { check_seats(*own_, 3); }

  static Wish wish(const std::string& slot, const std::string& name = "Ida") {
    return {.slot_id = slot,
            .hold_id = {},
            .name = name,
            .email = "ida@example.org",
            .phone = {},
            .language = "da",
            .party = 1,
            .plan = {}};
  }
  appointments::Answer<Visit> book(const Wish& wished, const std::string& key,
                                   booking::Moment now = booth_now) {
    return appointments::book(tools(), wished, key, now).value();
  }
  // How many counters are free at the cell.
  std::int32_t free(std::int64_t cell, booking::Moment now = booth_now) {
    const base::Day day = booking::day_of(Booth::cell(cell), UtcZone{});
    const auto slots =
        appointments::free_slots(tools(), "centre", day, day, "short", now).value().value.slots;
    for (const auto& slot : slots) {
      if (slot.start == Booth::cell(cell)) return slot.free;
    }
    return 0;
  }
  std::int64_t messages(const std::string& event) {
    return integer(*own_, "select count(*) from booking_message where event = $1", {text(event)});
  }
  [[nodiscard]] const appointments::Tools& tools() const { return booth_->tools(); }

  std::unique_ptr<Database> own_;
  std::unique_ptr<storage::StoredBookings> store_;
  std::unique_ptr<Booth> booth_;
};
SKRANKE_FOR_BOTH_ENGINES(Bookings);

TEST_P(Bookings, ASlotIsBookedUntilItsCountersAreTaken) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(free(0), 3 - i);
    const auto booked = book(wish(Booth::slot(0), "Ida " + std::to_string(i)), "key " + std::to_string(i));
    ASSERT_FALSE(booked.refusal);
    EXPECT_EQ(booked.value.booking.counter, i);
    EXPECT_EQ(booked.value.booking.start, Booth::cell(0));
    EXPECT_EQ(booked.value.booking.minutes, 15);
  }
  EXPECT_EQ(book(wish(Booth::slot(0), "Else"), "key 4").refusal, Refusal::slot_full);
  EXPECT_FALSE(book(wish(Booth::slot(1), "Else"), "key 4").refusal);
  EXPECT_EQ(messages("confirmed"), 4);
}

TEST_P(Bookings, ALongVisitNeedsOneCounterForAllOfIt) {
  // Counter 0 is taken in the second cell, 1 and 2 in the first: no counter is free for both.
  ASSERT_FALSE(book(wish(Booth::slot(1), "A"), "a").refusal);
  for (const std::string name : {"B", "C", "D"}) ASSERT_FALSE(book(wish(Booth::slot(0), name), name).refusal);
  EXPECT_EQ(book(wish(Booth::slot(0, "long"), "E"), "e").refusal, Refusal::slot_full);
  EXPECT_FALSE(book(wish(Booth::slot(1, "long"), "E"), "e").refusal);
  EXPECT_EQ(free(2), 2);
}

TEST_P(Bookings, TheSameRequestIsAnsweredTheSameAndBooksOnce) {
  const auto first = book(wish(Booth::slot(0)), "key");
  ASSERT_FALSE(first.refusal);
  const auto again = book(wish(Booth::slot(0)), "key");
  ASSERT_FALSE(again.refusal);
  EXPECT_TRUE(again.value.is_replay);
  EXPECT_EQ(again.value.booking.booking_id, first.value.booking.booking_id);
  EXPECT_EQ(again.value.token, first.value.token);
  EXPECT_EQ(book(wish(Booth::slot(1)), "key").refusal, Refusal::key_reused);
  // Long after, when the slot is past, it is still what it was.
  const auto late = book(wish(Booth::slot(0)), "key", booth_now + 900'000);
  EXPECT_EQ(late.value.booking.booking_id, first.value.booking.booking_id);
  EXPECT_EQ(messages("confirmed"), 1);
}

TEST_P(Bookings, APersonIsAtOnePlaceAtATime) {
  ASSERT_FALSE(book(wish(Booth::slot(0, "long")), "a").refusal);
  EXPECT_EQ(book(wish(Booth::slot(1)), "b").refusal, Refusal::already_booked);
  // Written otherwise it is the same person; another one at the same address is another.
  Wish typed = wish(Booth::slot(1), "IDA");
  typed.email = "Ida@Example.org ";
  EXPECT_EQ(book(typed, "c").refusal, Refusal::already_booked);
  EXPECT_FALSE(book(wish(Booth::slot(1), "Ib"), "d").refusal);
  EXPECT_FALSE(book(wish(Booth::slot(2)), "e").refusal);
  // Whom nothing is known of is nobody twice.
  Wish unknown = wish(Booth::slot(5));
  unknown.email = {};
  EXPECT_FALSE(book(unknown, "f").refusal);
  EXPECT_FALSE(book(unknown, "g").refusal);
}

TEST_P(Bookings, AHoldKeepsASeatForFiveMinutesAndIsUsedOnce) {
  const auto held = appointments::hold(tools(), Booth::slot(0, "long"), booth_now).value();
  ASSERT_FALSE(held.refusal);
  EXPECT_EQ(held.value.until, booth_now + 300);
  EXPECT_EQ(free(0), 2);
  EXPECT_EQ(free(0, booth_now + 300), 3) << "over";
  Wish with = wish({});
  with.hold_id = held.value.hold_id;
  const auto booked = book(with, "a", booth_now + 299);
  ASSERT_FALSE(booked.refusal);
  EXPECT_EQ(booked.value.booking.minutes, 30);
  EXPECT_EQ(booked.value.booking.service, "long");
  EXPECT_EQ(free(0, booth_now + 400), 2) << "a booking has no end of its own";
  EXPECT_EQ(book(with, "b", booth_now + 299).refusal, Refusal::hold_unknown);
  EXPECT_FALSE(book(with, "a", booth_now + 500).refusal) << "the same request again";
}

TEST_P(Bookings, AHoldThatIsOverIsNobodys) {
  Wish with = wish({});
  for (int i = 0; i < 3; ++i)
    with.hold_id = appointments::hold(tools(), Booth::slot(0), booth_now).value().value.hold_id;
  EXPECT_EQ(appointments::hold(tools(), Booth::slot(0), booth_now).value().refusal, Refusal::slot_full);
  EXPECT_EQ(book(wish(Booth::slot(0)), "a", booth_now + 10).refusal, Refusal::slot_full);
  EXPECT_EQ(book(with, "b", booth_now + 300).refusal, Refusal::hold_unknown);
  EXPECT_FALSE(book(wish(Booth::slot(0)), "a", booth_now + 300).refusal) << "its seat is free";
  EXPECT_FALSE(appointments::hold(tools(), Booth::slot(0), booth_now + 300).value().refusal);
}

TEST_P(Bookings, AHoldIsGivenBackAndABookingIsNot) {
  const auto held = appointments::hold(tools(), Booth::slot(0, "long"), booth_now).value().value.hold_id;
  ASSERT_TRUE(store_->release(held).has_value());
  EXPECT_EQ(free(0), 3);
  Wish with = wish({});
  with.hold_id = held;
  EXPECT_EQ(book(with, "a").refusal, Refusal::hold_unknown);
  with.hold_id = appointments::hold(tools(), Booth::slot(0), booth_now).value().value.hold_id;
  const auto booked = book(with, "b");
  ASSERT_TRUE(store_->release(with.hold_id).has_value());
  ASSERT_TRUE(store_->release(booked.value.booking.booking_id).has_value()) << "no hold's id";
  EXPECT_EQ(free(0), 2);
  EXPECT_EQ(appointments::find(tools(), booked.value.token).value().value.booking.state,
            booking::State::booked);
}

TEST_P(Bookings, MovingTakesTheNewSeatsAndGivesTheOldOnesBack) {
  const auto booked = book(wish(Booth::slot(0)), "a");
  const auto moved = appointments::move(tools(), booked.value.token, Booth::slot(40), booth_now + 5).value();
  ASSERT_FALSE(moved.refusal);
  EXPECT_EQ(moved.value.booking.start, Booth::cell(40));
  EXPECT_EQ(moved.value.booking.sequence, 1);
  EXPECT_EQ(moved.value.token, booked.value.token);
  EXPECT_EQ(free(0), 3);
  EXPECT_EQ(free(40), 2);
  EXPECT_FALSE(book(wish(Booth::slot(0)), "b").refusal) << "the person's time is free again";
  EXPECT_EQ(messages("moved"), 1);
  // Onto itself, longer: its own seats are not in its way.
  EXPECT_FALSE(
      appointments::move(tools(), booked.value.token, Booth::slot(40, "long"), booth_now).value().refusal);
}

TEST_P(Bookings, AMoveThatCantBeMadeLeavesEverythingAsItWas) {
  const auto booked = book(wish(Booth::slot(0)), "a");
  for (const std::string name : {"B", "C", "D"}) ASSERT_FALSE(book(wish(Booth::slot(9), name), name).refusal);
  EXPECT_EQ(appointments::move(tools(), booked.value.token, Booth::slot(9), booth_now).value().refusal,
            Refusal::slot_full);
  ASSERT_FALSE(book(wish(Booth::slot(20)), "other").refusal);
  EXPECT_EQ(appointments::move(tools(), booked.value.token, Booth::slot(20), booth_now).value().refusal,
            Refusal::already_booked);
  const auto still = appointments::find(tools(), booked.value.token).value();
  EXPECT_EQ(still.value.booking.start, Booth::cell(0));
  EXPECT_EQ(still.value.booking.sequence, 0);
  EXPECT_EQ(free(0), 2);
}

TEST_P(Bookings, CancellingGivesEverythingBackOnce) {
  const auto booked = book(wish(Booth::slot(200)), "a");
  EXPECT_EQ(messages("reminder"), 1);
  for (int i = 0; i < 2; ++i) {
    const auto cancelled = appointments::cancel(tools(), booked.value.token, booth_now + 7).value();
    ASSERT_FALSE(cancelled.refusal);
    EXPECT_EQ(cancelled.value.booking.state, booking::State::cancelled);
    EXPECT_EQ(cancelled.value.booking.sequence, 1);
  }
  EXPECT_EQ(free(200), 3);
  EXPECT_EQ(messages("cancelled"), 1);
  EXPECT_EQ(messages("reminder"), 0);
  EXPECT_EQ(appointments::find(tools(), booked.value.token).value().value.booking.state,
            booking::State::cancelled);
  EXPECT_EQ(appointments::move(tools(), booked.value.token, Booth::slot(3), booth_now).value().refusal,
            Refusal::booking_over);
  EXPECT_FALSE(book(wish(Booth::slot(200)), "b").refusal);
  EXPECT_EQ(appointments::cancel(tools(), "no such token", booth_now).value().refusal,
            Refusal::booking_unknown);
}

TEST_P(Bookings, ARemindersTimeFollowsTheVisit) {
  const auto due = [&] {
    return integer(*own_, "select due_at from booking_message where event = 'reminder' and sent_at is null");
  };
  const auto booked = book(wish(Booth::slot(300)), "a");
  EXPECT_EQ(due(), Booth::cell(300) * 60 - 86'400);
  ASSERT_FALSE(appointments::move(tools(), booked.value.token, Booth::slot(400), booth_now).value().refusal);
  EXPECT_EQ(due(), Booth::cell(400) * 60 - 86'400);
  // Tomorrow at the latest there is nothing to be reminded of.
  ASSERT_FALSE(appointments::move(tools(), booked.value.token, Booth::slot(4), booth_now).value().refusal);
  EXPECT_EQ(messages("reminder"), 0);
}

TEST_P(Bookings, WhatIsNoSlotIsSaidToBeNone) {
  const auto refusal = [&](const std::string& slot) { return book(wish(slot), "k" + slot).refusal; };
  for (const std::string slot :
       {"centre", "centre.20261201T0900Z", "centre.20261301T0900Z.short", "centre.20261201T2460Z.short",
        "centre.20261201T0907Z.short", "CENTRE.20261201T0900Z.short", "..", "centre.x.short",
        "centre.20261201T0900Z.short."})
    EXPECT_EQ(refusal(slot), Refusal::slot_unknown) << slot;
  EXPECT_EQ(refusal("nowhere.20261201T0900Z.short"), Refusal::centre_unknown);
  EXPECT_EQ(refusal("centre.20261201T0900Z.dance"), Refusal::service_unknown);
  EXPECT_EQ(refusal(Booth::slot(-1)), Refusal::slot_past);
  EXPECT_EQ(refusal(Booth::slot(96LL * 400)), Refusal::too_far_ahead);
}

TEST_P(Bookings, ACentresOwnHoursAndExceptionsTakeThePlaceOfTheAssumedOnes) {
  const base::Day day = booking::day_of(Booth::cell(0), UtcZone{}) + 7;
  const auto open_on = [&](base::Day which) {
    return appointments::free_slots(tools(), "centre", which, which, "short", booth_now).value().value;
  };
  EXPECT_EQ(open_on(day).slots.size(), 96U);
  const std::string weekday = std::to_string(booking::weekday_of(day));
  ASSERT_TRUE(
      write_one(*own_,
                "insert into centre_hours (centre_id, valid_from, weekday, opens, closes, counters) values "
                "('centre', '2026-01-01', " +
                    weekday + ", 600, 660, 2), ('centre', '2026-01-01', " + weekday + ", 720, 750, 1)"));
  EXPECT_EQ(open_on(day).slots.size(), 6U);
  EXPECT_EQ(open_on(day).slots.back().free, 1);
  EXPECT_TRUE(open_on(day + 1).slots.empty());
  ASSERT_TRUE(write_one(
      *own_,
      "insert into centre_exception (centre_id, day, part, reason) values ('centre', $1, 0, 'a burst pipe')",
      {text(base::format_day(day))}));
  EXPECT_TRUE(open_on(day).slots.empty());
}

TEST_P(Bookings, TheSameRequestAtTheSameMomentBooksOnce) {
  for (int round = 0; round < 20; ++round) {
    const std::string key = "key " + std::to_string(round);
    std::vector<std::string> ids(8);
    std::vector<std::thread> threads;
    for (std::string& id : ids) {
      threads.emplace_back([&, round] {
        const auto booked = book(wish(Booth::slot(round * 2), "Ida " + std::to_string(round)), key);
        id = booked.refusal ? "refused" : booked.value.booking.booking_id;
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::string& id : ids) EXPECT_EQ(id, ids.front());
    EXPECT_NE(ids.front(), "refused");
  }
  EXPECT_EQ(integer(*own_, "select count(*) from booking"), 20);
}

}  // namespace skranke::test
