// What booking needs kept: seats that can't be had twice, bookings, holds, and a centre's own hours.
//
// Every call is all or nothing. Who comes second is told so; nobody is ever given a seat that somebody has.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "booking/hours.hpp"
#include "booking/slots.hpp"

namespace skranke::booking {

using Moment = std::int64_t;  // seconds since 1970-01-01T00:00:00Z

// Cells of one counter, one after another.
struct Seats {
  std::string centre;
  Instant start = 0;
  std::int32_t cells = 1;
  std::int32_t grid = 15;
  std::uint64_t counters = 0;  // staffed during all of them, as bits: one of these is taken
};

struct Hold {
  std::string hold_id;
  std::string service;
  Seats seats;
  Moment until = 0;
};

enum class State : std::uint8_t { booked, cancelled };

// PRIVACY: a name and a way to be reached, as the citizen gave them; nothing else of them is asked.
struct Booking {
  std::string booking_id;
  std::string centre;
  std::string service;
  Instant start = 0;
  std::int32_t minutes = 0;
  std::int32_t counter = 0;
  std::string name;
  std::string email;
  std::string phone;
  std::string language;
  std::int32_t party = 1;
  std::string plan;  // what they mean to bring (docs/plan-format.md); empty: they did not say
  std::string
      advised;  // what the guide says of it for this visit: "enough", "not-enough", "unknown"; empty: no plan
  State state = State::booked;
  std::int32_t sequence = 0;  // how often it was changed: iCalendar's SEQUENCE
  Moment created_at = 0;
  Moment changed_at = 0;
};

struct NewBooking {
  Booking booking;  // with the slot that is wanted, or the hold's once it is known
  Seats seats;
  // Which counters are staffed during all of them, as bits, by the centre's own hours; 0: they are no slot.
  // Asked in the same transaction that takes the seats, so that nobody books what has just been closed.
  std::function<std::uint64_t(const Calendar&)> staffed;
  std::string hold_id;       // empty: without
  std::string request;       // keyed hash of the Idempotency-Key
  std::string request_body;  // keyed hash of what was asked
  std::string person;        // keyed hash of name and contact; empty: not known
  std::string contact;  // keyed hash of the contact, if it may have so many visits to come; empty: any number
  std::int32_t contact_max = 0;
  Moment now = 0;
};

enum class BookRefusal : std::uint8_t {
  slot_full,       // no counter is free for the whole visit
  hold_unknown,    // used, over, or never there
  already_booked,  // this person has a visit at that time
  key_reused,      // the Idempotency-Key came with something else
  cancelled,       // the booking is over
  slot_unknown,    // the centre is not open for it
  too_many,        // this contact has as many visits to come as it may
};

// What a booking call gives: the booking, or why not.
struct Booked {
  std::optional<BookRefusal> refusal;
  Booking booking;
  bool is_replay = false;  // the same request was answered before
};

// What the guide says of a booking's plan on its day and at its centre; of the booking's values alone,
// quickly.
using Judge = std::function<std::string(const Booking&)>;

class BookingStore {
 public:
  virtual ~BookingStore() = default;

  // What is taken at `now` from `from` until `to`, by start; holds that are over are not.
  [[nodiscard]] virtual base::Result<std::vector<TakenSeat>> taken(const std::string& centre, Instant from,
                                                                   Instant to, Moment now) = 0;

  // False where no counter is free. Holds that are over are forgotten.
  [[nodiscard]] virtual base::Result<bool> hold(const Hold& hold, Moment now) = 0;

  // Gives a hold's seats back; nothing where it was used, is over, or was never there.
  [[nodiscard]] virtual base::Result<void> release(const std::string& hold_id) = 0;

  [[nodiscard]] virtual base::Result<Booked> book(const NewBooking& wanted) = 0;
  [[nodiscard]] virtual base::Result<std::optional<Booking>> find(const std::string& booking_id) = 0;
  // Takes the new seats and gives the old ones back, both or neither.
  [[nodiscard]] virtual base::Result<Booked> move(const std::string& booking_id, const std::string& service,
                                                  const Seats& seats, Moment now) = 0;
  // Gives the seats back; once more changes nothing. Empty: there is no such booking.
  [[nodiscard]] virtual base::Result<std::optional<Booking>> cancel(const std::string& booking_id,
                                                                    Moment now) = 0;

  // Blanks name, contacts and plan of visits that began before, and drops what only recognised them; at most
  // so many at once. How many visits that were.
  [[nodiscard]] virtual base::Result<std::int64_t> forget(Moment before, std::int64_t most) = 0;

  // A centre's own hours; without versions the assumed ones hold.
  [[nodiscard]] virtual base::Result<Calendar> calendar(const std::string& centre) = 0;
};

}  // namespace skranke::booking
