// A plan from its text (docs/plan-format.md): what somebody means to bring, without anything personal.
//
// Strict, as the pages' own reader is: a text that is not a plan in every part is a Problem, never a guess.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"

namespace skranke::codec {

inline constexpr std::size_t plan_bytes_max = 4096;

struct PlannedDocument {
  std::string kind;
  std::string facts;  // as members of a case's document, each with a comma before it: `,"issuer":"SE"`
};

struct Plan {
  std::string policy;
  base::Day day = 0;
  std::string place;
  std::vector<PlannedDocument> documents;
};

// Whether kinds, countries and places exist is for the policy to say, when the case is checked.
[[nodiscard]] base::Result<Plan> read_plan(std::string_view text);

// The case that `skranke check` takes, for this plan on another day, and at another place; an empty place is
// the policy's usual one.
[[nodiscard]] std::string case_of(const Plan& plan, base::Day day, std::string_view place);

}  // namespace skranke::codec
