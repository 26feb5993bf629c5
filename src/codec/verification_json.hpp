// What `policy verify` found, as JSON (docs/policy.md describes it).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "policy/verify.hpp"

namespace skranke::codec {

// A text that a language lacks.
struct MissingText {
  std::string key;
  std::string language;
};

// Whether a policy is sound: everything in it can be reached, told, and goes back to a clause that has a
// rule.
[[nodiscard]] bool is_sound(const policy::Verification& found, const std::vector<MissingText>& missing);

[[nodiscard]] std::string verification_json(const policy::Edition& edition, const std::string& sha256,
                                            const policy::Verification& found,
                                            const std::vector<MissingText>& missing);

// Of a policy that has no edition, because these are all that is wrong with it: what can never be met.
[[nodiscard]] std::string unreachable_json(const std::vector<base::Finding>& findings);

}  // namespace skranke::codec
