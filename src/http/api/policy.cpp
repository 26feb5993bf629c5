// GET /api/v1/policies/{id}: one version of a policy, whole.
#include "base/civil.hpp"
#include "http/api/problems.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

namespace {

const Document& document_of(const Context& context, const policy::Edition* edition) {
  std::size_t at = 0;
  while (context.catalogue.all()[at].get() != edition) ++at;
  return context.policies[at];
}

}  // namespace

// ?date=YYYY-MM-DD (the version in force on that day; today if not given) · or ?version=
void policy(const Context& context, const Call& call, Response& response) {
  const auto& [date, version, unused, unused_too] = call.query.values;
  const auto day = date ? base::parse_day(*date) : context.clock();
  if (!day)
    return write_query_problem(
        response, {base::Fault::invalid_value, "date: expected a date that exists, YYYY-MM-DD.", {}});
  if (date && version)
    return write_query_problem(response, {base::Fault::invalid_value, "Give date or version, not both.", {}});
  const auto edition =
      version ? context.catalogue.version(call.id, *version) : context.catalogue.in_force(call.id, *day);
  if (!edition) return write_missing(response, edition.error());
  send_document(call.request, document_of(context, *edition), response);
}

}  // namespace skranke::http::api
