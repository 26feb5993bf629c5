// The queue at the citizens' origin: what anybody may see of a centre's day, and one's own ticket.
//
//   GET /api/v1/centres/{id}/queue          the board: who is called, how many wait, for how long
//   GET /api/v1/centres/{id}/queue/events   the same as server-sent events, at once and at each change
//   GET /api/v1/bookings/{id}/ticket        the ticket of one's booking, by its token
//
// PRIVACY: the board has names of tickets and numbers of counters; nothing of a person.
#pragma once

#include <functional>
#include <vector>

#include "http/api/route_names.hpp"
#include "http/queue/boards.hpp"
#include "http/server/response.hpp"
#include "reception/reception.hpp"

namespace skranke::http::queue {

struct QueueContext {
  const reception::Tools& tools;
  Boards& boards;
  std::function<skranke::queue::Moment()> now;
};

// Answers these routes, and leaves every other request to `rest`. What is borrowed outlives the handler.
[[nodiscard]] Handler make_citizen_router(QueueContext context, Handler rest);

[[nodiscard]] std::vector<api::RouteName> citizen_route_names();

}  // namespace skranke::http::queue
