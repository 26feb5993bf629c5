#include "http/running/router.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/running/routes.hpp"

namespace skranke::http::running {
namespace {

constexpr std::string_view prefix = "/desk/v1/centres/";
constexpr std::array<std::string_view, 2> from_and_to{"from", "to"};
constexpr std::array<std::string_view, 2> no_parameters{};

struct Entry {
  Method method;
  std::string_view path;  // segments in braces stand for anything
  RunningRoute route;
  std::array<std::string_view, 2> parameters = no_parameters;  // of the query
};

constexpr std::array entries{
    Entry{Method::get, "/desk/v1/centres/{id}/calendar", show_calendar, from_and_to},
    Entry{Method::get, "/desk/v1/centres/{id}/hours", show_hours},
    Entry{Method::post, "/desk/v1/centres/{id}/hours", change_hours},
    Entry{Method::post, "/desk/v1/centres/{id}/exceptions", add_exception},
    Entry{Method::post, "/desk/v1/centres/{id}/exceptions/{day}/removal", remove_exception},
    Entry{Method::post, "/desk/v1/centres/{id}/closures", close_suddenly},
    Entry{Method::post, "/desk/v1/centres/{id}/closures/{closure}/removal", lift_closure},
    Entry{Method::get, "/desk/v1/centres/{id}/figures", show_figures, from_and_to},
    Entry{Method::get, "/desk/v1/centres/{id}/figures.csv", export_figures, from_and_to},
};

static_assert(gate::have_rules(entries));

std::string_view take_segment(std::string_view& path) {
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return segment;
}

struct Names {
  std::string_view centre;
  std::string_view part;
};

// The segments that stand for those in braces; empty if the path is another.
std::optional<Names> match(std::string_view route, std::string_view path) {
  if (std::ranges::count(route, '/') != std::ranges::count(path, '/')) return std::nullopt;
  Names names;
  while (!route.empty()) {
    const std::string_view expected = take_segment(route);
    const std::string_view found = take_segment(path);
    if (!expected.starts_with('{')) {
      if (expected != found) return std::nullopt;
      continue;
    }
    if (found.empty()) return std::nullopt;
    (names.centre.empty() ? names.centre : names.part) = found;
  }
  return names;
}

struct Found {
  const Entry* entry = nullptr;
  Names names;
  std::string_view route;  // the pattern of its path
  std::string allowed;     // methods of the path, where it has none with the one that is wanted
};

Found find_route(Method method, std::string_view path) {
  Found found;
  for (const Entry& entry : entries) {
    const auto names = match(entry.path, path);
    if (!names) continue;
    if (entry.method == method) return {.entry = &entry, .names = *names, .route = entry.path, .allowed = {}};
    found.route = entry.path;
    if (!found.allowed.empty()) found.allowed.append(", ");
    found.allowed.append(name(entry.method));
  }
  return found;
}

void answer(const std::shared_ptr<const RunningContext>& context, const Request& request,
            Response& response) {
  const Found found = find_route(request.method, request.path);
  response.route = found.route;
  if (found.entry == nullptr && found.allowed.empty()) return write_problem(response, api::nothing_here);
  if (found.entry == nullptr) {
    response.fields = "Allow: " + found.allowed + "\r\n";
    return write_problem(response, api::wrong_method);
  }
  context->gate.admit(
      request, response, *gate::rule_of(found.entry->method, found.entry->path), found.names.centre,
      [context, route = found.entry->route, centre = std::string{found.names.centre},
       part = std::string{found.names.part}, query = std::string{request.query},
       body = std::string{request.body}](const gate::StaffMember& member, Response& answered) {
        route({.context = *context,
               .officer = member.officer,
               .centre = centre,
               .part = part,
               .query = query,
               .body = body,
               .now = context->now()},
              answered);
      });
}

}  // namespace

void answer_json(Response& response) {
  response.status = 200;
  response.content_type = "application/json";
  response.fields = "Cache-Control: no-store\r\n";
}

void write_refusal(Response& response, skranke::running::Refusal refusal) {
  using skranke::running::Refusal;
  switch (refusal) {
    case Refusal::centre_unknown:
      return write_problem(response, {404, "centre-unknown", "There is no such centre",
                                      "See /api/v1/centres for the ids of centres."});
    case Refusal::changed_meanwhile:
      return write_problem(response, {409, "hours-changed", "Somebody else has changed the hours",
                                      "Nothing was written. Look at the hours again, and send their "
                                      "revision as `seen`."});
    case Refusal::exception_unknown:
      return write_problem(response, {404, "exception-unknown", "The day is not different",
                                      "No exception of this centre is for this day."});
    case Refusal::closure_unknown:
      return write_problem(response, {404, "closure-unknown", "There is no such closure",
                                      "No closure of this centre that stands has this id."});
  }
  std::unreachable();
}

Handler make_running_router(RunningContext context, Handler rest) {
  return api::before(
      [context = std::make_shared<const RunningContext>(std::move(context))](const Request& request,
                                                                             Response& response) {
        const bool is_ours = request.path.starts_with(prefix);
        if (is_ours) answer(context, request, response);
        return is_ours;
      },
      std::move(rest));
}

std::vector<api::RouteName> running_route_names() { return api::names_of(entries); }

}  // namespace skranke::http::running
