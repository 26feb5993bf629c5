#include "http/watch/watch.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "http/api/problems.hpp"
#include "http/api/query.hpp"
#include "http/server/client_address.hpp"

namespace skranke::http::watch {
namespace {

constexpr std::string_view metrics_path = "/metrics";
constexpr std::string_view ready_path = "/readyz";

constexpr Refusal not_for_you{403, "metrics-not-for-you", "The metrics are for others",
                              "They are answered to this machine and to the addresses of --metrics-from."};
constexpr Refusal ending{503, "not-ready", "The server is not ready",
                         "It was asked to end, and finishes what it has."};

bool is_get(Method method) { return method == Method::get || method == Method::head; }

void answer_metrics(const std::shared_ptr<const Watch>& watch, const Request& request, Response& response) {
  response.route = metrics_path;
  if (!is_get(request.method)) {
    response.fields = "Allow: GET, HEAD, OPTIONS\r\n";
    if (request.method != Method::options) return write_problem(response, api::wrong_method);
    response.status = 204;
    return;
  }
  if (const auto query = api::parse_query(request.query, {}); !query)
    return api::write_query_problem(response, query.error());
  if (!may_read_metrics(request, *watch)) return write_problem(response, not_for_you);
  response.work = [watch, format = format_of(request.accept)](Response& answered) {
    answered.content_type = content_type_of(format);
    answered.body = watch->metrics(format);
  };
}

// What the rest says of the policies, the query and the method stands where it is no yes.
void answer_ready(const std::shared_ptr<const Watch>& watch, const Handler& rest, const Request& request,
                  Response& response) {
  rest.answer(request, response);
  if (!is_get(request.method) || response.status != 200) return;
  if (watch->is_ending()) return write_problem(response, ending);
  Response ready;
  ready.content_type = response.content_type;
  ready.body = response.body;
  response.work = [watch, ready = std::move(ready)](Response& answered) {
    const std::string_view missing = watch->missing();
    answered = ready;
    if (missing.empty()) return;
    write_problem(answered, {503, "not-ready", "The server is not ready", missing});
  };
}

}  // namespace

bool may_read_metrics(const Request& request, const Watch& watch) {
  const bool is_direct = request.forwarded_for.empty();
  const bool is_known = std::ranges::find(watch.trusted_proxies, request.peer) != watch.trusted_proxies.end();
  if (!is_direct && !is_known) return false;
  const std::string_view client = client_address(request, watch.trusted_proxies);
  // A trusted proxy that has not said for whom it asks asks for itself, which it may only be let do by name.
  const bool is_named = std::ranges::find(watch.metrics_from, client) != watch.metrics_from.end();
  return is_named || (is_loopback(client) && !(is_direct && is_known));
}

Handler before_watch(Watch watch, Handler rest) {
  auto shared = std::make_shared<const Watch>(std::move(watch));
  auto others = std::make_shared<const Handler>(std::move(rest));
  return {.answer =
              [shared, others](const Request& request, Response& response) {
                if (request.path == metrics_path) return answer_metrics(shared, request, response);
                if (request.path == ready_path) return answer_ready(shared, *others, request, response);
                others->answer(request, response);
              },
          .body_bytes_max = others->body_bytes_max};
}

std::vector<api::RouteName> watch_route_names() {
  return {{.method = "GET", .path = metrics_path, .parameters = {}}};
}

}  // namespace skranke::http::watch
