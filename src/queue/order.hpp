// Who is called next: the rule of fairness (docs/queue.md, "Who is called next").
//
// A ticket's due moment is fixed when it is made. Of the tickets that a counter may call, that with the
// earliest due moment is called; a booked one whose time has not come only where nobody else waits. Since no
// due moment ever changes, and the due moments of tickets that are still to be made grow with the clock, only
// finitely many can ever come before a ticket: nobody starves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "queue/ticket.hpp"

namespace skranke::queue {

// Somebody who comes so much late still has their booked time.
inline constexpr Moment grace_seconds = 600;
// So long after they came is somebody due who has no booking.
inline constexpr Moment walk_in_seconds = 900;

[[nodiscard]] constexpr Moment due_of_booked(Moment start, Moment arrived_at) {
  return arrived_at <= start + grace_seconds ? start : arrived_at;
}
[[nodiscard]] constexpr Moment due_of_walk_in(Moment arrived_at) { return arrived_at + walk_in_seconds; }

// A place in the order at a moment: a smaller one is called first. No two tickets of a day have the same.
struct Place {
  bool is_early = false;  // booked, and its time has not come
  Moment due = 0;
  bool is_away = false;
  std::int64_t made = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

// Of a ticket in line. One that was called in vain has the place of somebody who comes at that moment without
// a booking, and so comes after all who waited then.
[[nodiscard]] Place place_of(const Ticket& ticket, Moment now);

// What a counter may call.
struct Caller {
  std::int32_t counter = 1;
  std::vector<std::string> services;  // empty: all
};
[[nodiscard]] bool may_call(const Caller& caller, const Ticket& ticket);

// The tickets in line, as indexes into `tickets`, in the order in which they would be called at `now`.
[[nodiscard]] std::vector<std::size_t> line_of(std::span<const Ticket> tickets, Moment now);

// The ticket that the counter calls next; null where it may call nobody.
[[nodiscard]] const Ticket* next_of(std::span<const Ticket> tickets, const Caller& caller, Moment now);

}  // namespace skranke::queue
