// GET /api/v1/centres: all of them, or those that were searched for.
#include <cmath>
#include <string>
#include <vector>

#include "http/api/centre_query.hpp"
#include "http/api/etag.hpp"
#include "http/api/problems.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

namespace {

std::string list_of(const CentreTexts& texts, const std::vector<centre::Found>& found) {
  std::string list = R"({"items":[)";
  for (const centre::Found& each : found) {
    list.append(list.ends_with('[') ? "{" : ",{").append(texts.members[each.index]);
    if (each.metres) list.append(R"(,"distance_metres":)").append(std::to_string(std::llround(*each.metres)));
    list += '}';
  }
  return list.append("],").append(texts.sources).append("}\n");
}

}  // namespace

// PRIVACY: an answer about where somebody is must not be kept by anything on its way.
void centres(const Context& context, const Call& call, Response& response) {
  const auto wanted = read_centre_query(call.query);
  if (!wanted) return write_query_problem(response, wanted.error());
  const auto found = centre::search(context.centres, *wanted);
  if (!found) return write_query_problem(response, found.error());
  response.body = list_of(context.centre_texts, *found);
  if (!wanted->near) return send_validated(call.request, make_etag(response.body), response);
  response.content_type = "application/json";
}

}  // namespace skranke::http::api
