// Signing in at the officers' origin, one's own session, and the people who work here.
//
//   POST /desk/v1/session                  name and password: a half session
//   GET  /desk/v1/session                  who one is, and how long still; or "none"
//   POST /desk/v1/session/second-factor    it is open, under a new secret
//   POST /desk/v1/session/challenge        for a passkey
//   POST /desk/v1/session/lock             on demand; …/unlock by password or second factor
//   POST /desk/v1/session/step-up          the second factor once more
//   POST /desk/v1/session/activity         somebody is at work at the page
//   POST /desk/v1/session/centre           at another of one's centres from now on
//   POST /desk/v1/session/end              this one, or all of one's own
//   GET  /desk/v1/login?lang=              303 to the broker of MitID Erhverv
//   GET  /desk/v1/login/callback           back from it: 303 to the page to sign in at
//   POST /desk/v1/enrolment/offer          what an invitation offers
//   POST /desk/v1/enrolment                password and second factor: 201, with recovery codes
//   GET  /desk/v1/staff                    people (administrators, as everything below)
//   POST /desk/v1/staff                    add and invite: 201
//   POST /desk/v1/staff/{id}               change: needs a fresh second factor
//   POST /desk/v1/staff/{id}/invitation    invite again: 201
//   GET  /desk/v1/staff-events             what was done to whom (auditors too)
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "desk/port/identity_broker.hpp"
#include "http/api/route_names.hpp"
#include "http/gate/gate.hpp"
#include "http/server/response.hpp"
#include "staff/sessions.hpp"

namespace skranke::http::staff {

struct StaffContext {
  const skranke::staff::Tools& tools;
  gate::Gate gate;
  std::vector<std::string> trusted_proxies;  // whose X-Forwarded-For is believed
  std::function<bool(std::string_view)> is_centre;
  skranke::desk::IdentityBroker* broker = nullptr;  // of MitID Erhverv; none: name and password alone
  std::map<std::string, std::string> login_texts;   // by language: what its app shows
  std::function<std::string()> url;                 // of the desk, before the path of a page
  std::function<skranke::staff::Moment()> now;
};

// Answers these routes, and leaves every other request to `rest`. What is borrowed outlives the handler.
[[nodiscard]] Handler make_staff_router(StaffContext context, Handler rest);

[[nodiscard]] std::vector<api::RouteName> staff_route_names();

}  // namespace skranke::http::staff
