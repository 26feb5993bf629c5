// GET /api/v1/policies/{id}: one version of a policy, whole.
#include <algorithm>
#include <optional>

#include "base/civil.hpp"
#include "http/api/problems.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

namespace {

std::size_t place_of(const Context& context, const policy::Edition* edition) {
  std::size_t at = 0;
  while (context.catalogue.all()[at].get() != edition) ++at;
  return at;
}

// In a language, or without texts; null if there is no such language.
const std::vector<Document>* documents_in(const Context& context,
                                          const std::optional<std::string>& language) {
  if (!language) return &context.policies;
  const auto found = std::ranges::find(context.worded, *language, &WordedPolicies::language);
  return found == context.worded.end() ? nullptr : &found->policies;
}

base::Problem no_language(const Context& context) {
  std::string known;
  for (const WordedPolicies& worded : context.worded) known += " " + worded.language;
  return {base::Fault::invalid_value, "lang: expected one of:" + known, {}};
}

}  // namespace

// ?date=YYYY-MM-DD (the version in force on that day; today if not given) · or ?version= · ?lang=: with the
// texts in that language
void policy(const Context& context, const Call& call, Response& response) {
  const auto& [date, version, language, unused] = call.query.values;
  const auto day = date ? base::parse_day(*date) : context.clock();
  if (!day)
    return write_query_problem(
        response, {base::Fault::invalid_value, "date: expected a date that exists, YYYY-MM-DD.", {}});
  if (date && version)
    return write_query_problem(response, {base::Fault::invalid_value, "Give date or version, not both.", {}});
  const std::vector<Document>* documents = documents_in(context, language);
  if (documents == nullptr) return write_query_problem(response, no_language(context));
  const auto edition =
      version ? context.catalogue.version(call.id, *version) : context.catalogue.in_force(call.id, *day);
  if (!edition) return write_missing(response, edition.error());
  send_document(call.request, (*documents)[place_of(context, *edition)], response);
}

}  // namespace skranke::http::api
