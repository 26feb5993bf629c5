// The queue at the officers' origin.
//
//   POST /desk/v1/queue/arrivals                somebody has come with a booking: 201, again 200   (devices
//   too) POST /desk/v1/queue/tickets                 a ticket without a booking: 201 (devices too) GET
//   /desk/v1/queue?centre=                 the day GET  /desk/v1/queue/events?centre=          that something
//   has changed, as server-sent events POST /desk/v1/queue/next                    calls the next: 200, or
//   204 where nobody waits POST /desk/v1/queue/tickets/{id}/ACTION     again, serve, away, back, transfer,
//   done, left, undo
//
// The gate (http/gate) lets in who may at that centre; docs/queue.md says the rest.
#pragma once

#include <vector>

#include "http/api/route_names.hpp"
#include "http/gate/gate.hpp"
#include "http/queue/citizen_router.hpp"
#include "http/server/response.hpp"

namespace skranke::http::queue {

// Answers these routes, and leaves every other request to `rest`. What is borrowed outlives the handler.
[[nodiscard]] Handler make_desk_router(QueueContext context, gate::Gate gate, Handler rest);

[[nodiscard]] std::vector<api::RouteName> desk_route_names();

}  // namespace skranke::http::queue
