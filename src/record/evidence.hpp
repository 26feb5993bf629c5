// The evidence of an accepted case, and the assurance process that points into it.
#pragma once

#include "record/case_facts.hpp"
#include "record/json.hpp"

namespace skranke::record {

// The member "verification" of verified_claims: every check of its evidence has an id, and every id that its
// assurance process names is one of them.
[[nodiscard]] json::object verification_of(const CaseFacts& facts);

}  // namespace skranke::record
