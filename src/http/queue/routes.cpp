#include "http/queue/routes.hpp"

#include <array>
#include <utility>

#include "codec/queue_bodies.hpp"
#include "http/api/problems.hpp"
#include "http/api/query.hpp"
#include "http/queue/board_json.hpp"
#include "http/queue/refusals.hpp"

namespace skranke::http::queue {
namespace {

namespace rules = skranke::queue;

constexpr std::size_t key_bytes_max = 200;

void begin_json(Response& response, unsigned status) {
  response.status = status;
  response.content_type = "application/json";
  response.fields = "Cache-Control: no-store\r\n";
}

// False, and the answer is written, where whoever asks is not at that centre.
bool is_at(const QueueCall& call, std::string_view centre, Response& response) {
  return gate::is_at(call.member, centre, response);
}

void answer_ticket(const QueueCall& call, const reception::Seen& seen, unsigned status, Response& response) {
  begin_json(response, status);
  append_ticket(response.body, seen.view, seen.at, call.member.is_device ? Reader::device : Reader::officer,
                call.context.now());
  response.body.push_back('\n');
}

// Writes the ticket, or why there is none; whoever looks at the centre's day is told of a change.
void answer_change(const QueueCall& call, const base::Result<reception::Answer<reception::Seen>>& answer,
                   unsigned status, Response& response) {
  if (!answer) return api::write_body_problem(response, answer.error());
  if (answer->refusal) return write_refusal(response, why_of(*answer));
  call.context.boards.changed(answer->value.view.day.centre);
  answer_ticket(call, answer->value, status, response);
}

// "?centre=". Empty, and the answer is written, where it is missing or wrong.
std::string centre_in(const QueueCall& call, Response& response) {
  constexpr std::array<std::string_view, 1> parameters{"centre"};
  auto query = api::parse_query(call.query, parameters);
  if (!query) return api::write_query_problem(response, query.error()), std::string{};
  if (!query->values[0] || query->values[0]->empty()) {
    write_problem(response, {400, "invalid-query", "The query is wrong", "centre: expected, and not there"});
    return {};
  }
  if (!is_at(call, *query->values[0], response)) return {};
  return std::move(*query->values[0]);
}

struct Named {
  std::string_view name;
  rules::Action action;
  codec::DeedKind kind;
};
constexpr std::array deeds{
    Named{"again", rules::Action::again, codec::DeedKind::plain},
    Named{"serve", rules::Action::serve, codec::DeedKind::plain},
    Named{"away", rules::Action::away, codec::DeedKind::plain},
    Named{"back", rules::Action::back, codec::DeedKind::plain},
    Named{"transfer", rules::Action::transfer, codec::DeedKind::transfer},
    Named{"done", rules::Action::done, codec::DeedKind::done},
    Named{"left", rules::Action::left, codec::DeedKind::plain},
};

}  // namespace

void record_arrival(const QueueCall& call, Response& response) {
  const auto body = codec::read_arrival(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  if (!is_at(call, body->centre, response)) return;
  const auto answer = reception::arrive(call.context.tools, body->centre, body->code, call.context.now());
  answer_change(call, answer, answer && answer->value.is_new ? 201 : 200, response);
}

void give_ticket(const QueueCall& call, Response& response) {
  if (call.idempotency_key.empty() || call.idempotency_key.size() > key_bytes_max)
    return write_problem(response, no_key);
  auto body = codec::read_walk_in(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  if (!is_at(call, body->centre, response)) return;
  const auto answer = reception::take_ticket(call.context.tools,
                                             {.centre = std::move(body->centre),
                                              .service = std::move(body->service),
                                              .language = std::move(body->language),
                                              .party = body->party},
                                             call.idempotency_key, call.context.now());
  answer_change(call, answer, 201, response);
}

void show_queue(const QueueCall& call, Response& response) {
  const std::string centre = centre_in(call, response);
  if (centre.empty()) return;
  const auto now = call.context.now();
  const auto looked = reception::look(call.context.tools, centre, now);
  if (!looked) return api::write_body_problem(response, looked.error());
  if (looked->refusal) return write_refusal(response, why_of(*looked));
  begin_json(response, 200);
  response.body = desk_json(looked->value, now);
}

void open_queue(const QueueCall& call, Response& response) {
  const std::string centre = centre_in(call, response);
  if (centre.empty()) return;
  if (call.context.tools.visits.place(centre) == nullptr)
    return write_refusal(response, {.refusal = reception::Refusal::centre_unknown, .day = {}, .state = {}});
  auto channels = call.context.boards.open(centre);
  if (!channels) return api::write_body_problem(response, channels.error());
  response.fields = "Cache-Control: no-store\r\nX-Accel-Buffering: no\r\n";
  response.events = std::move(channels->desk);
}

void call_next(const QueueCall& call, Response& response) {
  auto body = codec::read_next_call(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  if (!is_at(call, body->centre, response)) return;
  for (const std::string& service : body->services) {
    if (call.context.tools.visits.settings.service(service) == nullptr)
      return write_refusal(response,
                           {.refusal = reception::Refusal::service_unknown, .day = {}, .state = {}});
  }
  const auto answer = reception::call_next(call.context.tools, body->centre,
                                           {.counter = body->counter, .services = std::move(body->services)},
                                           call.context.now());
  if (!answer) return api::write_body_problem(response, answer.error());
  if (answer->refusal) return write_refusal(response, why_of(*answer));
  if (!answer->value) {
    response.status = 204;
    return;
  }
  call.context.boards.changed(body->centre);
  answer_ticket(call, *answer->value, 200, response);
}

void act_on_ticket(const QueueCall& call, Response& response) {
  reception::Deed deed;
  codec::DeedKind kind = codec::DeedKind::plain;
  deed.is_undo = call.action == "undo";
  for (const Named& named : deeds) {
    if (named.name != call.action) continue;
    deed.action = named.action;
    kind = named.kind;
  }
  auto body = codec::read_deed(call.body, kind);
  if (!body) return api::write_body_problem(response, body.error());
  const auto centre = reception::centre_of_ticket(call.context.tools, call.id);
  if (!centre) return api::write_body_problem(response, centre.error());
  if (!*centre)
    return write_refusal(response, {.refusal = reception::Refusal::ticket_unknown, .day = {}, .state = {}});
  if (!is_at(call, **centre, response)) return;
  deed.with = {.now = call.context.now(),
               .counter = body->counter,
               .service = std::move(body->service),
               .outcome = rules::outcome_named(body->outcome)};
  deed.seen = body->seen;
  answer_change(call, reception::act(call.context.tools, call.id, deed), 200, response);
}

}  // namespace skranke::http::queue
