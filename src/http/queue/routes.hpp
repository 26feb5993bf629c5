// The officers' routes of the queue, and what they share. Each runs on a thread that may wait.
#pragma once

#include <string>
#include <string_view>

#include "http/gate/member.hpp"
#include "http/queue/citizen_router.hpp"

namespace skranke::http::queue {

// A request that has found its route and whoever asks; it owns what it needs of it.
struct QueueCall {
  const QueueContext& context;
  const gate::StaffMember& member;
  std::string_view action;  // of a ticket: what is done to it
  std::string id;           // the segment that stands for "{id}"
  std::string query;        // percent-encoded
  std::string body;
  std::string idempotency_key;
};

using QueueRoute = void (*)(const QueueCall&, Response&);

void record_arrival(const QueueCall& call, Response& response);
void give_ticket(const QueueCall& call, Response& response);
void show_queue(const QueueCall& call, Response& response);
void open_queue(const QueueCall& call, Response& response);
void call_next(const QueueCall& call, Response& response);
void act_on_ticket(const QueueCall& call, Response& response);

}  // namespace skranke::http::queue
