// A centre with a waiting room: the booth of booking with the queue beside it, over any database.
#pragma once

#include <string>

#include "booth.hpp"
#include "reception/reception.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/queue/stored_queue.hpp"
#include "store.hpp"

namespace skranke::test {

class WaitingRoom {
 public:
  explicit WaitingRoom(Database& database, const std::string& prefix = "w")
      : bookings_{database},
        booth_{bookings_, 3, prefix},
        tickets_{database},
        tools_{.visits = booth_.tools(), .store = tickets_} {}
  WaitingRoom(const WaitingRoom&) = delete;
  WaitingRoom& operator=(const WaitingRoom&) = delete;

  [[nodiscard]] const reception::Tools& tools() const { return tools_; }
  [[nodiscard]] storage::StoredQueue& tickets() { return tickets_; }

  [[nodiscard]] reception::Answer<reception::Seen> walk_in(const std::string& key,
                                                           queue::Moment now = booth_now,
                                                           const std::string& service = "short") {
    return reception::take_ticket(
               tools_, {.centre = "centre", .service = service, .language = "da", .party = 1}, key, now)
        .value();
  }
  [[nodiscard]] reception::Answer<std::optional<reception::Seen>> next(std::int32_t counter,
                                                                       queue::Moment now = booth_now) {
    return reception::call_next(tools_, "centre", {.counter = counter, .services = {}}, now).value();
  }
  [[nodiscard]] reception::Answer<reception::Seen> act(const std::string& ticket_id, queue::Action action,
                                                       queue::Moment now = booth_now) {
    return reception::act(
               tools_, ticket_id,
               {.action = action,
                .is_undo = false,
                .with = {.now = now, .counter = {}, .service = {}, .outcome = queue::Outcome::helped},
                .seen = {}})
        .value();
  }
  [[nodiscard]] appointments::Visit book(std::int64_t cell, const std::string& name) {
    return appointments::book(booth_.tools(),
                              {.slot_id = Booth::slot(cell),
                               .hold_id = {},
                               .name = name,
                               .email = name + "@example.org",
                               .phone = {},
                               .language = "en",
                               .party = 2,
                               .plan = {}},
                              name, booth_now)
        .value()
        .value;
  }
  [[nodiscard]] reception::Answer<reception::Seen> arrive(const std::string& code, queue::Moment now) {
    return reception::arrive(tools_, "centre", code, now).value();
  }

 private:
  storage::StoredBookings bookings_;
  Booth booth_;
  storage::StoredQueue tickets_;
  reception::Tools tools_;
};

inline const queue::Ticket& ticket_of(const reception::Seen& seen) {
  return seen.view.day.tickets.at(seen.at);
}

}  // namespace skranke::test
