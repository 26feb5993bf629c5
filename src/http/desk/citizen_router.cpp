#include "http/desk/citizen_router.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "base/limits.hpp"
#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/api/route_path.hpp"
#include "http/desk/citizen_routes.hpp"

namespace skranke::http::desk {
namespace {

struct Entry {
  Method method;
  std::string_view path;  // with one "{id}" at most
  CitizenRoute route;
  std::array<std::string_view, 4> parameters = {};  // of the query
};

constexpr std::array entries{
    Entry{Method::get, "/api/v1/witness/approvals/{id}", show_statement},
    Entry{Method::get, "/api/v1/witness/callback", finish_login, {"state", "code", "iss", "error"}},
    Entry{Method::get, "/api/v1/organisations", show_organisations},
    Entry{Method::get, "/api/v1/me/sign-in", sign_in, {"lang", "for"}},
    Entry{Method::get, "/api/v1/me/questions", show_feasible},
    Entry{Method::get, "/api/v1/me/vouchings", show_vouchings},
    Entry{Method::post, "/api/v1/me/vouchings/{id}/dispute", dispute_vouching},
    Entry{Method::post, "/api/v1/me/sign-out", sign_out},
};

// False if no route has this path.
bool answer(const std::shared_ptr<const CitizenContext>& context, const Request& request,
            Response& response) {
  const auto found = api::find_route(entries, request.method, request.path, response);
  if (found.entry == nullptr) {
    if (found.other_method == nullptr) return false;
    response.fields = found.other_method->method == Method::post ? "Allow: POST\r\n" : "Allow: GET\r\n";
    write_problem(response, api::wrong_method);
    return true;
  }
  if (!api::is_from_here(request, response)) return true;
  response.work = [context, route = found.entry->route, segment = std::string{found.id},
                   query = std::string{request.query},
                   session = session_in(*context, request.cookie)](Response& answered) {
    route({.context = *context, .id = segment, .query = query, .session = session}, answered);
  };
  return true;
}

// Over TLS the name itself promises that no other host has set it.
std::string_view cookie_name(const CitizenContext& context) {
  return context.is_secure ? "__Host-session" : "skranke_session";
}

}  // namespace

void redirect(Response& response, std::string_view address, std::string_view cookie) {
  response.status = 303;
  response.fields.append("Location: ")
      .append(address)
      .append("\r\nCache-Control: no-store\r\n")
      .append(cookie);
}

std::string session_cookie(const CitizenContext& context, const base::PersonalText& secret,
                           skranke::desk::Moment seconds) {
  std::string line{"Set-Cookie: "};
  line.append(cookie_name(context)).append("=").append(seconds == 0 ? std::string{} : secret.reveal());
  line.append("; Path=/; HttpOnly; SameSite=Lax; Max-Age=").append(std::to_string(seconds));
  return line.append(context.is_secure ? "; Secure\r\n" : "\r\n");
}

base::PersonalText session_in(const CitizenContext& context, std::string_view cookies) {
  const std::string_view name = cookie_name(context);
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view cookie = cookies.substr(0, end);
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    while (cookie.starts_with(' ')) cookie.remove_prefix(1);
    if (cookie.starts_with(name) && cookie.substr(name.size()).starts_with('='))
      return base::PersonalText{std::string{cookie.substr(name.size() + 1)}};
  }
  return {};
}

Handler make_citizen_router(CitizenContext context, Handler rest) {
  auto shared = std::make_shared<const CitizenContext>(std::move(context));
  return api::before(
      [shared = std::move(shared)](const Request& request, Response& response) {
        return answer(shared, request, response);
      },
      std::move(rest));
}

std::vector<api::RouteName> citizen_route_names() { return api::names_of(entries); }

}  // namespace skranke::http::desk
