// Waiting for a time: a citizen is in the line of a centre for some days, and what becomes free is held for
// the first who can use it.
//
// Who has a visit and wants it earlier waits in the same line. Nobody is offered a time twice, nor one that
// begins sooner than anybody could come.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "appointments/appointments.hpp"
#include "booking/port/waiting_store.hpp"

namespace skranke::appointments {

// What a citizen sends; one of the ways to be reached is there.
struct WaitWish {
  std::string centre;
  std::string service;
  base::Day from = 0;  // both included, in the centre's time
  base::Day to = 0;
  std::string name;
  std::string email;
  std::string phone;
  std::string language;
  std::int32_t party = 1;
  bool is_limited = false;  // to so many visits to come for one contact (settings)
};

// For a visit that is booked.
struct EarlierWish {
  std::optional<base::Day> from;  // else today
  std::optional<base::Day> to;    // else the day of the visit
};

// An entry, with what its page shows.
struct Entry {
  booking::Waiting waiting;  // as it is now: an offer whose time is up is none
  const Place* place = nullptr;
  std::string token;           // the secret of the link
  std::optional<Visit> visit;  // the one that is to be earlier, or that came of it
  bool is_replay = false;
};

// Problem: invalid_value, with the key, where the days can't be waited for.
[[nodiscard]] base::Result<Answer<Entry>> wait_for_time(const Tools& tools, booking::WaitingStore& list,
                                                        const WaitWish& wish,
                                                        std::string_view idempotency_key, Moment now);
// The same. `token` is a booking's.
[[nodiscard]] base::Result<Answer<Entry>> wait_for_earlier(const Tools& tools, booking::WaitingStore& list,
                                                           std::string_view token, const EarlierWish& wish,
                                                           Moment now);

[[nodiscard]] base::Result<Answer<Entry>> look(const Tools& tools, booking::WaitingStore& list,
                                               std::string_view token, Moment now);
// The entry in line for a visit, by the token of its booking; a value without an id where there is none.
[[nodiscard]] base::Result<Answer<Entry>> look_for(const Tools& tools, booking::WaitingStore& list,
                                                   std::string_view token, Moment now);

// `seen`: the sequence of the offer that the citizen saw; empty: whichever stands.
[[nodiscard]] base::Result<Answer<Entry>> accept(const Tools& tools, booking::WaitingStore& list,
                                                 std::string_view token, std::optional<std::int32_t> seen,
                                                 Moment now);
[[nodiscard]] base::Result<Answer<Entry>> decline(const Tools& tools, booking::WaitingStore& list,
                                                  std::string_view token, std::optional<std::int32_t> seen,
                                                  Moment now);
[[nodiscard]] base::Result<Answer<Entry>> leave(const Tools& tools, booking::WaitingStore& list,
                                                std::string_view token, Moment now);

}  // namespace skranke::appointments
