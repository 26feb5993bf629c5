// What citizens ask about witnesses at their own origin, before the pages and the rest of the API.
//
//   GET  /api/v1/witness/approvals/{id}        what a witness declares, and where they approve it
//   GET  /api/v1/witness/callback              where the broker sends the browser back to: 303 to a page
//   GET  /api/v1/organisations                 professional witnesses and how to reach them (W7)
//   GET  /api/v1/me/sign-in?lang=&for=         303 to the broker; for=questions to learn about those
//   GET  /api/v1/me/questions                  whether register questions can work, as asked at the login
//   GET  /api/v1/me/vouchings                  every statement in one's name; 401 without a session
//   POST /api/v1/me/vouchings/{id}/dispute     "that was not me"
//   POST /api/v1/me/sign-out
//
// Requests that change something are taken from our own pages only: a browser says where they come from
// (Sec-Fetch-Site), and the cookie is not sent along from elsewhere (SameSite).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "desk/citizen.hpp"
#include "desk/witnessing.hpp"
#include "http/api/router.hpp"
#include "http/server/response.hpp"
#include "policy/catalogue.hpp"

namespace skranke::http::desk {

struct CitizenContext {
  const policy::Catalogue& catalogue;
  const skranke::desk::WitnessTools& tools;
  skranke::desk::CitizenSessions& sessions;
  skranke::desk::QuestionVerifier* verifier = nullptr;  // none: no questions are asked here
  std::map<std::string, std::string> sign_in_texts;     // by language: what the app shows
  std::map<std::string, std::string> questions_texts;   // the same, of who asks about questions
  bool is_secure = false;                               // reached over TLS only: cookies say so
  api::Clock today;
  std::function<skranke::desk::Moment()> now;
};

// Answers these routes, and leaves every other request to `rest`. What is borrowed outlives the handler.
[[nodiscard]] Handler make_citizen_router(CitizenContext context, Handler rest);

[[nodiscard]] std::vector<api::RouteName> citizen_route_names();

}  // namespace skranke::http::desk
