// Many at once at the waiting list: one offer, one answer, one visit, whoever is first.
//
// SKRANKE_WAITING_RACES sets how many races of each kind.
#include <barrier>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "line_check.hpp"
#include "seat_check.hpp"
#include "waiting_room.hpp"

namespace skranke::test {
namespace {

int races_wanted() {
  const char* text = std::getenv("SKRANKE_WAITING_RACES");
  return text == nullptr ? 15 : std::atoi(text);
}

// All at the same moment.
void together(const std::vector<std::function<void()>>& works) {
  std::barrier start{static_cast<std::ptrdiff_t>(works.size())};
  std::vector<std::thread> threads;
  threads.reserve(works.size());
  for (const auto& work : works) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      work();
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace

using appointments::Refusal;
using booking::WaitState;

class WaitingRaces : public Contract {
 protected:
  // As servers have it: what can't happen twice is in rows, not in the isolation.
  void SetUp() override {
    Options options;
    options.isolation = storage::Isolation::read_committed;
    own_ = open(options);
    room_ = std::make_unique<WaitingRoom>(*own_);
  }
  void TearDown() override {
    check_seats(*own_, 1);
    check_line(*own_, booth_now);
  }

  // Tomorrow is full but for one cell, which is offered to `name`; the entry's token.
  std::string offered(std::int64_t cell, const std::string& name) {
    if (cell == first_cell) room_->fill_tomorrow();
    room_->empty(cell);
    const auto entry = room_->wait(name, booth_now, 1, 1);
    EXPECT_EQ(room_->offer(), 1);
    return entry.value.token;
  }
  static constexpr std::int64_t first_cell = 96;
  std::int64_t booked() { return integer(*own_, "select count(*) from booking where state = 'booked'"); }

  std::unique_ptr<Database> own_;
  std::unique_ptr<WaitingRoom> room_;
};
SKRANKE_FOR_BOTH_ENGINES(WaitingRaces);

TEST_P(WaitingRaces, OfManyWhoWaitForOneSeatTheFirstGetsIt) {
  constexpr int waiting = 12;
  constexpr int servers = 6;
  const int races = races_wanted();
  room_->fill(0, 192);
  std::vector<std::string> tokens;
  for (int i = 0; i < waiting + races; ++i)
    tokens.push_back(room_->wait("w" + std::to_string(i), booth_now + i).value.token);
  for (int race = 0; race < races; ++race) {
    const std::string id = "full" + std::to_string(20 + race);
    ASSERT_TRUE(write_one(*own_, "delete from booking_hold where hold_id = $1", {text(id)}));
    std::vector<std::function<void()>> works(servers, [&] { EXPECT_LE(room_->offer(), 1); });
    works.emplace_back(
        [&] { EXPECT_TRUE(write_one(*own_, "delete from booking_seat where booking_id = $1", {text(id)})); });
    together(works);
    room_->offer();
    for (int i = 0; i < waiting + races; ++i) {
      EXPECT_EQ(room_->look(tokens[static_cast<std::size_t>(i)]).waiting.state == WaitState::offered,
                i <= race)
          << "race " << race << ", place " << i;
    }
    ASSERT_EQ(integer(*own_, "select count(*) from waiting_offer"), race + 1);
  }
}

TEST_P(WaitingRaces, TwoWhoAcceptBookOnce) {
  const int races = races_wanted();
  for (int race = 0; race < races; ++race) {
    const std::string token = offered(first_cell + race, "ann" + std::to_string(race));
    std::vector<std::string> ids(4);
    std::vector<std::function<void()>> works;
    for (std::string& id : ids) {
      works.emplace_back([&] {
        const auto taken = appointments::accept(room_->tools(), room_->list, token, {}, booth_now).value();
        id = taken.refusal || !taken.value.visit ? "refused" : taken.value.visit->booking.booking_id;
      });
    }
    together(works);
    for (const std::string& id : ids) EXPECT_EQ(id, ids.front());
    EXPECT_NE(ids.front(), "refused");
    EXPECT_EQ(booked(), race + 1);
  }
}

TEST_P(WaitingRaces, WhoAcceptsAndDeclinesDoesOneOfBoth) {
  const int races = races_wanted();
  std::int64_t accepted = 0;
  for (int race = 0; race < races; ++race) {
    const std::string token = offered(first_cell + race, "ann" + std::to_string(race));
    bool is_accepted = false;
    bool is_declined = false;
    together({[&] {
                is_accepted =
                    !appointments::accept(room_->tools(), room_->list, token, {}, booth_now).value().refusal;
              },
              [&] {
                is_declined =
                    !appointments::decline(room_->tools(), room_->list, token, {}, booth_now).value().refusal;
              }});
    EXPECT_NE(is_accepted, is_declined);
    accepted += is_accepted ? 1 : 0;
    EXPECT_EQ(booked(), accepted);
    // Out of the way of the next race.
    static_cast<void>(appointments::leave(room_->tools(), room_->list, token, booth_now));
    if (is_declined) {
      EXPECT_FALSE(room_->book(first_cell + race, "filler" + std::to_string(race)).empty());
    }
    accepted = booked();
  }
}

TEST_P(WaitingRaces, AtTheEndOfTheHoldEitherTheyOrSomebodyElseHasTheSeat) {
  const int races = races_wanted();
  const booking::Moment end = booth_now + 2 * WaitingRoom::hour;
  for (int race = 0; race < races; ++race) {
    const std::int64_t cell = first_cell + race;
    const std::string name = std::to_string(race);
    const std::string token = offered(cell, "ann" + name);
    bool is_accepted = false;
    bool is_booked = false;
    together({[&] {
                is_accepted =
                    !appointments::accept(room_->tools(), room_->list, token, {}, end - 1).value().refusal;
              },
              [&] { is_booked = !room_->book(cell, "else" + name, end).empty(); },
              [&] { static_cast<void>(room_->list.settle(end, appointments::first_start(end), 10)); }});
    // Where the offer had ended and the seat was still held for its last moment, neither may have it.
    EXPECT_FALSE(is_accepted && is_booked);
    EXPECT_EQ(booked(), race + 1 - (is_accepted || is_booked ? 0 : 1));
    if (!is_accepted && !is_booked) {
      EXPECT_FALSE(room_->book(cell, "after" + name, end).empty());
    }
    ASSERT_EQ(booked(), race + 1);
    static_cast<void>(appointments::leave(room_->tools(), room_->list, token, end));
  }
}

TEST_P(WaitingRaces, AVisitThatIsCancelledWhileItsOfferIsAcceptedHasNoSeatLeft) {
  const int races = races_wanted();
  room_->fill_tomorrow();
  const base::Day tomorrow = booking::day_of(Booth::cell(0), UtcZone{}) + 1;
  for (int race = 0; race < races; ++race) {
    const std::int64_t cell = first_cell + race;
    const std::string mine = room_->book(200, "ann" + std::to_string(race));
    const auto entry = appointments::wait_for_earlier(room_->tools(), room_->list, mine,
                                                      {.from = tomorrow, .to = tomorrow}, booth_now)
                           .value();
    ASSERT_FALSE(entry.refusal);
    room_->empty(cell);
    ASSERT_EQ(room_->offer(), 1);
    together({[&] {
                static_cast<void>(
                    appointments::accept(room_->tools(), room_->list, entry.value.token, {}, booth_now));
              },
              [&] { EXPECT_FALSE(appointments::cancel(room_->tools(), mine, booth_now).value().refusal); },
              [&] { static_cast<void>(room_->offer()); }});
    EXPECT_EQ(booked(), 0);
    EXPECT_EQ(integer(*own_, "select count(*) from waiting_offer where answer is null"), 0);
    const auto after = room_->look(entry.value.token);
    EXPECT_TRUE(after.waiting.state == WaitState::taken || after.waiting.state == WaitState::over);
    room_->fill(cell, cell + 1);  // the seat is nobody's
  }
}

}  // namespace skranke::test
