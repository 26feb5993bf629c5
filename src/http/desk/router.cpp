#include "http/desk/router.hpp"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "base/limits.hpp"
#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/api/route_path.hpp"
#include "http/desk/routes.hpp"
#include "sight/decode.hpp"

namespace skranke::http::desk {
namespace {

struct Entry {
  Method method;
  std::string_view path;  // with one "{id}" at most
  DeskRoute route;        // null: the description, which nobody has to be an officer for
};

constexpr std::string_view picture_path = "/desk/v1/zones/image";

constexpr std::array entries{
    Entry{Method::post, "/desk/v1/witness/approvals", begin_witness_approval},
    Entry{Method::get, "/desk/v1/witness/approvals/{id}", show_witness_approval},
    Entry{Method::post, "/desk/v1/witness/statements", give_witness_statement},
    Entry{Method::post, "/desk/v1/witness/statements/{id}/withdrawal", ask_withdrawal},
    Entry{Method::post, "/desk/v1/witness/statements/{id}/withdrawal/agree", agree_withdrawal},
    Entry{Method::get, "/desk/v1/witness/disputes", show_disputes},
    Entry{Method::post, "/desk/v1/witness/statements/{id}/dispute/settlement", settle_dispute},
    Entry{Method::post, "/desk/v1/organisations", register_organisation},
    Entry{Method::post, "/desk/v1/organisations/{id}/suspension", suspend_organisation},
    Entry{Method::post, "/desk/v1/organisations/{id}/members", register_member},
    Entry{Method::post, "/desk/v1/organisations/{id}/members/suspension", suspend_member},
    Entry{Method::get, "/desk/v1/witness-patterns", show_patterns},
    Entry{Method::post, "/desk/v1/questions/feasible", ask_feasible},
    Entry{Method::post, "/desk/v1/questions/sessions", open_questions},
    Entry{Method::post, "/desk/v1/questions/sessions/{id}/answers", record_answer},
    Entry{Method::post, "/desk/v1/questions/sessions/{id}/conclusion", conclude_questions},
    Entry{Method::post, "/desk/v1/zones", read_zone},
    Entry{Method::post, picture_path, read_picture},
    Entry{Method::post, "/desk/v1/stripes", read_stripe},
    Entry{Method::get, "/desk/v1/openapi.json", nullptr},
};

static_assert(gate::have_rules(entries));

void answer(const std::shared_ptr<const DeskContext>& context, const Request& request, Response& response) {
  const auto found = api::find_route(entries, request.method, request.path, response);
  if (found.entry == nullptr && found.other_method == nullptr)
    return write_problem(response, api::nothing_here);
  if (found.entry != nullptr && found.entry->route == nullptr) return openapi(request, response);
  if (found.entry == nullptr) {
    response.fields = found.other_method->method == Method::post ? "Allow: POST\r\n" : "Allow: GET\r\n";
    return write_problem(response, api::wrong_method);
  }
  context->gate.admit(
      request, response, *gate::rule_of(found.entry->method, found.entry->path), {},
      [context, route = found.entry->route, segment = std::string{found.id},
       body = std::string{request.body}](const gate::StaffMember& member, Response& answered) {
        route({.context = *context, .officer = member.officer, .id = segment, .body = body, .member = member},
              answered);
      });
}

}  // namespace

void answer_json(Response& response, unsigned status) {
  response.status = status;
  response.content_type = "application/json";
  response.fields = "Cache-Control: no-store\r\n";
}

codec::DeskBodies& bodies_of(const DeskCall& call) {
  struct Own {
    const policy::Catalogue* catalogue;
    codec::DeskBodies bodies;
  };
  thread_local std::optional<Own> own;
  if (!own || own->catalogue != &call.context.catalogue)
    own.emplace(&call.context.catalogue, codec::DeskBodies{call.context.catalogue});
  return own->bodies;
}

void show_patterns(const DeskCall& call, Response& response) {
  auto alerts = call.context.patterns();
  if (!alerts) return api::write_body_problem(response, alerts.error());
  answer_json(response, 200);
  response.content_type = "application/x-ndjson";
  response.body = std::move(*alerts);
}

Handler make_desk_router(DeskContext context, Handler rest) {
  Handler handler = api::before(
      [context = std::make_shared<const DeskContext>(std::move(context))](const Request& request,
                                                                          Response& response) {
        const bool is_desks = request.path.starts_with("/desk/");
        if (is_desks) answer(context, request, response);
        return is_desks;
      },
      std::move(rest));
  handler.body_bytes_max = [others = std::move(handler.body_bytes_max)](Method method,
                                                                        std::string_view path) {
    return path == picture_path ? sight::picture_bytes_max : others(method, path);
  };
  return handler;
}

std::vector<api::RouteName> desk_route_names() { return api::names_of(entries); }

}  // namespace skranke::http::desk
