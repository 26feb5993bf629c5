// Tickets for tests.
#pragma once

#include <string>

#include "queue/order.hpp"
#include "queue/ticket.hpp"

namespace skranke::queue::test {

inline constexpr Moment morning = 1'796'000'400;  // of some day

inline Ticket booked(std::int64_t made, Moment start, Moment arrived_at) {
  Ticket ticket;
  ticket.ticket_id = "t" + std::to_string(made);
  ticket.kind = Kind::booked;
  ticket.number = static_cast<std::int32_t>(made);
  ticket.made = made;
  ticket.arrived_at = arrived_at;
  ticket.due = due_of_booked(start, arrived_at);
  ticket.progress.service = "mitid-first";
  return ticket;
}

inline Ticket walk_in(std::int64_t made, Moment arrived_at) {
  Ticket ticket = booked(made, 0, arrived_at);
  ticket.kind = Kind::walk_in;
  ticket.due = due_of_walk_in(arrived_at);
  return ticket;
}

}  // namespace skranke::queue::test
