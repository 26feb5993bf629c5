// GET /api/v1/policies/{id}/program: every version of a policy, compiled, for an engine elsewhere.
#include <algorithm>

#include "http/api/problems.hpp"
#include "http/api/routes.hpp"
#include "policy/edition_bytes.hpp"

namespace skranke::http::api {

const Document* CompiledPolicies::find(std::string_view id) const {
  // Made each time to see whether it is another: some thousand bytes, in microseconds. Compressing is what
  // costs.
  auto bytes = policy::edition_bytes(*catalogue_, id);
  if (!bytes) return nullptr;
  const std::lock_guard lock{mutex_};
  auto found = documents_.find(id);
  if (found == documents_.end()) found = documents_.try_emplace(std::string{id}).first;
  auto& all = found->second;
  const auto same = std::ranges::find(
      all, *bytes, [](const auto& document) -> const std::string& { return document->text; });
  if (same != all.end()) return same->get();
  all.push_back(std::make_unique<const Document>(make_document(std::move(*bytes))));
  return all.back().get();
}

void program(const Context& context, const Call& call, Response& response) {
  if (const Document* const document = context.compiled->find(call.id))
    return send_document(call.request, *document, response, "application/octet-stream");
  write_missing(response, {.fault = base::Fault::unknown_policy,
                           .text = "there is no such policy; `skranke policy list` names them",
                           .path = {}});
}

}  // namespace skranke::http::api
