// A ticket of a centre's day: who waits, is called, is served, and what became of it.
//
// All that can happen to a ticket is one table (ticket.cpp): whoever wants to know what may follow what reads
// that, and so do the refusals that tell an officer what can be done.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"

namespace skranke::queue {

using Moment = std::int64_t;  // seconds since 1970-01-01T00:00:00Z

enum class Kind : std::uint8_t { booked, walk_in };

enum class State : std::uint8_t {
  waiting,
  called,   // to a counter, and not there yet
  serving,  // at the counter
  away,     // was called and did not come; is called again in its turn
  done,
  left,  // went, or did not come when called for the last time
};

// What an officer does to a ticket. `call` is what "next" does.
enum class Action : std::uint8_t { call, again, serve, away, back, transfer, done, left };

enum class Outcome : std::uint8_t {
  helped,
  documents,  // went without help for want of documents
  witness,    // for want of a witness
  questions,  // register questions were not answered well enough
  other,
};

[[nodiscard]] std::string_view name(Kind kind);
[[nodiscard]] std::string_view name(State state);
[[nodiscard]] std::string_view name(Action action);
[[nodiscard]] std::string_view name(Outcome outcome);
[[nodiscard]] std::optional<Kind> kind_named(std::string_view text);
[[nodiscard]] std::optional<State> state_named(std::string_view text);
[[nodiscard]] std::optional<Outcome> outcome_named(std::string_view text);

// How often somebody is called who does not come; then the ticket ends.
inline constexpr std::int32_t calls_unheeded_max = 3;
// For how long the last thing that was done can be undone.
inline constexpr Moment undo_seconds = 300;

// The part of a ticket that changes, and that an undo puts back.
struct Progress {
  State state = State::waiting;
  std::string service;
  std::optional<std::int32_t> counter;  // numbered from 1: where it is, or ended
  std::optional<std::int32_t> wanted;   // the only counter that may call it, after a transfer to one
  std::optional<Moment> called_at;
  std::optional<Moment> serving_at;
  std::optional<Moment> ended_at;
  std::optional<Moment> away_at;  // when it was not there; its place in the order while it is away
  std::int32_t calls = 0;
  std::int32_t unheeded = 0;  // calls to which nobody came
  std::optional<Outcome> outcome;
  friend bool operator==(const Progress&, const Progress&) = default;
};

struct Undo {
  Progress before;
  Moment at = 0;
  friend bool operator==(const Undo&, const Undo&) = default;
};

struct Ticket {
  std::string ticket_id;
  std::string centre;
  base::Day day = 0;  // local
  Kind kind = Kind::walk_in;
  std::int32_t number = 0;    // of its kind that day, from 1 without gaps
  std::int64_t made = 0;      // the day's sequence when it was made: no two are alike
  std::int64_t sequence = 0;  // the day's sequence when it was last changed
  std::string booking_id;     // empty for a walk-in
  std::string language;       // to speak to them in
  std::int32_t party = 1;     // how many came
  Moment due = 0;             // fixed when it is made: order.hpp
  Moment arrived_at = 0;
  std::string request;       // keyed hash of the Idempotency-Key of a walk-in
  std::string request_body;  // and of what was asked with it
  Progress progress;
  std::optional<Undo> undo;
  friend bool operator==(const Ticket&, const Ticket&) = default;
};

// "B3" for the third booked ticket of the day, "A12" for the twelfth walk-in.
[[nodiscard]] std::string name_of(const Ticket& ticket);

// Called to a counter or at it.
[[nodiscard]] constexpr bool is_at_counter(State state) {
  return state == State::called || state == State::serving;
}
// Can be called.
[[nodiscard]] constexpr bool is_in_line(State state) {
  return state == State::waiting || state == State::away;
}

// What can be done to a ticket in `state`, in the order of the enumeration.
[[nodiscard]] std::vector<Action> possible(State state);

// What an action needs besides the ticket.
struct With {
  Moment now = 0;
  std::optional<std::int32_t> counter;  // of call: where; of transfer: to which one, or any
  std::string service;                  // of transfer; empty: the same
  std::optional<Outcome> outcome;       // of done
};

// The ticket after the action, with the way back in `undo`; empty where the table has no such step.
[[nodiscard]] std::optional<Ticket> after(const Ticket& ticket, Action action, const With& with);

// The ticket before the last action; empty where nothing was done within undo_seconds. Once only.
[[nodiscard]] std::optional<Ticket> undone(const Ticket& ticket, Moment now);

}  // namespace skranke::queue
