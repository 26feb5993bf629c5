// Bookings that are made without looking first: the same rows as by looking, and nothing where something is
// in the way.
#include <atomic>
#include <barrier>
#include <cstdint>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "failing_new.hpp"
#include "storage/booking/booking_batch.hpp"
#include "storage/booking/bookings_at_once.hpp"
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
  static std::vector<NewBooking> wishes(int count);
  static std::string judge(const booking::Booking& booking) { return booking.minutes == 30 ? "enough" : ""; }

  // The counter, or that it can't be done so.
  std::string at_once(const NewBooking& wanted) {
    const booking::Judge asked = judge;
    storage::BookingsAtOnce bookings{*own_, calendars_, asked};
    const auto made = bookings.book(wanted);
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
          "select * from booking_person order by person, start",
          "select * from booking_request order by request",
          "select * from booking_contact order by contact, place",
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
  void hold(std::int64_t start, std::int64_t counter, booking::Moment until) {
    EXPECT_TRUE(write_one(*own_,
                          "insert into booking_seat (centre_id, start, counter, booking_id, held_until) "
                          "values ('centre', $1, $2, 'hold', $3)",
                          {number(start), number(counter), number(until)}));
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
  hold(30'000'015, 1, now + 1);
  hold(30'000'000, 2, now);
  EXPECT_EQ(at_once(wish("a")), "2");
  EXPECT_EQ(integer(*own_, "select count(*) from booking_seat where booking_id = 'a' and held_until is null"),
            2);
  EXPECT_EQ(at_once(wish("b")), "not so");
}

// Visits of one to four cells, of different times; every third has no contact, every fifth nothing known of
// the person.
std::vector<NewBooking> AtOnce::wishes(int count) {
  std::vector<NewBooking> all;
  for (int i = 0; i < count; ++i) {
    NewBooking wanted = wish("b" + std::to_string(i), 30'000'000 + 60 * i);
    wanted.seats.cells = 1 + i % 4;
    wanted.contact = i % 3 == 0 ? "" : "contact " + std::to_string(i);
    if (i % 5 == 0) wanted.person.clear();
    all.push_back(std::move(wanted));
  }
  return all;
}

TEST_P(AtOnce, ABatchWritesWhatEachAloneWrites) {
  for (const int count : {1, 2, 5, 7, 9, 31, 32}) {
    const auto wanted = wishes(count);
    // The first counter is taken for some, by a hold that is over for one.
    const auto hold_some = [&] {
      for (const int i : {1, 3, 4}) hold(30'000'000 + 60 * i, 1, i == 3 ? now : now + 300);
    };
    hold_some();
    for (const NewBooking& each : wanted) ASSERT_NE(at_once(each), "not so");
    const auto alone = rows();
    EXPECT_EQ(integer(*own_,
                      "select count(*) from (select booking_id from booking_seat where "
                      "held_until is null group by booking_id having count(distinct counter) > 1) as b"),
              0);
    forget_all();
    hold_some();
    std::vector<storage::Ready> ready;
    for (const NewBooking& each : wanted) ready.push_back(*storage::ready_at_once(calendars_, judge, each));
    std::vector<storage::Ready*> batch;
    for (storage::Ready& each : ready) batch.push_back(&each);
    ASSERT_TRUE(storage::write_at_once(*own_, batch));
    EXPECT_EQ(rows(), alone) << count;
    EXPECT_EQ(ready.back().booking.counter, count == 2 || count == 5 ? 2 : 1);
    forget_all();
  }
}

TEST_P(AtOnce, WhatIsInTheWayOfOneUndoesTheBatchAndCostsTheOthersNothing) {
  ASSERT_EQ(at_once(wish("a")), "1");
  auto wanted = wishes(24);
  wanted.at(13).person = "person a";
  wanted.at(13).seats.start = 30'000'000;
  wanted.at(17).request = "request a";
  std::vector<storage::Ready> ready;
  for (const NewBooking& each : wanted) ready.push_back(*storage::ready_at_once(calendars_, judge, each));
  std::vector<storage::Ready*> batch;
  for (storage::Ready& each : ready) batch.push_back(&each);
  const auto before = rows();
  EXPECT_FALSE(storage::write_at_once(*own_, batch));
  EXPECT_EQ(rows(), before);
  const booking::Judge asked = judge;
  storage::BookingsAtOnce bookings{*own_, calendars_, asked};
  std::barrier start{std::ssize(wanted)};
  std::atomic<int> made = 0;
  std::vector<std::thread> threads;
  for (const NewBooking& each : wanted) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      const auto booked = bookings.book(each);
      const bool is_made = booked.has_value() && booked->has_value();
      made += is_made ? 1 : 0;
      EXPECT_EQ(is_made, each.person != "person a" && each.request != "request a") << each.request;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made, 22);
  EXPECT_EQ(integer(*own_, "select count(*) from booking"), 23);
}

TEST_P(AtOnce, ThoseThatCouldTakeTheSameRowAreNeverInOneBatch) {
  const auto in_the_way = [&](const NewBooking& one, const NewBooking& other) {
    const auto first = *storage::ready_at_once(calendars_, judge, one);
    const auto second = *storage::ready_at_once(calendars_, judge, other);
    EXPECT_EQ(storage::is_in_the_way(first, second), storage::is_in_the_way(second, first));
    return storage::is_in_the_way(first, second);
  };
  const auto all = wishes(8);
  const NewBooking& two_cells = all.at(1);
  NewBooking other = all.at(2);
  EXPECT_FALSE(in_the_way(two_cells, other));
  other.seats.start = two_cells.seats.start + 15;
  EXPECT_TRUE(in_the_way(two_cells, other));
  other.seats.start = two_cells.seats.start + 30;
  EXPECT_FALSE(in_the_way(two_cells, other));
  other.contact = two_cells.contact;
  EXPECT_TRUE(in_the_way(two_cells, other));
  other.contact.clear();
  other.person = two_cells.person;
  EXPECT_TRUE(in_the_way(two_cells, other));
  other.person.clear();
  other.request = two_cells.request;
  EXPECT_TRUE(in_the_way(two_cells, other));
  EXPECT_FALSE(in_the_way(all.at(0), all.at(3))) << "nothing known of either";
}

TEST_P(AtOnce, WhoFindsNoMemoryLeavesTheOthersTheirTurn) {
  const booking::Judge asked = judge;
  storage::BookingsAtOnce bookings{*own_, calendars_, asked};
  std::int64_t nth = 1;
  for (bool has_failed = true; has_failed; ++nth) {
    forget_all();
    const NewBooking mine = wish("a");
    bool is_told = false;
    fail_allocation(nth);
    try {
      const auto made = bookings.book(mine);
      is_told = made && made->has_value();
    } catch (const std::bad_alloc&) {
      is_told = false;
    }
    has_failed = has_allocation_failed();
    fail_allocation(0);
    std::string other;
    std::jthread{[&] {
      const auto made = bookings.book(wish("b"));
      other = made && *made ? std::to_string((*made)->booking.counter) : "none";
    }}.join();
    const bool is_kept = integer(*own_, "select count(*) from booking where booking_id = 'a'") == 1;
    EXPECT_TRUE(is_kept || !is_told) << nth;
    EXPECT_EQ(other, is_kept ? "2" : "1") << nth;
  }
  EXPECT_GT(nth, 20) << "it has some allocations";
}

TEST_P(AtOnce, LeavesCountersBeyondTheStepsToWhoLooks) {
  NewBooking far = wish("a");
  far.staffed = [](const booking::Calendar&) { return std::uint64_t{1} << 63U; };
  EXPECT_EQ(at_once(far), "not so");
  EXPECT_EQ(looking(far), "63");
}

}  // namespace skranke::test
