// Bookings that are made without looking first: the same rows as by looking, and nothing where something is
// in the way.
#include <string>
#include <vector>

#include "storage/booking/booking_at_once.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "store.hpp"

namespace skranke::test {

using booking::BookRefusal;
using booking::NewBooking;
using storage::KnownCalendars;

class AtOnce : public Contract {
 protected:
  void SetUp() override {
    own_ = open({});
    calendars_.keep("centre", {});
  }

  // A visit of two cells from `start`, with everything that a booking can have.
  static NewBooking wish(const std::string& id, booking::Instant start = 30'000'000) {
    NewBooking wanted;
    wanted.booking.booking_id = id;
    wanted.booking.service = "long";
    wanted.booking.name = "Ida";
    wanted.booking.email = "ida@example.org";
    wanted.booking.phone = "+4512345678";
    wanted.booking.language = "da";
    wanted.booking.plan = "a plan";
    wanted.booking.created_at = now;
    wanted.seats = {.centre = "centre", .start = start, .cells = 2, .grid = 15, .counters = 0};
    wanted.staffed = [](const booking::Calendar&) { return std::uint64_t{0b110}; };
    wanted.request = "request " + id;
    wanted.request_body = "body";
    wanted.person = "person " + id;
    wanted.contact = "contact";
    wanted.contact_max = 2;
    wanted.now = now;
    return wanted;
  }
  static std::string judge(const booking::Booking& booking) { return booking.minutes == 30 ? "enough" : ""; }

  // The counter, or that it can't be done so.
  std::string at_once(const NewBooking& wanted) {
    const auto made = storage::book_at_once(*own_, calendars_, judge, wanted);
    if (!made) return "not so";
    return *made ? std::to_string((*made)->booking.counter) : made->error().text;
  }
  std::string looking(const NewBooking& wanted) {
    storage::StoredBookings store{*own_, judge};
    const auto made = store.book(wanted);
    if (!made) return made.error().text;
    return made->refusal ? "refused" : std::to_string(made->booking.counter);
  }

  // All rows that a booking writes.
  std::vector<Rows> rows() {
    std::vector<Rows> all;
    for (const char* sql :
         {"select * from booking_seat order by start, counter", "select * from booking order by booking_id",
          "select * from booking_person order by start", "select * from booking_request order by request",
          "select * from booking_contact order by place",
          "select * from booking_message order by booking_id, event, channel"})
      all.push_back(storage::Rows{read_one(*own_, sql).value()});
    return all;
  }
  void forget_all() {
    for (const char* sql :
         {"delete from booking_seat", "delete from booking_person", "delete from booking_request",
          "delete from booking_contact", "delete from booking_message", "delete from booking"})
      ASSERT_TRUE(write_one(*own_, sql));
  }
  // Nothing is written, and who looks says why.
  void expect_in_the_way(const NewBooking& wanted, BookRefusal why) {
    const auto before = rows();
    EXPECT_EQ(at_once(wanted), "not so");
    EXPECT_EQ(rows(), before);
    storage::StoredBookings store{*own_, judge};
    EXPECT_EQ(store.book(wanted)->refusal, why);
  }

  static constexpr booking::Moment now = 1'795'500'000;
  std::unique_ptr<Database> own_;
  KnownCalendars calendars_;
};
SKRANKE_FOR_BOTH_ENGINES(AtOnce);

TEST_P(AtOnce, WritesWhatLookingFirstWrites) {
  ASSERT_EQ(looking(wish("a")), "1");
  const auto by_looking = rows();
  EXPECT_EQ(by_looking.at(0).size(), 2U);
  EXPECT_EQ(by_looking.at(5).size(), 4U);
  forget_all();
  ASSERT_EQ(at_once(wish("a")), "1");
  EXPECT_EQ(rows(), by_looking);
  EXPECT_EQ(at_once(wish("b")), "2");
}

TEST_P(AtOnce, NeedsHoursThatAreKnownAndStillHold) {
  NewBooking elsewhere = wish("a");
  elsewhere.seats.centre = "another";
  EXPECT_EQ(at_once(elsewhere), "not so");
  NewBooking closed = wish("a");
  closed.staffed = [](const booking::Calendar&) { return std::uint64_t{0}; };
  expect_in_the_way(closed, BookRefusal::slot_unknown);
  ASSERT_TRUE(
      write_one(*own_,
                "insert into centre_change (centre_id, revision, kind, day, reason, officer_id, changed_at) "
                "values ('centre', 1, 'hours', '2026-11-24', '', 'ada', 0)"));
  const auto before = rows();
  EXPECT_EQ(at_once(wish("a")), "not so");
  EXPECT_EQ(rows(), before);
  calendars_.keep("centre", {.revision = 1, .calendar = {}});
  EXPECT_EQ(at_once(wish("a")), "1");
  calendars_.keep("centre", {.revision = 0, .calendar = {}});
  EXPECT_EQ(at_once(wish("b")), "2") << "hours that were read before don't take the place of newer ones";
}

TEST_P(AtOnce, WhatIsInTheWayUndoesItAll) {
  ASSERT_EQ(at_once(wish("a")), "1");
  NewBooking again = wish("b");
  again.request = "request a";
  again.request_body = "another body";
  expect_in_the_way(again, BookRefusal::key_reused);
  NewBooking same_person = wish("b", 30'000'015);
  same_person.person = "person a";
  expect_in_the_way(same_person, BookRefusal::already_booked);
  ASSERT_EQ(at_once(wish("b")), "2");
  expect_in_the_way(wish("c", 30'000'060), BookRefusal::too_many);
  NewBooking full = wish("c");
  full.contact.clear();
  expect_in_the_way(full, BookRefusal::slot_full);
  // Half of it is.
  full.seats.start -= 15;
  expect_in_the_way(full, BookRefusal::slot_full);
  full.seats.start -= 15;
  EXPECT_EQ(at_once(full), "1");
}

TEST_P(AtOnce, TakesTheSeatsOfHoldsThatAreOverAndOfNoOthers) {
  const auto hold = [&](std::int64_t start, std::int64_t counter, booking::Moment until) {
    EXPECT_TRUE(write_one(*own_,
                          "insert into booking_seat (centre_id, start, counter, booking_id, held_until) "
                          "values ('centre', $1, $2, 'hold', $3)",
                          {number(start), number(counter), number(until)}));
  };
  hold(30'000'015, 1, now + 1);
  hold(30'000'000, 2, now);
  EXPECT_EQ(at_once(wish("a")), "2");
  EXPECT_EQ(integer(*own_, "select count(*) from booking_seat where booking_id = 'a' and held_until is null"),
            2);
  EXPECT_EQ(at_once(wish("b")), "not so");
}

TEST_P(AtOnce, LeavesCountersBeyondTheStepsToWhoLooks) {
  NewBooking far = wish("a");
  far.staffed = [](const booking::Calendar&) { return std::uint64_t{1} << 63U; };
  EXPECT_EQ(at_once(far), "not so");
  EXPECT_EQ(looking(far), "63");
}

}  // namespace skranke::test
