// The waiting list on both engines: who is offered what, what becomes of it, and what is left in the tables.
#include <memory>
#include <optional>
#include <string>

#include "base/service_limits.hpp"
#include "line_check.hpp"
#include "seat_check.hpp"
#include "waiting_room.hpp"

namespace skranke::test {

using appointments::Refusal;
using booking::WaitEnding;
using booking::WaitState;

class WaitingList : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    room_ = std::make_unique<WaitingRoom>(*own_);
  }
  void TearDown() override {
    check_seats(*own_, 1);
    check_line(*own_, booth_now);
  }

  // Everything is taken on the first two days but this cell, which somebody has who can cancel.
  std::string only(std::int64_t cell) {
    room_->fill(0, cell);
    room_->fill(cell + 1, 192);
    return room_->book(cell, "holder");
  }
  void cancel(const std::string& token, booking::Moment now = booth_now) {
    ASSERT_FALSE(appointments::cancel(room_->tools(), token, now).value().refusal);
  }
  appointments::Answer<appointments::Entry> accept(const std::string& token, booking::Moment now = booth_now,
                                                   std::optional<std::int32_t> seen = {}) {
    return appointments::accept(room_->tools(), room_->list, token, seen, now).value();
  }
  appointments::Answer<appointments::Entry> decline(const std::string& token,
                                                    booking::Moment now = booth_now) {
    return appointments::decline(room_->tools(), room_->list, token, {}, now).value();
  }
  appointments::Answer<appointments::Entry> leave(const std::string& token) {
    return appointments::leave(room_->tools(), room_->list, token, booth_now).value();
  }
  appointments::Answer<appointments::Entry> earlier(const std::string& token,
                                                    const appointments::EarlierWish& wish = {}) {
    return appointments::wait_for_earlier(room_->tools(), room_->list, token, wish, booth_now).value();
  }
  std::int64_t count(std::string_view sql) { return integer(*own_, sql); }
  bool is_free(std::int64_t cell, booking::Moment now = booth_now) {
    const base::Day day = booking::day_of(Booth::cell(cell), UtcZone{});
    const auto free =
        appointments::free_slots(room_->tools(), "centre", day, day, "short", now).value().value.slots;
    return std::ranges::any_of(free, [&](const auto& slot) { return slot.start == Booth::cell(cell); });
  }

  std::unique_ptr<Database> own_;
  std::unique_ptr<WaitingRoom> room_;
};
SKRANKE_FOR_BOTH_ENGINES(WaitingList);

TEST_P(WaitingList, WhatBecomesFreeIsHeldForTheFirstInLineAndBookedByThem) {
  const std::string holder = only(20);
  const auto first = room_->wait("ann");
  const auto second = room_->wait("bo", booth_now + 1);
  ASSERT_FALSE(first.refusal || second.refusal);
  EXPECT_EQ(first.value.waiting.before, 0);
  EXPECT_EQ(second.value.waiting.before, 1);
  EXPECT_EQ(room_->offer(), 0) << "nothing is free";
  cancel(holder);
  EXPECT_EQ(room_->offer(), 1);
  EXPECT_EQ(room_->offer(), 0);
  const auto offered = room_->look(first.value.token);
  ASSERT_EQ(offered.waiting.state, WaitState::offered);
  EXPECT_EQ(offered.waiting.offer->start, Booth::cell(20));
  EXPECT_EQ(offered.waiting.offer->until, booth_now + 2 * WaitingRoom::hour);
  EXPECT_EQ(room_->look(second.value.token).waiting.state, WaitState::waiting);
  EXPECT_EQ(count("select count(*) from waiting_message where event = 'offered' and channel = 'mail' and "
                  "address = 'ann@example.org' and language = 'en'"),
            1);
  EXPECT_TRUE(room_->book(20, "else").empty()) << "it is held";
  for (int twice = 0; twice < 2; ++twice) {
    const auto taken = accept(first.value.token);
    ASSERT_FALSE(taken.refusal);
    EXPECT_EQ(taken.value.waiting.state, WaitState::taken);
    EXPECT_EQ(taken.value.is_replay, twice == 1);
    ASSERT_TRUE(taken.value.visit);
    EXPECT_EQ(taken.value.visit->booking.start, Booth::cell(20));
    EXPECT_EQ(taken.value.visit->booking.name, "ann");
    EXPECT_EQ(taken.value.visit->booking.email, "ann@example.org");
  }
  EXPECT_EQ(count("select count(*) from booking where state = 'booked'"), 1);
  EXPECT_EQ(count("select count(*) from booking_message where event = 'confirmed'"), 2);
  EXPECT_EQ(room_->look(second.value.token).waiting.before, 0);
}

TEST_P(WaitingList, NothingIsOfferedThatBeginsSoonerThanInTwoHours) {
  room_->fill(0, 6);
  room_->fill(8, 192);
  const auto waits = room_->wait("ann");
  ASSERT_TRUE(is_free(6) && is_free(7));
  EXPECT_EQ(room_->offer(booth_now + 1), 0) << "cells 6 and 7 begin in less";
  EXPECT_EQ(room_->offer(), 1);
  const auto offered = room_->look(waits.value.token);
  EXPECT_EQ(offered.waiting.offer->start, Booth::cell(7));
  EXPECT_EQ(offered.waiting.offer->until, Booth::cell(7) * 60 - WaitingRoom::hour);
}

TEST_P(WaitingList, AnOfferThatIsNotAnsweredGoesToTheNextAndTwiceIsTheEnd) {
  const std::string holder = only(100);
  const auto ann = room_->wait("ann");
  const auto bo = room_->wait("bo", booth_now + 1);
  cancel(holder);
  room_->offer();
  const booking::Moment later = booth_now + 2 * WaitingRoom::hour;
  // Before anybody has tidied up: nothing stands any more.
  EXPECT_EQ(room_->look(ann.value.token, later).waiting.state, WaitState::waiting);
  EXPECT_EQ(accept(ann.value.token, later).refusal, Refusal::offer_over);
  EXPECT_EQ(room_->offer(later), 1);
  EXPECT_EQ(room_->look(ann.value.token, later).waiting.missed, 1);
  EXPECT_EQ(room_->look(bo.value.token, later).waiting.offer->start, Booth::cell(100));
  // The same time is not offered to the first one again, but another one is.
  room_->empty(101);
  EXPECT_EQ(room_->offer(later), 1);
  EXPECT_EQ(room_->look(ann.value.token, later).waiting.offer->start, Booth::cell(101));
  const booking::Moment end = later + 2 * WaitingRoom::hour;
  EXPECT_EQ(room_->look(ann.value.token, end).waiting.ending, WaitEnding::unanswered);
  room_->offer(end);
  const auto over = room_->look(ann.value.token, end);
  EXPECT_EQ(over.waiting.state, WaitState::over);
  EXPECT_EQ(over.waiting.ending, WaitEnding::unanswered);
  EXPECT_FALSE(room_->wait("ann2", end).refusal);
  EXPECT_EQ(count("select count(*) from waiting_claim"), 2) << "of who is in line";
}

TEST_P(WaitingList, WhoDeclinesWaitsForOtherTimes) {
  const std::string holder = only(20);
  const auto ann = room_->wait("ann");
  const auto bo = room_->wait("bo", booth_now + 1);
  cancel(holder);
  room_->offer();
  const auto declined = decline(ann.value.token);
  ASSERT_FALSE(declined.refusal);
  EXPECT_EQ(declined.value.waiting.state, WaitState::waiting);
  EXPECT_TRUE(is_free(20));
  EXPECT_EQ(decline(ann.value.token).refusal, Refusal::offer_over);
  EXPECT_EQ(accept(ann.value.token).refusal, Refusal::offer_over);
  EXPECT_EQ(room_->offer(), 1);
  EXPECT_EQ(room_->look(bo.value.token).waiting.state, WaitState::offered);
  EXPECT_EQ(room_->look(ann.value.token).waiting.state, WaitState::waiting);
  EXPECT_EQ(room_->look(ann.value.token).waiting.before, 0) << "the place in line is kept";
}

TEST_P(WaitingList, WhoLeavesGivesBackWhatWasHeldForThem) {
  const std::string holder = only(20);
  const auto ann = room_->wait("ann");
  cancel(holder);
  room_->offer();
  for (int twice = 0; twice < 2; ++twice) {
    const auto left = leave(ann.value.token);
    EXPECT_EQ(left.value.waiting.state, WaitState::over);
    EXPECT_EQ(left.value.waiting.ending, WaitEnding::left);
  }
  EXPECT_TRUE(is_free(20));
  EXPECT_EQ(accept(ann.value.token).refusal, Refusal::offer_over);
  EXPECT_EQ(count("select count(*) from waiting_message where state = 'overtaken' and address = ''"), 1);
}

TEST_P(WaitingList, OnlyTheDaysThatAreWantedAreOffered) {
  room_->fill(71, 192);  // from midnight on
  const auto tomorrow = room_->wait("ann", booth_now, 1, 1);
  ASSERT_TRUE(is_free(30));
  EXPECT_EQ(room_->offer(), 0);
  room_->empty(167);
  EXPECT_EQ(room_->offer(), 0) << "the day after";
  room_->empty(166);
  EXPECT_EQ(room_->offer(), 1);
  EXPECT_EQ(room_->look(tomorrow.value.token).waiting.offer->start, Booth::cell(166));
}

TEST_P(WaitingList, NobodyIsInLineTwiceForTheSame) {
  room_->fill(0, 192);
  const auto first = room_->wait("ann");
  ASSERT_FALSE(first.refusal);
  const auto again = room_->wait("ann");
  EXPECT_TRUE(again.value.is_replay) << "the same request";
  EXPECT_EQ(again.value.waiting.waiting_id, first.value.waiting.waiting_id);
  EXPECT_EQ(room_->wait("ann", booth_now, 1, 1).refusal, Refusal::key_reused);
  appointments::WaitWish wish{.centre = "centre",
                              .service = "short",
                              .from = booking::day_of(Booth::cell(0), UtcZone{}),
                              .to = booking::day_of(Booth::cell(0), UtcZone{}) + 1,
                              .name = "Somebody else",
                              .email = "Ann@Example.org",
                              .phone = {},
                              .language = "da",
                              .party = 1};
  const auto join = [&](const std::string& key) {
    return appointments::wait_for_time(room_->tools(), room_->list, wish, key, booth_now).value();
  };
  EXPECT_EQ(join("other").refusal, Refusal::already_waiting);
  EXPECT_EQ(count("select count(*) from waiting"), 1);
  wish.service = "long";
  EXPECT_FALSE(join("long").refusal) << "for something else";
  wish.service = "short";
  wish.email = {};
  EXPECT_EQ(join("none").refusal, Refusal::not_reachable);
  wish.email = "ann@example.org";
  leave(first.value.token);
  EXPECT_FALSE(join("after").refusal);
}

TEST_P(WaitingList, DaysThatCantBeWaitedForAreSaidToBeSo) {
  const auto path = [&](base::Day from, base::Day to, booking::Moment now = booth_now) {
    const auto joined =
        appointments::wait_for_time(room_->tools(), room_->list,
                                    {.centre = "centre",
                                     .service = "short",
                                     .from = booking::day_of(Booth::cell(0), UtcZone{}) + from,
                                     .to = booking::day_of(Booth::cell(0), UtcZone{}) + to,
                                     .name = "Ann",
                                     .email = "a@example.org",
                                     .phone = {},
                                     .language = "da",
                                     .party = 1},
                                    "key " + std::to_string(from) + " " + std::to_string(to), now);
    return joined ? std::string{} : joined.error().path;
  };
  EXPECT_EQ(path(1, 0), "/to");
  EXPECT_EQ(path(-3, -1), "/to");
  EXPECT_EQ(path(0, base::limits::waiting_days_max + 1), "/to");
  EXPECT_EQ(path(0, 0, booth_now + 17 * WaitingRoom::hour), "/to") << "less than two hours are left";
  EXPECT_EQ(path(-3, base::limits::waiting_days_max), "");
  EXPECT_EQ(count("select count(*) from waiting"), 1);
}

TEST_P(WaitingList, AVisitIsMovedToTheEarlierTimeThatWasOffered) {
  const std::string holder = only(20);
  room_->empty(60);
  room_->empty(70);
  const std::string mine = room_->book(60, "ann");
  const auto entry = earlier(mine);
  ASSERT_FALSE(entry.refusal);
  EXPECT_EQ(earlier(mine).value.waiting.waiting_id, entry.value.waiting.waiting_id) << "a double click";
  const base::Day today = booking::day_of(Booth::cell(0), UtcZone{});
  EXPECT_EQ(appointments::wait_for_earlier(room_->tools(), room_->list, mine,
                                           {.from = today, .to = today + 9}, booth_now + 1)
                .value()
                .value.waiting.waiting_id,
            entry.value.waiting.waiting_id);
  EXPECT_EQ(room_->offer(), 0) << "cell 70 is free, and later";
  cancel(holder);
  EXPECT_EQ(room_->offer(), 1);
  const auto taken = accept(entry.value.token);
  ASSERT_FALSE(taken.refusal);
  EXPECT_EQ(taken.value.visit->token, mine);
  EXPECT_EQ(taken.value.visit->booking.start, Booth::cell(20));
  EXPECT_EQ(taken.value.visit->booking.sequence, 1);
  EXPECT_TRUE(is_free(60));
  EXPECT_EQ(count("select count(*) from booking where state = 'booked'"), 1);
  EXPECT_EQ(count("select count(*) from booking_message where event = 'moved'"), 1);
  EXPECT_TRUE(accept(entry.value.token).value.is_replay);
  EXPECT_EQ(
      appointments::look_for(room_->tools(), room_->list, mine, booth_now).value().value.waiting.waiting_id,
      "");
}

TEST_P(WaitingList, OfAVisitWithoutContactOrThatIsOverNoneIsEarlier) {
  const auto silent = appointments::book(room_->tools(),
                                         {.slot_id = Booth::slot(60),
                                          .hold_id = {},
                                          .name = "Nemo",
                                          .email = {},
                                          .phone = {},
                                          .language = "da",
                                          .party = 1,
                                          .plan = {}},
                                         "silent", booth_now);
  EXPECT_EQ(earlier(silent.value().value.token).refusal, Refusal::not_reachable);
  const std::string mine = room_->book(61, "ann");
  cancel(mine);
  EXPECT_EQ(earlier(mine).refusal, Refusal::booking_over);
  EXPECT_EQ(earlier("nothing").refusal, Refusal::booking_unknown);
  const std::string near = room_->book(3, "bo");
  EXPECT_EQ(appointments::wait_for_earlier(room_->tools(), room_->list, near, {}, booth_now).error().path,
            "/to");
}

TEST_P(WaitingList, AVisitThatIsCancelledGivesBackWhatWasOfferedForIt) {
  const std::string holder = only(20);
  room_->empty(60);
  const std::string mine = room_->book(60, "ann");
  const auto entry = earlier(mine);
  cancel(holder);
  ASSERT_EQ(room_->offer(), 1);
  EXPECT_FALSE(is_free(20));
  cancel(mine);
  EXPECT_TRUE(is_free(20));
  const auto over = room_->look(entry.value.token);
  EXPECT_EQ(over.waiting.state, WaitState::over);
  EXPECT_EQ(over.waiting.ending, WaitEnding::visit_cancelled);
  EXPECT_EQ(accept(entry.value.token).refusal, Refusal::booking_over);
  EXPECT_EQ(count("select count(*) from waiting_claim"), 0);
}

TEST_P(WaitingList, AnOfferThatIsNotEarlierThanTheMovedVisitIsWithdrawn) {
  const std::string holder = only(20);
  room_->empty(60);
  room_->empty(10);
  const std::string mine = room_->book(60, "ann");
  const std::string other = room_->book(10, "bo");
  const auto entry = earlier(mine);
  cancel(holder);
  ASSERT_EQ(room_->offer(), 1);
  cancel(other);
  ASSERT_FALSE(appointments::move(room_->tools(), mine, Booth::slot(10), booth_now).value().refusal);
  EXPECT_TRUE(is_free(20));
  EXPECT_EQ(room_->look(entry.value.token).waiting.state, WaitState::waiting);
  EXPECT_EQ(accept(entry.value.token).refusal, Refusal::offer_over);
  EXPECT_EQ(room_->offer(), 0) << "what is free is later than the visit";
}

TEST_P(WaitingList, AnAnswerIsToTheOfferThatWasSeen) {
  const std::string holder = only(20);
  const auto ann = room_->wait("ann");
  cancel(holder);
  room_->offer();
  const std::int32_t seen = room_->look(ann.value.token).waiting.sequence;
  EXPECT_EQ(accept(ann.value.token, booth_now, seen + 1).refusal, Refusal::offer_over);
  EXPECT_FALSE(accept(ann.value.token, booth_now, seen).refusal);
}

TEST_P(WaitingList, WhoHasAVisitAtThatTimeKeepsTheOffer) {
  const std::string holder = only(20);
  const auto ann = room_->wait("ann");
  cancel(holder);
  room_->offer();
  // Elsewhere, at another centre: only the person's time is taken.
  ASSERT_TRUE(write_one(*own_,
                        "insert into booking (booking_id, centre_id, service, start, minutes, counter, name, "
                        "email, phone, language, party, state, sequence, created_at, changed_at) values "
                        "('elsewhere', 'other', 'short', $1, 15, 0, '', '', '', 'da', 1, 'booked', 0, 0, 0)",
                        {number(Booth::cell(20))}));
  ASSERT_TRUE(write_one(*own_,
                        "insert into booking_seat (centre_id, start, counter, booking_id) values "
                        "('other', $1, 0, 'elsewhere')",
                        {number(Booth::cell(20))}));
  ASSERT_TRUE(
      write_one(*own_,
                "insert into booking_person (person, start, booking_id) select person, $1, 'elsewhere' "
                "from waiting",
                {number(Booth::cell(20))}));
  EXPECT_EQ(accept(ann.value.token).refusal, Refusal::already_booked);
  EXPECT_EQ(room_->look(ann.value.token).waiting.state, WaitState::offered);
  EXPECT_EQ(count("select count(*) from booking where centre_id = 'centre' and state = 'booked'"), 0);
}

TEST_P(WaitingList, NamesAreForgottenSevenDaysAfterTheDays) {
  room_->fill(0, 192);
  const auto ann = room_->wait("ann");
  constexpr booking::Moment day = 86'400;
  const booking::Moment midnight = booth_now / day * day;
  const auto forget = [&](booking::Moment now) {
    return appointments::forget(room_->list, room_->invitations, now).value();
  };
  EXPECT_EQ(forget(midnight + 9 * day - 60), 0);
  EXPECT_EQ(forget(midnight + 9 * day), 1);
  EXPECT_EQ(forget(midnight + 9 * day), 0);
  EXPECT_EQ(
      count("select count(*) from waiting where name = '' and email = '' and person = '' and state = 'over'"),
      1);
  EXPECT_EQ(count("select count(*) from waiting_claim") + count("select count(*) from waiting_request"), 0);
  EXPECT_EQ(room_->look(ann.value.token).waiting.ending, WaitEnding::days_over);
}

TEST_P(WaitingList, AnEntryWhoseDaysAreOverEnds) {
  room_->fill(0, 192);
  const auto ann = room_->wait("ann", booth_now, 0, 0);
  room_->offer(booth_now + 16 * WaitingRoom::hour - 60);
  EXPECT_EQ(room_->look(ann.value.token).waiting.state, WaitState::waiting);
  room_->offer(booth_now + 16 * WaitingRoom::hour);
  EXPECT_EQ(room_->look(ann.value.token).waiting.ending, WaitEnding::days_over);
}

}  // namespace skranke::test
