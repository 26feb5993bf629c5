// GET /healthz and /readyz: for whoever watches or routes to this process.
#include "http/api/problems.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

void healthz(const Context& /*context*/, const Call& /*call*/, Response& response) {
  response.content_type = "application/json";
  response.body = "{\"status\":\"ok\"}\n";
}

void readyz(const Context& context, const Call& call, Response& response) {
  if (!context.catalogue.all().empty()) return healthz(context, call, response);
  write_problem(response, {503, "not-ready", "The server is not ready", "No policy is loaded."});
}

}  // namespace skranke::http::api
