// A booth with a waiting list and invitations, over one database: what the tests of both start from.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "appointments/invitations.hpp"
#include "appointments/offers.hpp"
#include "appointments/waiting.hpp"
#include "booth.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/booking/stored_invitations.hpp"
#include "storage/booking/stored_waiting.hpp"
#include "store.hpp"

namespace skranke::test {

struct WaitingRoom {
  explicit WaitingRoom(Database& with, std::int32_t counters = 1, std::string prefix = "b")
      : database{with},
        bookings{with},
        list{with},
        invitations{with},
        booth{bookings, counters, std::move(prefix)} {}

  static constexpr booking::Moment hour = 3600;
  static constexpr std::int64_t soon = 12;  // the first cell that can be offered lies a few before it

  [[nodiscard]] const appointments::Tools& tools() const { return booth.tools(); }

  // A visit at the cell, whose token is given; empty where it was refused.
  std::string book(std::int64_t cell, const std::string& name, booking::Moment now = booth_now,
                   std::string_view service = "short") {
    const auto booked = appointments::book(tools(),
                                           {.slot_id = Booth::slot(cell, service),
                                            .hold_id = {},
                                            .name = name,
                                            .email = name + "@example.org",
                                            .phone = {},
                                            .language = "da",
                                            .party = 1,
                                            .plan = {}},
                                           "book " + name + std::to_string(cell), now);
    return booked && !booked->refusal ? booked->value.token : std::string{};
  }

  // In line for the days from today on; the day of cell 0 is the first.
  appointments::Answer<appointments::Entry> wait(const std::string& name, booking::Moment now = booth_now,
                                                 base::Day from_days = 0, base::Day to_days = 1) {
    const base::Day today = booking::day_of(Booth::cell(0), UtcZone{});
    return appointments::wait_for_time(tools(), list,
                                       {.centre = "centre",
                                        .service = "short",
                                        .from = today + from_days,
                                        .to = today + to_days,
                                        .name = name,
                                        .email = name + "@example.org",
                                        .phone = {},
                                        .language = "en",
                                        .party = 1},
                                       "wait " + name, now)
        .value();
  }
  appointments::Entry look(const std::string& token, booking::Moment now = booth_now) {
    return appointments::look(tools(), list, token, now).value().value;
  }
  std::int64_t offer(booking::Moment now = booth_now) {
    return appointments::offer_freed(tools(), list, now).value();
  }
  // Takes every seat of the cells from `first` until `last`, so that nothing else can be offered there.
  void fill(std::int64_t first, std::int64_t last) {
    const auto written = database.write([&](Transaction& transaction) -> Outcome<void> {
      for (std::int64_t cell = first; cell < last; ++cell) {
        for (const std::string_view sql :
             {"insert into booking_seat (centre_id, start, counter, booking_id, held_until) "
              "values ('centre', $1, 0, $2, $3)",
              "insert into booking_hold (centre_id, start, counter, hold_id, held_until, service, cells, "
              "grid) "
              "values ('centre', $1, 0, $2, $3, 'short', 1, 15)"}) {
          const std::vector<Value> values{Booth::cell(cell), "full" + std::to_string(cell),
                                          booth_now + 400 * 86'400};
          if (auto done = transaction.run(sql, values); !done) return std::unexpected{done.error()};
        }
      }
      return {};
    });
    EXPECT_TRUE(written.has_value());
  }

  // All of the day after that of cell 0.
  void fill_tomorrow() { fill(71, 71 + 96); }
  // What was filled is free again.
  void empty(std::int64_t cell) {
    const std::string id = "full" + std::to_string(cell);
    for (const std::string_view sql :
         {"delete from booking_seat where booking_id = $1", "delete from booking_hold where hold_id = $1"})
      EXPECT_TRUE(write_one(database, sql, {text(id)}));
  }

  Database& database;
  storage::StoredBookings bookings;
  storage::StoredWaiting list;
  storage::StoredInvitations invitations;
  Booth booth;
};

}  // namespace skranke::test
