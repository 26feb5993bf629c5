// Whether the name that a reader read is the applicant's name in the register.
#pragma once

#include <optional>

#include "codec/zone_bodies.hpp"
#include "counter/applicant.hpp"
#include "cpr/name_match.hpp"

namespace skranke::counter {

// Under the rules of docs/cpr.md, for the officer to see who decides. Empty: one of the two has no name.
// SPEC: clause G3.
[[nodiscard]] std::optional<cpr::NameMatch> match(const codec::ScannedName& scanned,
                                                  const ApplicantDetails& applicant);

}  // namespace skranke::counter
