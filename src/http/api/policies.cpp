// GET /api/v1/policies: every version of every policy.
#include "codec/policy_json.hpp"
#include "http/api/etag.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

void policies(const Context& context, const Call& call, Response& response) {
  response.body = codec::policy_list_json(context.catalogue, context.clock());
  response.body += '\n';
  send_validated(call.request, make_etag(response.body), response);
}

}  // namespace skranke::http::api
