// Why a document serves in no line.
#pragma once

#include "policy/program.hpp"
#include "proofing/evidence.hpp"

namespace skranke::policy {

// The reasons that hold in every completion, for a document that serves nothing in any.
//
// A condition on every document gives its reason where it fails. A line's own fact gives its reason where
// every line of the kind that takes the issuer fails on that fact alone; where no line of the kind takes the
// issuer, the document is not listed, and what every line of the kind would refuse is told too.
[[nodiscard]] Reasons certain_reasons(const Program& program, const proofing::Document& document,
                                      base::Day visit, std::uint8_t place);

}  // namespace skranke::policy
