// The name that a reader read beside the applicant's. Nothing of it is kept.
#include <utility>

#include "codec/json_writer.hpp"
#include "codec/zone_bodies.hpp"
#include "counter/applicant.hpp"
#include "cpr/zone_name.hpp"
#include "http/api/problems.hpp"
#include "http/cases/routes.hpp"

namespace skranke::http::cases {

void compare_name(const CaseCall& call, Response& response) {
  const auto scanned = codec::read_scanned_name(call.body);
  if (!scanned) return api::write_body_problem(response, scanned.error());
  const auto found = counter::look_at(call.asking());
  if (!found || !*found) return write_answer(call, found, response);
  const auto applicant = counter::read_applicant((*found)->applicant);
  if (!applicant) return api::write_body_problem(response, applicant.error());
  std::optional<cpr::NameMatch> match;
  // In training everybody is nobody.
  if (*applicant && !(*found)->kase.is_training)
    match = cpr::match_read(scanned->format, scanned->surname.reveal(), scanned->given_names.reveal(),
                            (*applicant)->name);
  std::string out;
  out.push_back('{');
  codec::append_optional(out, "answer", match ? cpr::name(match->answer) : std::string_view{});
  out.append("\"rules\":");
  codec::append_list(out, match ? match->rules : std::vector<cpr::NameRule>{},
                     [&](cpr::NameRule rule) { codec::append_json_string(out, cpr::name(rule)); });
  out.append("}\n");
  answer_json(response, 200);
  response.body = std::move(out);
}

}  // namespace skranke::http::cases
