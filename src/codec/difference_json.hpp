// What two versions of a policy decide differently, as JSON (`policy diff`; docs/policy.md describes it).
#pragma once

#include <string>
#include <vector>

#include "policy/difference.hpp"
#include "witness/difference.hpp"

namespace skranke::codec {

// An array, "[]" where there is none: an object for each set of documents, for the rules for witnesses where
// one version alone has any, for each witness, and for each set of a witness's documents.
[[nodiscard]] std::string differences_json(const policy::Space& space,
                                           const std::vector<policy::Difference>& documents,
                                           const witness::Differences& witnesses);

}  // namespace skranke::codec
