// The name that a reader read beside the applicant's. Nothing of it is kept.
#include "codec/json_writer.hpp"
#include "codec/zone_bodies.hpp"
#include "counter/scanned_name.hpp"
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
  // In training everybody is nobody.
  const auto match =
      *applicant && !(*found)->kase.is_training ? counter::match(*scanned, **applicant) : std::nullopt;
  answer_json(response, 200);
  response.body = "{\"answer\":";
  if (match)
    codec::append_json_string(response.body, cpr::name(match->answer));
  else
    response.body.append("null");
  response.body.append(",\"rules\":[");
  for (std::size_t at = 0; match && at < match->rules.size(); ++at) {
    if (at > 0) response.body.push_back(',');
    codec::append_json_string(response.body, cpr::name(match->rules[at]));
  }
  response.body.append("]}\n");
}

}  // namespace skranke::http::cases
