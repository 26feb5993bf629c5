// The use cases of a centre's day, on both engines.
#include "appointments/arrival_code.hpp"
#include "waiting_room.hpp"

namespace skranke::test {
namespace {

using queue::Action;
using queue::State;
using reception::Refusal;

class CentreDay : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    room_ = std::make_unique<WaitingRoom>(*own_);
  }
  std::string code_of(const appointments::Visit& visit) {
    return appointments::arrival_code_of(room_->tools().visits, visit.booking.booking_id);
  }

  std::unique_ptr<Database> own_;
  std::unique_ptr<WaitingRoom> room_;
};
SKRANKE_FOR_BOTH_ENGINES(CentreDay);

constexpr queue::Moment start_of(std::int64_t cell) { return (booth_now / 60 / 15 + 1 + cell) * 15 * 60; }

TEST_P(CentreDay, WhoArrivesTwiceHasOneTicket) {
  const auto visit = room_->book(2, "ida");
  const auto first = room_->arrive(code_of(visit), booth_now);
  ASSERT_FALSE(first.refusal);
  EXPECT_TRUE(first.value.is_new);
  EXPECT_EQ(ticket_of(first.value).due, start_of(2));
  EXPECT_EQ(ticket_of(first.value).party, 2);
  const auto again = room_->arrive(visit.token, booth_now + 60);
  ASSERT_FALSE(again.refusal);
  EXPECT_FALSE(again.value.is_new);
  EXPECT_EQ(ticket_of(again.value), ticket_of(first.value));
}

TEST_P(CentreDay, WhoComesLateIsDueWhenTheyCome) {
  const auto visit = room_->book(0, "ida");
  const queue::Moment late = start_of(0) + queue::grace_seconds + 1;
  EXPECT_EQ(ticket_of(room_->arrive(code_of(visit), late).value).due, late);
}

TEST_P(CentreDay, ArrivalsAreRefusedWithTheReason) {
  const auto visit = room_->book(0, "ida");
  EXPECT_EQ(room_->arrive("0000-0000", booth_now).refusal, Refusal::arrival_unknown);
  EXPECT_EQ(room_->arrive(code_of(visit), start_of(0) - reception::early_seconds - 1).refusal,
            Refusal::too_early);
  const auto tomorrow = room_->arrive(code_of(visit), start_of(0) + 24 * 3600);
  EXPECT_EQ(tomorrow.refusal, Refusal::arrival_another_day);
  EXPECT_EQ(tomorrow.day, booking::day_of(start_of(0) / 60, UtcZone{}));
  ASSERT_FALSE(appointments::cancel(room_->tools().visits, visit.token, booth_now).value().refusal);
  EXPECT_EQ(room_->arrive(code_of(visit), booth_now).refusal, Refusal::booking_over);
}

TEST_P(CentreDay, ACounterWithSomebodyCallsNobodyAndWhoIsUndoneDoesNotPushAnotherAway) {
  const std::string first = ticket_of(room_->walk_in("1").value).ticket_id;
  const std::string second = ticket_of(room_->walk_in("2").value).ticket_id;
  EXPECT_EQ(ticket_of(*room_->next(1).value).ticket_id, first);
  EXPECT_EQ(room_->next(1).refusal, Refusal::counter_busy);
  EXPECT_FALSE(room_->act(first, Action::done).refusal);
  EXPECT_EQ(ticket_of(*room_->next(1).value).ticket_id, second);
  const auto undone = reception::act(room_->tools(), first,
                                     {.action = Action::again,
                                      .is_undo = true,
                                      .with = {.now = booth_now, .counter = {}, .service = {}, .outcome = {}},
                                      .seen = {}});
  EXPECT_EQ(undone->refusal, Refusal::counter_busy);
  EXPECT_FALSE(room_->next(2).value) << "nobody waits";
}

TEST_P(CentreDay, WhatIsDoneToATicketThatChangedMeanwhileIsRefused) {
  const auto ticket = ticket_of(room_->walk_in("1").value);
  ASSERT_TRUE(room_->next(1).value);
  const auto late = reception::act(room_->tools(), ticket.ticket_id,
                                   {.action = Action::serve,
                                    .is_undo = false,
                                    .with = {.now = booth_now, .counter = {}, .service = {}, .outcome = {}},
                                    .seen = ticket.sequence});
  EXPECT_EQ(late->refusal, Refusal::ticket_changed);
  const auto wrong = room_->act(ticket.ticket_id, Action::back);
  EXPECT_FALSE(wrong.refusal);
  EXPECT_EQ(room_->act(ticket.ticket_id, Action::serve).state, State::waiting);
  EXPECT_EQ(room_->act("nobody", Action::serve).refusal, Refusal::ticket_unknown);
}

TEST_P(CentreDay, AKeyIsOneTicketAndOfOneWish) {
  const auto first = room_->walk_in("key");
  EXPECT_EQ(ticket_of(room_->walk_in("key").value).ticket_id, ticket_of(first.value).ticket_id);
  EXPECT_EQ(room_->walk_in("key", booth_now, "long").refusal, Refusal::key_reused);
  EXPECT_EQ(room_->walk_in("other", booth_now, "dance").refusal, Refusal::service_unknown);
}

TEST_P(CentreDay, IsAsItWasAfterTheProgramStartsAgain) {
  const auto ticket = ticket_of(room_->walk_in("1").value);
  ASSERT_TRUE(room_->next(3).value);
  room_.reset();
  own_.reset();
  own_ = open(Options{});
  room_ = std::make_unique<WaitingRoom>(*own_, "again");
  const auto looked = reception::look(room_->tools(), "centre", booth_now).value();
  ASSERT_EQ(looked.value.day.tickets.size(), 1U);
  EXPECT_EQ(looked.value.day.tickets[0].progress.state, State::called);
  EXPECT_EQ(looked.value.day.tickets[0].ticket_id, ticket.ticket_id);
}

TEST(ArrivalCode, IsReadHoweverItIsWritten) {
  EXPECT_EQ(appointments::read_arrival_code("7k3m q9tx"), "7K3M-Q9TX");
  EXPECT_EQ(appointments::read_arrival_code(" 7K3MQ9TX"), "7K3M-Q9TX");
  EXPECT_EQ(appointments::read_arrival_code("OIL0-0000"), "0110-0000");
  for (const std::string_view none : {"", "7K3M-Q9T", "7K3M-Q9TXX", "7K3M-Q9TU", "7K3M_Q9TX"})
    EXPECT_EQ(appointments::read_arrival_code(none), "") << none;
}

}  // namespace
}  // namespace skranke::test
