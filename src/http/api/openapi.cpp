// GET /api/v1/openapi.json: what this API is, for programs.
#include "http/api/routes.hpp"

namespace skranke::http::api {

void openapi(const Context& context, const Call& call, Response& response) {
  send_document(call.request, context.openapi, response);
}

}  // namespace skranke::http::api
