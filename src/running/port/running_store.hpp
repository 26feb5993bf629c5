// What running a centre needs kept: who changed its hours when and why, closures, and what its days were
// like.
//
// Nothing that an officer said is overwritten: each change is one more revision of the centre.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "booking/hours.hpp"
#include "booking/port/booking_store.hpp"
#include "booking/slots.hpp"

namespace skranke::running {

using booking::Instant;
using booking::Moment;

// Who changes something, when, and on top of which revision they think that they do.
struct Author {
  std::string officer_id;
  Moment at = 0;
  std::optional<std::int64_t> seen;  // the centre's revision that they looked at; empty: whichever
};

enum class ChangeKind : std::uint8_t { hours, exception, removal, closure, reopening };

// One revision, as it is told afterwards.
struct Change {
  std::int64_t revision = 0;
  ChangeKind kind = ChangeKind::hours;
  base::Day day = 0;  // from which, or of which
  std::string reason;
  std::string officer_id;
  Moment at = 0;
};

// A time at which a counter, or the whole centre, is closed. Ends are on the grid.
struct Closure {
  std::string closure_id;
  std::string centre;
  Instant from = 0;
  Instant to = 0;
  std::optional<std::int32_t> counter;  // from 0; empty: all of them
  std::string reason;
};

// Seats of a centre, by start.
using ClosedSeats = std::vector<booking::TakenSeat>;

// A visit as the centre sees it.
// PRIVACY: with the name, for the officers of that centre.
struct CentreVisit {
  std::string booking_id;
  Instant start = 0;
  std::int32_t minutes = 0;
  std::int32_t counter = 0;
  std::string service;
  booking::State state = booking::State::booked;
  std::int32_t party = 1;
  std::string name;
  std::string advised;       // what the guide had advised; empty: it was not used
  bool has_arrived = false;  // there is a ticket of it
};

// Where a visit may go: a time, and the counters at which it fits, as bits.
struct Option {
  Instant start = 0;
  std::uint64_t counters = 0;
};

struct Relocation {
  std::string booking_id;
  Closure closure;
  std::vector<Option> options;    // tried one after the other
  bool is_offered_again = false;  // cancelled and offered again where none of them is free
  ClosedSeats vacated;            // what of its own seats is closed
  std::int32_t grid = 15;
  Moment now = 0;
};

enum class Relocated : std::uint8_t {
  untouched,  // cancelled, moved away, begun or arrived in the meantime
  moved,
  offered,   // cancelled, and told to book again
  unplaced,  // none of the options is free, and nothing was changed
};

// What a closure has done to a visit.
struct ClosureVisit {
  std::string booking_id;
  Instant from = 0;
  std::int32_t from_counter = 0;
  std::optional<Instant> to;  // empty: offered again
  std::int32_t to_counter = 0;
};

// One visit as the figures count it: a booking, a ticket, or both.
struct VisitFact {
  std::optional<Instant> start;  // of a booking; empty: walked in
  std::int32_t minutes = 0;
  Moment created_at = 0;
  std::string advised;
  bool has_ticket = false;
  base::Day ticket_day = 0;
  Moment arrived_at = 0;
  std::optional<Moment> called_at;
  std::optional<Moment> serving_at;
  std::optional<Moment> ended_at;
  std::string outcome;  // empty: none
};

class RunningStore {
 public:
  virtual ~RunningStore() = default;

  // Bookings of a centre that begin in [from, to), whatever their state, by start.
  [[nodiscard]] virtual base::Result<std::vector<CentreVisit>> visits(const std::string& centre, Instant from,
                                                                      Instant to) = 0;

  // Each says something new of the hours. False, and nothing is written, where the centre has another
  // revision than the author has seen.
  [[nodiscard]] virtual base::Result<bool> say_hours(const std::string& centre,
                                                     const booking::WeeklyHours& hours,
                                                     const Author& author) = 0;
  [[nodiscard]] virtual base::Result<bool> say_exception(const std::string& centre,
                                                         const booking::DayException& exception,
                                                         const Author& author) = 0;
  // False where there is none.
  [[nodiscard]] virtual base::Result<bool> remove_exception(const std::string& centre, base::Day day,
                                                            const Author& author) = 0;
  // The latest `most`, newest first.
  [[nodiscard]] virtual base::Result<std::vector<Change>> changes(const std::string& centre,
                                                                  std::int32_t most) = 0;

  // Writes the closure, its parts of days, and takes those of `seats` that nobody has (holds are over with
  // it). A standing closure of the same time and counter is this one: its id is given back, and its free
  // seats are taken once more.
  [[nodiscard]] virtual base::Result<std::string> close(const Closure& closure,
                                                        const std::vector<booking::DayClosure>& days,
                                                        const ClosedSeats& seats, const Author& author) = 0;
  // Moves a visit out of a closure, cancels it, or leaves it, in one transaction.
  [[nodiscard]] virtual base::Result<Relocated> relocate(const Relocation& relocation) = 0;
  // Everything that a closure has done, by time.
  [[nodiscard]] virtual base::Result<std::vector<ClosureVisit>> closure_visits(
      const std::string& closure_id) = 0;
  // Those that stand and end after `from`, by time.
  [[nodiscard]] virtual base::Result<std::vector<Closure>> closures(const std::string& centre,
                                                                    Instant from) = 0;
  // Gives the closed seats back; who was moved stays where they are. False where there is no such closure.
  [[nodiscard]] virtual base::Result<bool> lift(const std::string& centre, const std::string& closure_id,
                                                const Author& author) = 0;

  // Visits of the days: bookings that stand and begin in [from, to), and tickets of people who walked in on
  // the days from `first` to `last`.
  [[nodiscard]] virtual base::Result<std::vector<VisitFact>> facts(const std::string& centre, Instant from,
                                                                   Instant to, base::Day first,
                                                                   base::Day last) = 0;
};

}  // namespace skranke::running
