// Who may do what at the officers' origin: one row a route, and no row is no. The rest of the program reads
// this table and nothing else; docs/roles.md is made from it, and tests/http/roles.test.ts asks every cell of
// the running server.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "http/server/request.hpp"
#include "staff/port/roles.hpp"

namespace skranke::http::gate {

enum class Who : std::uint8_t {
  anybody,      // without a session too
  own_session,  // everybody about their own session, whatever their roles
  roles,        // who has one of the roles
};

// The centre at which the role is asked for.
enum class Where : std::uint8_t {
  own,     // at which they work now; what the request names has to be of it
  path,    // "{id}" of the path
  query,   // "?centre="
  body,    // "centre" of the body: the route asks is_at() itself
  record,  // that of what the path names: the route asks is_at() itself
  any,     // none: the role at any centre is enough
};

struct Rule {
  Method method;
  std::string_view path;  // as in the router's own table
  Who who = Who::roles;
  staff::Roles roles = {};
  Where where = Where::own;
  bool for_devices = false;    // a screen in the waiting room may too
  bool takes_picture = false;  // the body is a PNG or a JPEG file, and no JSON
};

namespace detail {
using enum staff::Role;
using enum Method;
using staff::Roles;
inline constexpr Roles counter = officer | second_officer;
inline constexpr Roles counter_and_lead = counter | supervisor;
inline constexpr Roles day = counter_and_lead | administrator;
inline constexpr Roles oversight = supervisor | administrator | auditor;

constexpr Rule open_to_all(Method method, std::string_view path) {
  return {.method = method, .path = path, .who = Who::anybody, .where = Where::any};
}
constexpr Rule own(Method method, std::string_view path) {
  return {.method = method, .path = path, .who = Who::own_session, .where = Where::any};
}
}  // namespace detail

inline constexpr auto rules = [] {
  using namespace detail;
  return std::array{
      // Signing in, and one's own session.
      open_to_all(post, "/desk/v1/session"),
      open_to_all(get, "/desk/v1/session"),
      open_to_all(get, "/desk/v1/login"),
      open_to_all(get, "/desk/v1/login/callback"),
      open_to_all(post, "/desk/v1/enrolment/offer"),
      open_to_all(post, "/desk/v1/enrolment"),
      open_to_all(get, "/desk/v1/openapi.json"),
      own(post, "/desk/v1/session/second-factor"),
      own(post, "/desk/v1/session/challenge"),
      own(post, "/desk/v1/session/unlock"),
      own(post, "/desk/v1/session/step-up"),
      own(post, "/desk/v1/session/lock"),
      own(post, "/desk/v1/session/activity"),
      own(post, "/desk/v1/session/centre"),
      own(post, "/desk/v1/session/end"),
      // People who work here.
      Rule{get, "/desk/v1/staff", Who::roles, administrator, Where::any},
      Rule{post, "/desk/v1/staff", Who::roles, administrator, Where::any},
      Rule{post, "/desk/v1/staff/{id}", Who::roles, administrator, Where::any},
      Rule{post, "/desk/v1/staff/{id}/invitation", Who::roles, administrator, Where::any},
      Rule{get, "/desk/v1/staff-events", Who::roles, administrator | auditor, Where::any},
      // Witnesses.
      Rule{post, "/desk/v1/witness/approvals", Who::roles, officer},
      Rule{get, "/desk/v1/witness/approvals/{id}", Who::roles, officer},
      Rule{post, "/desk/v1/witness/statements", Who::roles, officer},
      Rule{post, "/desk/v1/witness/statements/{id}/withdrawal", Who::roles, counter_and_lead},
      Rule{post, "/desk/v1/witness/statements/{id}/withdrawal/agree", Who::roles, counter_and_lead},
      Rule{get, "/desk/v1/witness/disputes", Who::roles, counter | oversight, Where::any},
      Rule{post, "/desk/v1/witness/statements/{id}/dispute/settlement", Who::roles, administrator,
           Where::any},
      Rule{get, "/desk/v1/witness-patterns", Who::roles, oversight, Where::any},
      // Organisations of professional witnesses.
      Rule{post, "/desk/v1/organisations", Who::roles, administrator, Where::any},
      Rule{post, "/desk/v1/organisations/{id}/suspension", Who::roles, administrator, Where::any},
      Rule{post, "/desk/v1/organisations/{id}/members", Who::roles, administrator, Where::any},
      Rule{post, "/desk/v1/organisations/{id}/members/suspension", Who::roles, administrator, Where::any},
      // Register questions.
      Rule{post, "/desk/v1/questions/feasible", Who::roles, officer},
      Rule{post, "/desk/v1/questions/sessions", Who::roles, officer},
      Rule{post, "/desk/v1/questions/sessions/{id}/answers", Who::roles, officer},
      Rule{post, "/desk/v1/questions/sessions/{id}/conclusion", Who::roles, officer},
      // Cases at the counter.
      Rule{get, "/desk/v1/cases", Who::roles, counter_and_lead, Where::query},
      Rule{post, "/desk/v1/cases", Who::roles, officer},
      Rule{get, "/desk/v1/cases/{id}", Who::roles, counter_and_lead},
      Rule{post, "/desk/v1/cases/{id}/applicant", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/names", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/documents", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/looks", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/look-answers", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/face", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/questions", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/question-answers", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/question-conclusion", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/witness", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/vouching", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/second-look", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/second-look-answer", Who::roles, second_officer},
      Rule{post, "/desk/v1/cases/{id}/decision", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/pause", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/resume", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/end", Who::roles, officer},
      Rule{post, "/desk/v1/cases/{id}/flag", Who::roles, counter},
      Rule{get, "/desk/v1/cases/{id}/letter", Who::roles, counter_and_lead},
      Rule{get, "/desk/v1/cases/{id}/receipt", Who::roles, counter_and_lead},
      Rule{get, "/desk/v1/cases/{id}/record", Who::roles, counter_and_lead | auditor},
      Rule{get, "/desk/v1/second-looks", Who::roles, second_officer},
      Rule{get, "/desk/v1/case-figures", Who::roles, supervisor | auditor, Where::query},
      Rule{get, "/desk/v1/case-flags", Who::roles, supervisor},
      Rule{get, "/desk/v1/samples", Who::roles, supervisor},
      Rule{post, "/desk/v1/samples/{id}", Who::roles, supervisor},
      Rule{get, "/desk/v1/case-orders", Who::roles, supervisor | administrator},
      Rule{post, "/desk/v1/case-orders", Who::roles, supervisor | administrator},
      Rule{post, "/desk/v1/case-orders/{id}/agreement", Who::roles, supervisor | administrator},
      // Versions of the rules on their way into force.
      Rule{get, "/desk/v1/policies", Who::roles, oversight, Where::any},
      Rule{get, "/desk/v1/policies/{id}/difference", Who::roles, oversight, Where::any},
      Rule{get, "/desk/v1/policies/{id}/cases", Who::roles, oversight, Where::any},
      Rule{get, "/desk/v1/policies/{id}/visits", Who::roles, oversight, Where::any},
      Rule{post, "/desk/v1/policies/{id}/proposal", Who::roles, administrator, Where::any},
      Rule{post, "/desk/v1/policies/{id}/activation", Who::roles, administrator, Where::any},
      Rule{post, "/desk/v1/policies/{id}/withdrawal", Who::roles, administrator, Where::any},
      // Documents that are scanned.
      Rule{post, "/desk/v1/zones", Who::roles, counter},
      Rule{post, "/desk/v1/zones/image", Who::roles, counter, Where::own, false, true},
      Rule{post, "/desk/v1/stripes", Who::roles, counter},
      // The centre's side.
      Rule{get, "/desk/v1/centres/{id}/calendar", Who::roles, day, Where::path},
      Rule{get, "/desk/v1/centres/{id}/hours", Who::roles, day, Where::path},
      Rule{post, "/desk/v1/centres/{id}/hours", Who::roles, administrator, Where::path},
      Rule{post, "/desk/v1/centres/{id}/exceptions", Who::roles, administrator, Where::path},
      Rule{post, "/desk/v1/centres/{id}/exceptions/{day}/removal", Who::roles, administrator, Where::path},
      Rule{post, "/desk/v1/centres/{id}/closures", Who::roles, day, Where::path},
      Rule{post, "/desk/v1/centres/{id}/closures/{closure}/removal", Who::roles, day, Where::path},
      Rule{get, "/desk/v1/centres/{id}/figures", Who::roles, day | auditor, Where::path},
      Rule{get, "/desk/v1/centres/{id}/figures.csv", Who::roles, day | auditor, Where::path},
      // The queue of the day.
      Rule{post, "/desk/v1/queue/arrivals", Who::roles, day, Where::body, true},
      Rule{post, "/desk/v1/queue/tickets", Who::roles, day, Where::body, true},
      Rule{get, "/desk/v1/queue", Who::roles, day, Where::query},
      Rule{get, "/desk/v1/queue/events", Who::roles, day, Where::query},
      Rule{post, "/desk/v1/queue/next", Who::roles, day, Where::body},
      Rule{post, "/desk/v1/queue/tickets/{id}/again", Who::roles, day, Where::record},
      Rule{post, "/desk/v1/queue/tickets/{id}/serve", Who::roles, day, Where::record},
      Rule{post, "/desk/v1/queue/tickets/{id}/away", Who::roles, day, Where::record},
      Rule{post, "/desk/v1/queue/tickets/{id}/back", Who::roles, day, Where::record},
      Rule{post, "/desk/v1/queue/tickets/{id}/transfer", Who::roles, day, Where::record},
      Rule{post, "/desk/v1/queue/tickets/{id}/done", Who::roles, day, Where::record},
      Rule{post, "/desk/v1/queue/tickets/{id}/left", Who::roles, day, Where::record},
      Rule{post, "/desk/v1/queue/tickets/{id}/undo", Who::roles, day, Where::record},
  };
}();

// Null: no row, and so nobody may.
[[nodiscard]] constexpr const Rule* rule_of(Method method, std::string_view path) {
  const auto found = std::ranges::find_if(
      rules, [&](const Rule& rule) { return rule.method == method && rule.path == path; });
  return found == rules.end() ? nullptr : &*found;
}

// For a router, at compile time: each of its entries (with `method` and `path`) has a row. Without the
// pointer of rule_of, which g++ 12 with the sanitizers does not take for a constant.
template <class Entries>
[[nodiscard]] constexpr bool have_rules(const Entries& entries) {
  return std::ranges::all_of(entries, [](const auto& entry) {
    return std::ranges::any_of(
        rules, [&](const Rule& rule) { return rule.method == entry.method && rule.path == entry.path; });
  });
}

}  // namespace skranke::http::gate
