// What a booking carries of its plan, how many visits one contact may have, and forgetting who came.
#include <atomic>
#include <memory>
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

class Plans : public Contract {
 protected:
  void SetUp() override {
    Options options;
    own_ = open(options);
    store_ = std::make_unique<storage::StoredBookings>(*own_, Booth::judge);
    booth_ = std::make_unique<Booth>(*store_);
    booth_->settings().visits_per_contact = most;
  }
  void TearDown() override { check_seats(*own_, 3); }

  static constexpr int most = 4;

  static Wish wish(std::int64_t cell, const std::string& name) {
    return {.slot_id = Booth::slot(cell),
            .hold_id = {},
            .name = name,
            .email = "family@example.org",
            .phone = {},
            .language = "da",
            .party = 1,
            .plan = {},
            .is_limited = true};
  }
  appointments::Answer<Visit> book(const Wish& wished, booking::Moment now = booth_now) {
    return appointments::book(tools(), wished, wished.name + wished.slot_id, now).value();
  }
  std::string advised(const std::string& token) {
    return appointments::find(tools(), token).value().value.booking.advised;
  }
  std::string stored(const std::string& what) {
    return std::get<std::string>(read_one(*own_, "select " + what + " from booking").value().front().front());
  }
  [[nodiscard]] const appointments::Tools& tools() const { return booth_->tools(); }

  std::unique_ptr<Database> own_;
  std::unique_ptr<storage::StoredBookings> store_;
  std::unique_ptr<Booth> booth_;
};
SKRANKE_FOR_BOTH_ENGINES(Plans);

TEST_P(Plans, APlanIsJudgedForTheDayOfTheVisitAndAgainWhenItMoves) {
  Wish with = wish(5, "Ida");
  with.plan = "9";
  const auto booked = book(with);
  ASSERT_FALSE(booked.refusal);
  EXPECT_EQ(booked.value.booking.plan, "9");
  EXPECT_EQ(booked.value.booking.advised, "enough");
  EXPECT_EQ(stored("advised"), "enough");
  ASSERT_FALSE(appointments::move(tools(), booked.value.token, Booth::slot(12), booth_now).value().refusal);
  EXPECT_EQ(stored("advised"), "not-enough");
  EXPECT_EQ(advised(booked.value.token), "not-enough");
}

TEST_P(Plans, ABookingByAHoldHasItsPlanJudgedToo) {
  Wish with = wish(0, "Ida");
  with.hold_id = appointments::hold(tools(), Booth::slot(3), booth_now).value().value.hold_id;
  with.slot_id = {};
  with.plan = "3";
  EXPECT_EQ(book(with).value.booking.advised, "not-enough");
}

TEST_P(Plans, WithoutAPlanNothingIsAdvised) {
  const auto booked = book(wish(0, "Ida"));
  EXPECT_EQ(booked.value.booking.advised, "");
  EXPECT_EQ(integer(*own_, "select count(*) from booking where advised is null"), 1);
}

TEST_P(Plans, WhatIsNoPlanBooksNothing) {
  Wish with = wish(0, "Ida");
  with.plan = "no plan";
  const auto refused = appointments::book(tools(), with, "key", booth_now);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().path, "/plan");
  EXPECT_EQ(integer(*own_, "select count(*) from booking"), 0);
}

TEST_P(Plans, AContactHasSoManyVisitsToComeAndNoMore) {
  std::string last;
  for (int i = 0; i < most; ++i) last = book(wish(i, "Child " + std::to_string(i))).value.token;
  EXPECT_EQ(book(wish(20, "Another")).refusal, Refusal::too_many);
  Wish typed = wish(20, "Another");
  typed.email = "FAMILY@example.org";
  EXPECT_EQ(book(typed).refusal, Refusal::too_many) << "written otherwise it is the same";
  Wish elsewhere = wish(20, "Another");
  elsewhere.email = "else@example.org";
  EXPECT_FALSE(book(elsewhere).refusal);
  Wish unlimited = wish(21, "Another");
  unlimited.is_limited = false;
  EXPECT_FALSE(book(unlimited).refusal);
  // A place is free again when a visit is cancelled, and when it is over; not when it is moved.
  ASSERT_FALSE(appointments::cancel(tools(), last, booth_now).value().refusal);
  EXPECT_FALSE(book(wish(22, "Another")).refusal);
  EXPECT_EQ(book(wish(23, "Another")).refusal, Refusal::too_many);
  EXPECT_FALSE(book(wish(23, "Another"), (Booth::cell(0) + 15) * 60).refusal);
}

TEST_P(Plans, AMovedVisitKeepsItsPlaceUntilItsNewTimeIsOver) {
  std::vector<std::string> tokens;
  for (int i = 0; i < most; ++i) tokens.push_back(book(wish(i, "Child " + std::to_string(i))).value.token);
  ASSERT_FALSE(appointments::move(tools(), tokens[0], Booth::slot(200), booth_now).value().refusal);
  const booking::Moment after_the_second = (Booth::cell(1) + 15) * 60;
  EXPECT_FALSE(book(wish(100, "Another"), after_the_second).refusal);
  EXPECT_EQ(book(wish(101, "Another"), after_the_second).refusal, Refusal::too_many);
}

TEST_P(Plans, ManyAtOnceTakeNoMorePlacesThanThereAre) {
  constexpr int clients = 16;
  std::atomic<int> booked = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&, i] {
      const auto answer = book(wish(i, "Child " + std::to_string(i)));
      if (!answer.refusal)
        ++booked;
      else if (answer.refusal == Refusal::too_many)
        ++refused;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(booked, most);
  EXPECT_EQ(refused, clients - most);
  EXPECT_EQ(integer(*own_, "select count(*) from booking"), most);
}

TEST_P(Plans, WhoCameIsForgottenAndTheVisitIsNot) {
  Wish with = wish(0, "Ida");
  with.plan = "9";
  with.phone = "+45 12 34 56 78";
  const auto booked = book(with);
  ASSERT_FALSE(book(wish(200, "Ib")).refusal);
  const booking::Moment start = Booth::cell(0) * 60;
  EXPECT_EQ(store_->forget(start, 10).value(), 0) << "not before its time";
  EXPECT_EQ(store_->forget(start + 60, 10).value(), 1);
  EXPECT_EQ(store_->forget(start + 60, 10).value(), 0) << "once";
  const auto left = appointments::find(tools(), booked.value.token).value().value.booking;
  EXPECT_EQ(left.name + left.email + left.phone + left.plan, "");
  EXPECT_EQ(left.start, Booth::cell(0));
  EXPECT_EQ(integer(*own_, "select count(*) from booking where advised = 'enough'"), 1) << "for the figures";
  EXPECT_EQ(integer(*own_, "select count(*) from booking where name = 'Ib'"), 1);
  EXPECT_EQ(
      integer(*own_, "select count(*) from booking_person where booking_id = $1", {text(left.booking_id)}),
      0);
}

TEST_P(Plans, ForgettingGoesInSteps) {
  for (int i = 0; i < 3; ++i) ASSERT_FALSE(book(wish(i, "Child " + std::to_string(i))).refusal);
  const booking::Moment later = booth_now + 86'400;
  EXPECT_EQ(store_->forget(later, 2).value(), 2);
  EXPECT_EQ(store_->forget(later, 2).value(), 1);
}

}  // namespace skranke::test
