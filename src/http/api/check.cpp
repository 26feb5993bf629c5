// POST /api/v1/check: are these documents enough?
#include "http/api/problems.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

// ?advice=N|all|none (20 if not given) · ?next=true|false (false)
void check(const Context& context, const Call& call, Response& response) {
  if (!may_hold(call.request.content_type, "application/json")) return write_problem(response, not_json);
  codec::CheckOptions options{.today = context.clock()};
  if (auto read = read_advice(call.query.values[0], options); !read)
    return write_query_problem(response, read.error());
  if (auto read = read_next(call.query.values[1], options); !read)
    return write_query_problem(response, read.error());
  response.content_type = "application/json";
  if (auto done = context.checker().check(call.request.body, options, response.body); !done) {
    return write_body_problem(response, done.error());
  }
  response.body += '\n';
}

}  // namespace skranke::http::api
