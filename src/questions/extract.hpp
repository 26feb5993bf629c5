// The facts of a person that can answer a question.
//
// One function for every Fact, so that a template is data alone. What the register holds uncertainly, has
// annulled or leaves blank answers nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cpr/person.hpp"
#include "questions/answer.hpp"
#include "questions/policy.hpp"
#include "questions/relations.hpp"
#include "questions/roads.hpp"

namespace skranke::questions {

// One answerable fact.
struct Slot {
  std::uint8_t ordinal = 1;    // from 1, newest first
  std::uint64_t identity = 0;  // of the underlying fact: stays when other facts are added
  std::string answer;          // as a person would write it. PRIVACY: becomes an Expected before it leaves
  bool same_as_birth = false;  // the answer is where the person was born, which documents show
};

// Every slot that the fact has for this person, newest first; at most slots_limit.
[[nodiscard]] std::vector<Slot> extract(Fact fact, const cpr::Person& person, const Relations& relations,
                                        const Roads& roads);

// Only facts that stand in the person's own record; what a relative's record would tell is left out.
[[nodiscard]] inline std::vector<Slot> extract(Fact fact, const cpr::Person& person, const Roads& roads) {
  return extract(fact, person, Relations{}, roads);
}

// The first year of the range of three years that a year is in.
inline constexpr std::int32_t years_in_range = 3;
[[nodiscard]] constexpr std::int32_t range_of(std::int32_t year) { return year - year % years_in_range; }

}  // namespace skranke::questions
