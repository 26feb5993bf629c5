#include "http/activation/router.hpp"

#include <array>
#include <memory>
#include <utility>

#include "http/activation/routes.hpp"
#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/api/query.hpp"
#include "http/api/route_path.hpp"

namespace skranke::http::activation {
namespace {

struct Entry {
  Method method;
  std::string_view path;
  ActivationRoute route;
  std::array<std::string_view, 1> parameters = {};  // of the query
};

constexpr std::array entries{
    Entry{Method::get, "/desk/v1/policies", show_versions},
    Entry{Method::get, "/desk/v1/policies/{id}/difference", show_difference, {"lang"}},
    Entry{Method::get, "/desk/v1/policies/{id}/cases", judge_cases, {"after"}},
    Entry{Method::get, "/desk/v1/policies/{id}/visits", judge_visits, {"after"}},
    Entry{Method::post, "/desk/v1/policies/{id}/proposal", propose_version},
    Entry{Method::post, "/desk/v1/policies/{id}/activation", activate_version},
    Entry{Method::post, "/desk/v1/policies/{id}/withdrawal", withdraw_version},
};

static_assert(gate::have_rules(entries));

// Whether the request is one of these; it is answered then.
bool answer(const std::shared_ptr<const ActivationContext>& context, const Request& request,
            Response& response) {
  const auto found = api::find_route(entries, request.method, request.path, response);
  if (found.entry == nullptr && found.other_method == nullptr) return false;
  if (found.entry == nullptr) {
    response.fields = found.other_method->method == Method::post ? "Allow: POST\r\n" : "Allow: GET\r\n";
    write_problem(response, api::wrong_method);
    return true;
  }
  context->gate.admit(
      request, response, *gate::rule_of(found.entry->method, found.entry->path), {},
      [context, route = found.entry->route, id = api::percent_decode(found.id).value_or(std::string{}),
       query = std::string{request.query},
       body = std::string{request.body}](const gate::StaffMember& member, Response& answered) {
        route({.context = *context, .member = member, .id = id, .query = query, .body = body}, answered);
      });
  return true;
}

}  // namespace

Handler make_activation_router(ActivationContext context, Handler rest) {
  return api::before(
      [context = std::make_shared<const ActivationContext>(std::move(context))](
          const Request& request, Response& response) { return answer(context, request, response); },
      std::move(rest));
}

std::vector<api::RouteName> activation_route_names() { return api::names_of(entries); }

}  // namespace skranke::http::activation
