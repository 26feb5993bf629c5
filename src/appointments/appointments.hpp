// What a citizen does with a visit: sees what is free, holds a slot, books, moves and cancels (clause S6).
//
// Whatever happens twice happens once: a request is known by its Idempotency-Key, a hold is used once, a
// person is at one place at a time. Slots are worked out when they are asked for, so a new centre has some at
// once.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "booking/port/booking_store.hpp"
#include "booking/settings.hpp"
#include "booking/slots.hpp"

namespace skranke::appointments {

using booking::Instant;
using booking::Moment;

// A centre, as far as booking needs it.
struct Place {
  std::string id;
  booking::Part part = booking::Part::denmark;
  const booking::TimeZone* zone = nullptr;
  std::vector<booking::WeeklyHours> hours;  // that somebody has told of it; empty: nobody
};

struct Tools {
  const booking::Settings& settings;
  booking::BookingStore& store;
  std::function<const Place*(std::string_view)> place;  // null: there is no such centre
  // A keyed hash of a value of some kind, as hexadecimal digits: nobody without the key can try values.
  std::function<std::string(std::string_view kind, std::string_view value)> hash;
  std::function<std::string()> new_id;  // that nobody else has; best in the order of time
  // Whether a plan is one that the rules can judge at all; the problem says what is wrong with it.
  std::function<base::Result<void>(std::string_view plan)> check_plan;
  booking::Judge judge;  // what the guide says today of a booking's plan for its visit
};

inline constexpr Moment hold_seconds = 300;

enum class Refusal : std::uint8_t {
  centre_unknown,
  service_unknown,
  slot_unknown,  // no such slot: another time, closed, or not a name of one
  slot_past,
  too_far_ahead,
  slot_full,
  hold_unknown,
  already_booked,
  key_reused,
  booking_unknown,
  booking_over,  // cancelled, or the visit has been
  too_many,      // this contact has as many visits to come as it may
  waiting_unknown,
  already_waiting,
  not_reachable,  // nobody could be told of an offer
  offer_over,     // answered, not in time, or another one by now
  invitation_unknown,
  invitation_over,  // withdrawn, or the visit is over
  visit_moved,      // the answer is to another time
};

template <class T>
struct Answer {
  std::optional<Refusal> refusal;
  T value{};
};

// The hours of a centre: its own from their first day on, else those that are told of it, else those that are
// assumed for all.
[[nodiscard]] base::Result<booking::Calendar> calendar_of(const Tools& tools, const Place& place);

struct FreeSlot {
  Instant start = 0;
  Instant end = 0;
  std::int32_t free = 0;
};

struct FreeSlots {
  const Place* place = nullptr;
  const booking::Service* service = nullptr;
  bool is_assumed = false;  // some day's hours are
  std::vector<FreeSlot> slots;
};

// Days from `from` to `to`, both included; what is past is left out, as is what lies beyond the horizon. An
// empty service is the default one.
[[nodiscard]] base::Result<Answer<FreeSlots>> free_slots(const Tools& tools, std::string_view centre,
                                                         base::Day from, base::Day to,
                                                         std::string_view service, Moment now);

struct Held {
  std::string hold_id;
  Moment until = 0;
};
[[nodiscard]] base::Result<Answer<Held>> hold(const Tools& tools, std::string_view slot_id, Moment now);

// What a citizen sends; one of slot_id and hold_id.
struct Wish {
  std::string slot_id;
  std::string hold_id;
  std::string name;
  std::string email;
  std::string phone;
  std::string language;
  std::int32_t party = 1;
  std::string plan;         // docs/plan-format.md; empty: none
  bool is_limited = false;  // to so many visits to come for one contact (settings)
};

struct Visit {
  booking::Booking booking;
  const Place* place = nullptr;
  std::string token;  // the secret of the manage link
  bool is_replay = false;
};

// Problems, beside those of the store: a plan that can't be read or judged, at "/plan".
[[nodiscard]] base::Result<Answer<Visit>> book(const Tools& tools, const Wish& wish,
                                               std::string_view idempotency_key, Moment now);
[[nodiscard]] base::Result<Answer<Visit>> find(const Tools& tools, std::string_view token);
[[nodiscard]] base::Result<Answer<Visit>> move(const Tools& tools, std::string_view token,
                                               std::string_view slot_id, Moment now);
[[nodiscard]] base::Result<Answer<Visit>> cancel(const Tools& tools, std::string_view token, Moment now);

// The secret of a booking's manage link: its id, and a seal of 128 bits that only the key can make. So it is
// kept nowhere, and can be said again in a reminder.
[[nodiscard]] std::string token_of(const Tools& tools, const std::string& booking_id);

// The same of who waits and of a witness. A seal of one kind opens nothing of another.
[[nodiscard]] std::string waiting_token(const Tools& tools, const std::string& waiting_id);
[[nodiscard]] std::string invitation_token(const Tools& tools, const std::string& invitation_id);

}  // namespace skranke::appointments
