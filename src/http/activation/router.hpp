// Versions of the rules on their way into force, at the officers' origin. "{id}" is ID@VERSION.
//
//   GET  /desk/v1/policies                       every version: its standing, and who did what to it
//   GET  /desk/v1/policies/{id}/difference?lang= what it decides otherwise than the version before it
//   GET  /desk/v1/policies/{id}/cases?after=     a piece of last month's cases, judged by both
//   GET  /desk/v1/policies/{id}/visits?after=    a piece of the visits to come that have a plan, judged by
//   both POST /desk/v1/policies/{id}/proposal         {"sha256"}: 201 POST /desk/v1/policies/{id}/activation
//   by another administrator POST /desk/v1/policies/{id}/withdrawal       before its day
//
// What changes something needs a fresh second factor, and so an account of one's own.
// PRIVACY: of cases counts; ids of those that flip only to a supervisor of the case's centre.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "activation/activation.hpp"
#include "cases/port/case_book.hpp"
#include "counter/look_ahead.hpp"
#include "http/api/route_names.hpp"
#include "http/gate/gate.hpp"
#include "http/server/response.hpp"

namespace skranke::http::activation {

namespace rules = skranke::activation;

// What two versions decide differently.
struct Difference {
  std::string json;                    // as `policy diff` prints it
  std::vector<std::string> sentences;  // the same in words
};

struct ActivationContext {
  const rules::Tools& tools;
  std::mutex& turn;  // one at a time looks at what is kept and tells the catalogue
  skranke::cases::CaseBook& book;
  gate::Gate gate;
  std::function<rules::Moment()> now;
  std::function<base::Day(rules::Moment)> day_of;
  // Of an account; empty: there is none with this id.
  std::function<std::string(const std::string& account_id)> name_of;
  // Problem (invalid_value): there are no texts in this language.
  std::function<base::Result<Difference>(const policy::Edition& before, const policy::Edition& after,
                                         const std::string& language)>
      difference;
  // Visits with a plan that begin on this day or later, whose id comes after `after`; at most `most`.
  std::function<base::Result<std::vector<counter::PlannedVisit>>(base::Day from, const std::string& after,
                                                                 std::int64_t most)>
      visits;
};

// Answers these routes, and leaves every other request to `rest`. What is borrowed outlives the handler.
[[nodiscard]] Handler make_activation_router(ActivationContext context, Handler rest);

[[nodiscard]] std::vector<api::RouteName> activation_route_names();

}  // namespace skranke::http::activation
