#include "queue/order.hpp"

#include <algorithm>

namespace skranke::queue {

Place place_of(const Ticket& ticket, Moment now) {
  const bool is_away = ticket.progress.state == State::away;
  const Moment due = is_away ? due_of_walk_in(ticket.progress.away_at.value_or(now)) : ticket.due;
  const bool is_early = !is_away && ticket.kind == Kind::booked && due > now;
  return {.is_early = is_early, .due = due, .is_away = is_away, .made = ticket.made};
}

bool may_call(const Caller& caller, const Ticket& ticket) {
  if (!is_in_line(ticket.progress.state)) return false;
  if (ticket.progress.wanted && *ticket.progress.wanted != caller.counter) return false;
  return caller.services.empty() ||
         std::ranges::find(caller.services, ticket.progress.service) != caller.services.end();
}

std::vector<std::size_t> line_of(std::span<const Ticket> tickets, Moment now) {
  std::vector<std::size_t> line;
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    if (is_in_line(tickets[i].progress.state)) line.push_back(i);
  }
  std::ranges::sort(line, {}, [&](std::size_t i) { return place_of(tickets[i], now); });
  return line;
}

const Ticket* next_of(std::span<const Ticket> tickets, const Caller& caller, Moment now) {
  const Ticket* next = nullptr;
  for (const Ticket& ticket : tickets) {
    if (may_call(caller, ticket) && (next == nullptr || place_of(ticket, now) < place_of(*next, now)))
      next = &ticket;
  }
  return next;
}

}  // namespace skranke::queue
