#include "http/cases/router.hpp"

#include <array>
#include <memory>
#include <utility>

#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/api/route_path.hpp"
#include "http/cases/routes.hpp"

namespace skranke::http::cases {
namespace {

struct Entry {
  Method method;
  std::string_view path;
  CaseRoute route;
  std::array<std::string_view, 3> parameters = {};  // of the query
};

constexpr std::array entries{
    Entry{Method::get, "/desk/v1/cases", list_cases, {"centre"}},
    Entry{Method::post, "/desk/v1/cases", open_case},
    Entry{Method::get, "/desk/v1/cases/{id}", show_case},
    Entry{Method::post, "/desk/v1/cases/{id}/applicant", set_applicant},
    Entry{Method::post, "/desk/v1/cases/{id}/names", compare_name},
    Entry{Method::post, "/desk/v1/cases/{id}/documents", set_documents},
    Entry{Method::post, "/desk/v1/cases/{id}/looks", draw_look},
    Entry{Method::post, "/desk/v1/cases/{id}/look-answers", answer_look},
    Entry{Method::post, "/desk/v1/cases/{id}/face", compare_face},
    Entry{Method::post, "/desk/v1/cases/{id}/questions", open_questions},
    Entry{Method::post, "/desk/v1/cases/{id}/question-answers", answer_question},
    Entry{Method::post, "/desk/v1/cases/{id}/question-conclusion", conclude_questions},
    Entry{Method::post, "/desk/v1/cases/{id}/witness", begin_witness},
    Entry{Method::post, "/desk/v1/cases/{id}/vouching", vouch},
    Entry{Method::post, "/desk/v1/cases/{id}/second-look", ask_second_look},
    Entry{Method::post, "/desk/v1/cases/{id}/second-look-answer", answer_second_look},
    Entry{Method::post, "/desk/v1/cases/{id}/decision", decide},
    Entry{Method::post, "/desk/v1/cases/{id}/pause", pause_case},
    Entry{Method::post, "/desk/v1/cases/{id}/resume", resume_case},
    Entry{Method::post, "/desk/v1/cases/{id}/end", end_case},
    Entry{Method::post, "/desk/v1/cases/{id}/flag", flag_case},
    Entry{Method::get, "/desk/v1/cases/{id}/letter", show_letter, {"lang"}},
    Entry{Method::get, "/desk/v1/cases/{id}/receipt", show_receipt, {"lang"}},
    Entry{Method::get, "/desk/v1/cases/{id}/record", show_record},
    Entry{Method::get, "/desk/v1/second-looks", list_second_looks},
    Entry{Method::get, "/desk/v1/case-figures", show_case_figures, {"centre", "from", "to"}},
    Entry{Method::get, "/desk/v1/case-flags", list_flags},
    Entry{Method::get, "/desk/v1/samples", list_samples},
    Entry{Method::post, "/desk/v1/samples/{id}", answer_sample},
    Entry{Method::get, "/desk/v1/case-orders", list_orders},
    Entry{Method::post, "/desk/v1/case-orders", ask_order},
    Entry{Method::post, "/desk/v1/case-orders/{id}/agreement", agree_order},
};

static_assert(gate::have_rules(entries));

// Whether the request is one of these; it is answered then.
bool answer(const std::shared_ptr<const CaseContext>& context, const Request& request, Response& response) {
  const auto found = api::find_route(entries, request.method, request.path, response);
  if (found.entry == nullptr && found.other_method == nullptr) return false;
  if (found.entry == nullptr) {
    response.fields = found.other_method->method == Method::post ? "Allow: POST\r\n" : "Allow: GET\r\n";
    write_problem(response, api::wrong_method);
    return true;
  }
  context->gate.admit(
      request, response, *gate::rule_of(found.entry->method, found.entry->path), {},
      [context, route = found.entry->route, id = std::string{found.id}, query = std::string{request.query},
       body = std::string{request.body}](const gate::StaffMember& member, Response& answered) {
        route({.context = *context, .member = member, .id = id, .query = query, .body = body}, answered);
      });
  return true;
}

}  // namespace

Handler make_case_router(CaseContext context, Handler rest) {
  return api::before(
      [context = std::make_shared<const CaseContext>(std::move(context))](
          const Request& request, Response& response) { return answer(context, request, response); },
      std::move(rest));
}

std::vector<api::RouteName> case_route_names() { return api::names_of(entries); }

}  // namespace skranke::http::cases
