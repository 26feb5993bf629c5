// GET /api/v1/policies/{id}/program: every version of a policy, compiled, for an engine elsewhere.
#include <algorithm>

#include "http/api/problems.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

void program(const Context& context, const Call& call, Response& response) {
  const auto found = std::ranges::find(context.compiled, call.id, &CompiledPolicy::id);
  if (found == context.compiled.end()) {
    return write_missing(response, {.fault = base::Fault::unknown_policy,
                                    .text = "there is no such policy; `skranke policy list` names them",
                                    .path = {}});
  }
  send_document(call.request, found->document, response, "application/octet-stream");
}

}  // namespace skranke::http::api
