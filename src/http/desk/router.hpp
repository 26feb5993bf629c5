// The officers' API, on an origin of its own: nothing here is reachable from the citizens' pages.
//
//   POST /desk/v1/witness/approvals                        begin an approval: 201
//   GET  /desk/v1/witness/approvals/{id}                   how far it is
//   POST /desk/v1/witness/statements                       vouch: 201, or 409 and why not
//   POST /desk/v1/witness/statements/{id}/withdrawal       ask for a withdrawal: 201
//   POST /desk/v1/witness/statements/{id}/withdrawal/agree the second officer agrees: 200
//   GET  /desk/v1/witness/disputes                         what somebody says was not them
//   POST /desk/v1/witness/statements/{id}/dispute/settlement  it was looked into (administrators)
//   POST /desk/v1/organisations                            register one (administrators)
//   POST /desk/v1/organisations/{id}/suspension            from a day on
//   POST /desk/v1/organisations/{id}/members               register a person by number
//   POST /desk/v1/organisations/{id}/members/suspension    from a day on
//   GET  /desk/v1/witness-patterns                         alerts, as JSON lines
//   POST /desk/v1/questions/feasible                       whether register questions can work: yes or no
//   POST /desk/v1/questions/sessions                       draw them: 201; or "witness-needed", "locked"
//   POST /desk/v1/questions/sessions/{id}/answers          record an answer
//   POST /desk/v1/questions/sessions/{id}/conclusion       the one outcome
//   POST /desk/v1/zones                                    what a machine-readable zone says; nothing is kept
//   POST /desk/v1/zones/image                              the same of a picture, PNG or JPEG
//   POST /desk/v1/stripes                                  what a health card's stripe says; nothing is kept
//   GET  /desk/v1/openapi.json                             what this API is, for anybody
//
// Every other request is let in by the gate (http/gate), or answered by it; docs/roles.md says who may what.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "desk/port/question_verifier.hpp"
#include "desk/witnessing.hpp"
#include "http/api/router.hpp"
#include "http/gate/gate.hpp"
#include "http/server/response.hpp"
#include "policy/catalogue.hpp"

namespace skranke::http::desk {

using LookUpNote =
    std::function<base::Result<void>(const skranke::desk::QuestionCase&, const skranke::desk::Officer&)>;

struct DeskContext {
  const policy::Catalogue& catalogue;
  const skranke::desk::WitnessTools& tools;
  skranke::desk::QuestionVerifier* verifier = nullptr;  // none: no questions are asked
  gate::Gate gate;
  api::Clock today;
  std::function<skranke::desk::Moment()> now;
  // The alerts over the whole ledger, as JSON lines.
  std::function<base::Result<std::string>()> patterns;
  // Notes that the register is about to be asked about somebody, in their own list.
  LookUpNote note_look_up;
};

// Answers these routes, and leaves every path outside /desk/ (the pages and what they ask) to `rest`. What is
// borrowed outlives the handler.
[[nodiscard]] Handler make_desk_router(DeskContext context, Handler rest);

[[nodiscard]] std::vector<api::RouteName> desk_route_names();

}  // namespace skranke::http::desk
