#include "http/desk/router.hpp"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "base/limits.hpp"
#include "http/api/problems.hpp"
#include "http/desk/routes.hpp"

namespace skranke::http::desk {
namespace {

struct Entry {
  Method method;
  std::string_view before;  // the path up to "{id}", or all of it
  std::string_view after;   // behind it
  bool has_id;
  DeskRoute route;
};

constexpr std::array entries{
    Entry{Method::post, "/desk/v1/witness/approvals", "", false, begin_witness_approval},
    Entry{Method::get, "/desk/v1/witness/approvals/", "", true, show_witness_approval},
    Entry{Method::post, "/desk/v1/witness/statements", "", false, give_witness_statement},
    Entry{Method::post, "/desk/v1/witness/statements/", "/withdrawal", true, ask_withdrawal},
    Entry{Method::post, "/desk/v1/witness/statements/", "/withdrawal/agree", true, agree_withdrawal},
    Entry{Method::post, "/desk/v1/organisations", "", false, register_organisation},
    Entry{Method::post, "/desk/v1/organisations/", "/suspension", true, suspend_organisation},
    Entry{Method::post, "/desk/v1/organisations/", "/members", true, register_member},
    Entry{Method::post, "/desk/v1/organisations/", "/members/suspension", true, suspend_member},
    Entry{Method::get, "/desk/v1/witness-patterns", "", false, show_patterns},
};

constexpr Refusal no_officer{401, "no-officer", "Nobody has signed in",
                             "Send the access token of an officer: Authorization: Bearer TOKEN."};

// The segment that stands for "{id}"; nothing if the path is another.
std::optional<std::string_view> match(const Entry& entry, std::string_view path) {
  if (!entry.has_id) return path == entry.before ? std::optional{std::string_view{}} : std::nullopt;
  if (!path.starts_with(entry.before) || !path.ends_with(entry.after)) return std::nullopt;
  if (path.size() <= entry.before.size() + entry.after.size()) return std::nullopt;
  path.remove_prefix(entry.before.size());
  path.remove_suffix(entry.after.size());
  return path.find('/') == std::string_view::npos ? std::optional{path} : std::nullopt;
}

void answer(const std::shared_ptr<const DeskContext>& context, const Request& request, Response& response) {
  const Entry* found = nullptr;
  std::string_view id;
  for (const Entry& entry : entries) {
    const auto segment = match(entry, request.path);
    if (!segment) continue;
    if (found == nullptr || entry.method == request.method) {
      found = &entry;
      id = *segment;
    }
  }
  if (found == nullptr) return write_problem(response, api::nothing_here);
  auto officer = context->staff.by_authorization(request.authorization);
  if (!officer) {
    response.fields = "WWW-Authenticate: Bearer\r\n";
    return write_problem(response, no_officer);
  }
  if (found->method != request.method) {
    response.fields = found->method == Method::post ? "Allow: POST\r\n" : "Allow: GET\r\n";
    return write_problem(response, api::wrong_method);
  }
  if (found->method == Method::post && !api::may_hold(request.content_type, "application/json"))
    return write_problem(response, api::not_json);
  response.work = [context, route = found->route, officer = std::move(*officer), segment = std::string{id},
                   body = std::string{request.body}](Response& answered) {
    route({.context = *context, .officer = officer, .id = segment, .body = body}, answered);
  };
}

}  // namespace

void answer_json(Response& response, unsigned status) {
  response.status = status;
  response.content_type = "application/json";
  response.fields = "Cache-Control: no-store\r\n";
}

void show_patterns(const DeskCall& call, Response& response) {
  auto alerts = call.context.patterns();
  if (!alerts) return api::write_body_problem(response, alerts.error());
  answer_json(response, 200);
  response.content_type = "application/x-ndjson";
  response.body = std::move(*alerts);
}

Handler make_desk_router(DeskContext context, Handler rest) {
  auto others = std::make_shared<const Handler>(std::move(rest));
  return {.answer =
              [context = std::make_shared<const DeskContext>(std::move(context)), others](
                  const Request& request, Response& response) {
                if (request.path.starts_with("/desk/")) return answer(context, request, response);
                others->answer(request, response);
              },
          .body_bytes_max = others->body_bytes_max};
}

}  // namespace skranke::http::desk
