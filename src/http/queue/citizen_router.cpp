#include "http/queue/citizen_router.hpp"

#include <array>
#include <memory>
#include <string>
#include <utility>

#include "codec/json_writer.hpp"
#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/api/route_path.hpp"
#include "http/queue/refusals.hpp"
#include "http/queue/ticket_json.hpp"

namespace skranke::http::queue {
namespace {

namespace rules = skranke::queue;

constexpr Why no_centre{.refusal = reception::Refusal::centre_unknown, .day = {}, .state = {}};

using Route = void (*)(const QueueContext&, const std::string& id, Response&);

void show_board(const QueueContext& context, const std::string& centre, Response& response) {
  if (context.tools.visits.place(centre) == nullptr) return write_refusal(response, no_centre);
  auto board = context.boards.board(centre);
  if (!board) return api::write_body_problem(response, board.error());
  response.content_type = "application/json";
  response.fields = "Cache-Control: no-store\r\n";
  response.body = board->append("\n");
}

void open_board(const QueueContext& context, const std::string& centre, Response& response) {
  if (context.tools.visits.place(centre) == nullptr) return write_refusal(response, no_centre);
  auto channels = context.boards.open(centre);
  if (!channels) return api::write_body_problem(response, channels.error());
  response.fields = "Cache-Control: no-store\r\nX-Accel-Buffering: no\r\n";
  response.events = std::move(channels->board);
}

void show_ticket(const QueueContext& context, const std::string& token, Response& response) {
  const auto found = reception::ticket_of_booking(context.tools, token, context.now());
  if (!found) return api::write_body_problem(response, found.error());
  if (found->refusal == reception::Refusal::arrival_unknown)
    return write_problem(response, {404, "booking-unknown", "There is no such booking",
                                    "The link is not whole, or the visit is long over."});
  if (found->refusal) return write_refusal(response, why_of(*found));
  const auto& [view, at, is_new] = found->value;
  const rules::Ticket& ticket = view.day.tickets[at];
  response.content_type = "application/json";
  response.fields = "Cache-Control: no-store\r\n";
  std::string& out = response.body;
  out.push_back('{');
  codec::append_member(out, "ticket", rules::name_of(ticket));
  codec::append_member(out, "state", rules::name(ticket.progress.state));
  out.append("\"ahead\":");
  codec::append_number(out, view.ahead(at).value_or(0));
  out.append(",\"counter\":");
  const bool is_called = rules::is_at_counter(ticket.progress.state);
  out.append(is_called ? std::to_string(ticket.progress.counter.value_or(0)) : "null");
  out.append(",\"estimate\":");
  append_estimate(out, view.estimate(at), view.estimates.is_todays);
  out.append("}\n");
}

struct Entry {
  Method method;
  std::string_view path;
  Route route;
};

constexpr std::array entries{
    Entry{Method::get, "/api/v1/centres/{id}/queue", show_board},
    Entry{Method::get, "/api/v1/centres/{id}/queue/events", open_board},
    Entry{Method::get, "/api/v1/bookings/{id}/ticket", show_ticket},
};

// False if no route has this path.
bool answer(const std::shared_ptr<const QueueContext>& context, const Request& request, Response& response) {
  const Method wanted = request.method == Method::head ? Method::get : request.method;
  const auto found = api::find_route(entries, wanted, request.path, response);
  if (found.entry == nullptr) {
    if (found.other_method == nullptr) return false;
    response.fields = "Allow: GET, OPTIONS\r\n";
    if (request.method == Method::options) {
      response.status = 204;
    } else {
      write_problem(response, api::wrong_method);
    }
    return true;
  }
  response.work = [context, route = found.entry->route, id = std::string{found.id}](Response& answered) {
    route(*context, id, answered);
  };
  return true;
}

}  // namespace

Handler make_citizen_router(QueueContext context, Handler rest) {
  auto shared = std::make_shared<const QueueContext>(std::move(context));
  return api::before(
      [shared = std::move(shared)](const Request& request, Response& response) {
        return answer(shared, request, response);
      },
      std::move(rest));
}

std::vector<api::RouteName> citizen_route_names() { return api::names_of(entries); }

}  // namespace skranke::http::queue
