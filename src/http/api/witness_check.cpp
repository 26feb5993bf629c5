// POST /api/v1/witness/check: may this person be a witness today?
#include "http/api/problems.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

void witness_check(const Context& context, const Call& call, Response& response) {
  if (!may_hold(call.request.content_type, "application/json")) return write_problem(response, not_json);
  response.content_type = "application/json";
  if (auto done = context.witness_checker().check(call.request.body, context.clock(), response.body); !done) {
    return write_body_problem(response, done.error());
  }
  response.body += '\n';
}

}  // namespace skranke::http::api
