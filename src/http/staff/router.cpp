#include "http/staff/router.hpp"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/api/route_path.hpp"
#include "http/server/client_address.hpp"
#include "http/staff/routes.hpp"

namespace skranke::http::staff {
namespace {

struct Entry {
  Method method;
  std::string_view path;
  StaffRoute route;
  std::array<std::string_view, 4> parameters{};  // of the query
};

constexpr std::array entries{
    Entry{Method::post, "/desk/v1/session", sign_in},
    Entry{Method::get, "/desk/v1/session", show_session},
    Entry{Method::post, "/desk/v1/session/second-factor", give_second_factor},
    Entry{Method::post, "/desk/v1/session/challenge", give_challenge},
    Entry{Method::post, "/desk/v1/session/lock", lock_session},
    Entry{Method::post, "/desk/v1/session/unlock", unlock_session},
    Entry{Method::post, "/desk/v1/session/step-up", step_up_session},
    Entry{Method::post, "/desk/v1/session/activity", note_activity},
    Entry{Method::post, "/desk/v1/session/centre", choose_centre},
    Entry{Method::post, "/desk/v1/session/end", end_session},
    Entry{Method::get, "/desk/v1/login", begin_login, {"lang"}},
    Entry{Method::get, "/desk/v1/login/callback", finish_login, {"state", "code", "iss", "error"}},
    Entry{Method::post, "/desk/v1/enrolment/offer", offer_enrolment},
    Entry{Method::post, "/desk/v1/enrolment", enrol},
    Entry{Method::get, "/desk/v1/staff", show_people},
    Entry{Method::post, "/desk/v1/staff", add_person},
    Entry{Method::post, "/desk/v1/staff/{id}", change_person},
    Entry{Method::post, "/desk/v1/staff/{id}/invitation", invite_person},
    Entry{Method::get, "/desk/v1/staff-events", show_events},
};
static_assert(gate::have_rules(entries));

using Shared = std::shared_ptr<const StaffContext>;

// What is for anybody, or about one's own session in whatever state: the routes look at the session
// themselves.
void answer_alone(const Shared& context, const Entry& entry, StaffCall call, Response& response) {
  if (call.credentials.is_unsafe && !call.credentials.is_json) return write_problem(response, api::not_json);
  response.work = [context, route = entry.route, call = std::move(call)](Response& answered) {
    route(call, answered);
  };
}

// False if no route has this path.
bool answer(const Shared& context, const Request& request, Response& response) {
  const auto found = api::find_route(entries, request.method, request.path, response);
  if (found.entry == nullptr && found.other_method == nullptr) return false;
  if (found.entry == nullptr) {
    response.fields = found.other_method->method == Method::post ? "Allow: POST\r\n" : "Allow: GET\r\n";
    return write_problem(response, api::wrong_method), true;
  }
  if (!api::is_from_here(request, response)) return true;
  const gate::Rule& rule = *gate::rule_of(found.entry->method, found.entry->path);
  StaffCall call{.context = *context,
                 .credentials = context->gate.credentials_of(request),
                 .address = network_of(client_address(request, context->trusted_proxies)),
                 .id = std::string{found.id},
                 .query = std::string{request.query},
                 .body = std::string{request.body}};
  if (rule.who != gate::Who::roles)
    return answer_alone(context, *found.entry, std::move(call), response), true;
  context->gate.admit(request, response, rule, {},
                      [context, route = found.entry->route, call = std::move(call)](
                          const gate::StaffMember& member, Response& answered) {
                        StaffCall of_member = call;
                        of_member.member = &member;
                        route(of_member, answered);
                      });
  return true;
}

}  // namespace

Handler make_staff_router(StaffContext context, Handler rest) {
  auto shared = std::make_shared<const StaffContext>(std::move(context));
  return api::before(
      [shared = std::move(shared)](const Request& request, Response& response) {
        return answer(shared, request, response);
      },
      std::move(rest));
}

std::vector<api::RouteName> staff_route_names() { return api::names_of(entries); }

}  // namespace skranke::http::staff
