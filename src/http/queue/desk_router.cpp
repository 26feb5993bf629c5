#include "http/queue/desk_router.hpp"

#include <array>
#include <memory>
#include <string>
#include <utility>

#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/api/route_path.hpp"
#include "http/queue/refusals.hpp"
#include "http/queue/routes.hpp"

namespace skranke::http::queue {
namespace {

struct Entry {
  Method method;
  std::string_view path;
  QueueRoute route;
  std::array<std::string_view, 2> parameters{};
};

constexpr std::array entries{
    Entry{Method::post, "/desk/v1/queue/arrivals", record_arrival},
    Entry{Method::post, "/desk/v1/queue/tickets", give_ticket},
    Entry{Method::get, "/desk/v1/queue", show_queue, {"centre"}},
    Entry{Method::get, "/desk/v1/queue/events", open_queue, {"centre"}},
    Entry{Method::post, "/desk/v1/queue/next", call_next},
    Entry{Method::post, "/desk/v1/queue/tickets/{id}/again", act_on_ticket},
    Entry{Method::post, "/desk/v1/queue/tickets/{id}/serve", act_on_ticket},
    Entry{Method::post, "/desk/v1/queue/tickets/{id}/away", act_on_ticket},
    Entry{Method::post, "/desk/v1/queue/tickets/{id}/back", act_on_ticket},
    Entry{Method::post, "/desk/v1/queue/tickets/{id}/transfer", act_on_ticket},
    Entry{Method::post, "/desk/v1/queue/tickets/{id}/done", act_on_ticket},
    Entry{Method::post, "/desk/v1/queue/tickets/{id}/left", act_on_ticket},
    Entry{Method::post, "/desk/v1/queue/tickets/{id}/undo", act_on_ticket},
};

static_assert(gate::have_rules(entries));

struct Shared {
  QueueContext context;
  gate::Gate gate;
};

// False if no route has this path.
bool answer(const std::shared_ptr<const Shared>& shared, const Request& request, Response& response) {
  const auto found = api::find_route(entries, request.method, request.path, response);
  if (found.entry == nullptr && found.other_method == nullptr) return false;
  if (found.entry == nullptr) {
    response.fields = found.other_method->method == Method::post ? "Allow: POST\r\n" : "Allow: GET\r\n";
    return write_problem(response, api::wrong_method), true;
  }
  const std::string_view path = found.entry->path;
  shared->gate.admit(
      request, response, *gate::rule_of(found.entry->method, path), {},
      [shared, route = found.entry->route, action = path.substr(path.rfind('/') + 1),
       id = std::string{found.id}, query = std::string{request.query}, body = std::string{request.body},
       key = std::string{request.idempotency_key}](const gate::StaffMember& member, Response& answered) {
        route({.context = shared->context,
               .member = member,
               .action = action,
               .id = id,
               .query = query,
               .body = body,
               .idempotency_key = key},
              answered);
      });
  return true;
}

}  // namespace

Handler make_desk_router(QueueContext context, gate::Gate gate, Handler rest) {
  auto shared = std::make_shared<const Shared>(Shared{std::move(context), std::move(gate)});
  return api::before(
      [shared = std::move(shared)](const Request& request, Response& response) {
        return answer(shared, request, response);
      },
      std::move(rest));
}

std::vector<api::RouteName> desk_route_names() { return api::names_of(entries); }

}  // namespace skranke::http::queue
