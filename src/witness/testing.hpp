// For tests: ledgers by hand.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "witness/patterns.hpp"

namespace skranke::witness::testing {

// A statement with what a test does not care about left out.
inline Statement on(base::Day day, std::uint32_t witness, std::uint32_t applicant) {
  return {.day = day, .witness = witness, .applicant = applicant};
}
inline Statement at_centre(Statement statement, std::uint32_t centre) {
  statement.centre = centre;
  return statement;
}
inline Statement before_officer(Statement statement, std::uint32_t officer) {
  statement.officer = officer;
  return statement;
}
inline Statement with_face(Statement statement) {
  statement.face_bound = true;
  return statement;
}
inline Statement professional(Statement statement) {
  statement.professional = true;
  return statement;
}

// The alerts of one rule alone.
inline std::vector<Alert> alerts_of(Rule rule, const std::vector<Statement>& statements,
                                    const PatternRules& rules = {}) {
  std::vector<Alert> alerts = find_patterns(statements, rules);
  std::erase_if(alerts, [&](const Alert& alert) { return alert.rule != rule; });
  return alerts;
}

using Numbers = std::vector<std::uint32_t>;

}  // namespace skranke::witness::testing
