// What was done in somebody's own name, at the citizens' origin, once they have signed in with MitID.
//
//   GET  /api/v1/me/look-ups            who looked them up in the register: when, at which centre, why
//   GET  /api/v1/me/cases               the cases about them
//   POST /api/v1/me/cases/{id}/dispute  "that was not me": nothing more is accepted in their name
//   GET  /api/v1/me/cases/{id}/proof    that its record is in the log of all changes (docs/log.md)
//   GET  /api/v1/me/wish                whether somebody may be accepted in their name at a counter
//   POST /api/v1/me/wish                {"wish": "allowed" | "delayed" | "forbidden"}
//   GET  /api/v1/me/everything          all of it as one file, with the signed records of the cases
//
// PRIVACY: of a case its centre, purpose and outcome; its record, which names officers by ids and a witness
// not at all, goes to whom it is about.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cases/port/case_book.hpp"
#include "http/api/route_names.hpp"
#include "http/desk/citizen_router.hpp"
#include "http/server/response.hpp"

namespace skranke::http::cases {

struct OwnContext {
  skranke::cases::CaseBook& book;
  desk::CitizenContext citizens;
  // The proof of a case's record, as JSON; empty: there is no record, or the log does not have it yet.
  std::function<base::Result<std::optional<std::string>>(const std::string& case_id)> prove;
};

// Answers these routes, and leaves every other request to `rest`. What is borrowed outlives the handler.
[[nodiscard]] Handler make_own_router(OwnContext context, Handler rest);

[[nodiscard]] std::vector<api::RouteName> own_route_names();

}  // namespace skranke::http::cases
