// The table of routes, and everything that is the same for all of them.
#include "http/api/router.hpp"

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <utility>

#include "base/limits.hpp"
#include "codec/centre_json.hpp"
#include "codec/policy_json.hpp"
#include "http/api/problems.hpp"
#include "http/api/route_path.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

namespace {

using Parameters = std::array<std::string_view, parameters_max>;

struct Entry {
  Method method;
  std::string_view path;
  Route route;
  Parameters parameters = {};  // the names of the query's parameters; their order is that of Query::values
  std::size_t body_bytes_max = base::limits::body_bytes_max;
};

constexpr std::array entries{
    Entry{Method::post, "/api/v1/check", check, {"advice", "next"}},
    Entry{Method::post, "/api/v1/check/batch", check_batch, {"advice"}, base::limits::batch_body_bytes_max},
    Entry{Method::post, "/api/v1/witness/check", witness_check},
    Entry{Method::get, "/api/v1/policies", policies},
    Entry{Method::get, "/api/v1/policies/{id}", policy, {"date", "version", "lang"}},
    Entry{Method::get, "/api/v1/policies/{id}/program", program},
    Entry{Method::get, "/api/v1/centres", centres, {"q", "postcode", "near", "limit"}},
    Entry{Method::get, "/api/v1/centres/{id}", centre},
    Entry{Method::get, "/api/v1/openapi.json", openapi},
    Entry{Method::get, "/healthz", healthz},
    Entry{Method::get, "/readyz", readyz},
};

bool is_api(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

void answer_entry(const Entry& entry, std::string_view id, const Context& context, const Request& request,
                  Response& response) {
  const auto query = parse_query(request.query, parameters_of(entry));
  if (!query) return write_query_problem(response, query.error());
  entry.route(context, {.request = request, .query = *query, .id = id}, response);
}

// OPTIONS, and methods that the path does not have.
void answer_allow(const Request& request, Response& response, std::string_view allow) {
  response.fields.append("Allow: ").append(allow).append("\r\n");
  if (request.method != Method::options) return write_problem(response, wrong_method);
  response.status = 204;
}

void answer(const Context& context, const Request& request, Response& response) {
  const Method wanted = request.method == Method::head ? Method::get : request.method;
  const auto found = find_route(entries, wanted, request.path, response);
  if (found.entry != nullptr) return answer_entry(*found.entry, found.id, context, request, response);
  if (request.path == "*") return answer_allow(request, response, "GET, HEAD, POST, OPTIONS");
  if (found.other_method != nullptr) {
    return answer_allow(request, response,
                        found.other_method->method == Method::post ? "POST, OPTIONS" : "GET, HEAD, OPTIONS");
  }
  if (is_api(request.path)) return write_problem(response, nothing_here);
  if (wanted != Method::get) return answer_allow(request, response, "GET, HEAD, OPTIONS");
  page(context, request, response);
  response.route = response.status == 404 ? "none" : "page";
}

std::size_t body_bytes_max_of(Method method, std::string_view path) {
  for (const Entry& entry : entries) {
    if (entry.method == method && entry.path == path) return entry.body_bytes_max;
  }
  return base::limits::body_bytes_max;
}

}  // namespace

namespace {

// The calling thread's own checker for a context.
template <class Checker>
Checker& own_checker(const Context& context) {
  struct Own {
    std::uint64_t number;
    Checker checker;
  };
  thread_local std::optional<Own> own;
  if (!own || own->number != context.number) own.emplace(context.number, Checker{context.catalogue});
  return own->checker;
}

}  // namespace

codec::CheckText& Context::checker() const { return own_checker<codec::CheckText>(*this); }
codec::WitnessText& Context::witness_checker() const { return own_checker<codec::WitnessText>(*this); }

namespace {

CentreTexts texts_of(const centre::Directory& directory) {
  CentreTexts texts;
  texts.sources = codec::sources_member(directory);
  for (const centre::Centre& each : directory.all()) {
    texts.members.push_back(codec::centre_members(each));
    texts.documents.push_back(make_document("{" + texts.members.back() + "," + texts.sources + "}\n"));
  }
  return texts;
}

}  // namespace

Handler make_router(const policy::Catalogue& catalogue, const centre::Directory& centres, StaticFiles files,
                    Clock clock, const std::vector<Language>& languages) {
  static std::atomic<std::uint64_t> contexts = 0;
  auto context = std::make_shared<Context>(Context{.catalogue = catalogue,
                                                   .centres = centres,
                                                   .files = std::move(files),
                                                   .clock = std::move(clock),
                                                   .number = ++contexts,
                                                   .policies = {},
                                                   .worded = {},
                                                   .compiled = std::make_unique<CompiledPolicies>(catalogue),
                                                   .openapi = make_document(std::string{openapi_text()}),
                                                   .centre_texts = texts_of(centres)});
  for (const auto& edition : catalogue.all())
    context->policies.push_back(make_document(codec::policy_json(*edition) + '\n'));
  for (const Language& language : languages) {
    WordedPolicies& worded = context->worded.emplace_back(language.code, std::vector<Document>{});
    for (const auto& edition : catalogue.all())
      worded.policies.push_back(make_document(codec::policy_json(*edition, language.text_of) + '\n'));
  }
  return {.answer = [context = std::shared_ptr<const Context>{std::move(context)}](
                        const Request& request, Response& response) { answer(*context, request, response); },
          .body_bytes_max = body_bytes_max_of};
}

std::vector<RouteName> route_names() { return names_of(entries); }

}  // namespace skranke::http::api
