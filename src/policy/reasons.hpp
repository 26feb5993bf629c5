// Why a document serves in no line.
#pragma once

#include "policy/judge.hpp"
#include "policy/program.hpp"
#include "proofing/evidence.hpp"

namespace skranke::policy {

// The reasons of the dated facts that lines ask for: too old, not yet issued, of the wrong year.
[[nodiscard]] Reasons clock_reasons(const Program& program, const proofing::Document& document, Clock& clock,
                                    std::uint8_t place);

// The reasons that hold in every completion, for a document that serves nothing in any; but for those of
// clocks, where the cell has one.
//
// A condition on every document gives its reason where it fails. A line's own fact gives its reason where
// every line of the kind that takes the issuer fails on that fact alone; where no line of the kind takes the
// issuer, the document is not listed, and what every line of the kind would refuse is told too.
[[nodiscard]] inline Reasons certain_reasons(const Program& program, const proofing::Document& document,
                                             base::Day visit, const Cell& cell) {
  Reasons reasons = cell.by_form[static_cast<std::size_t>(document.form)];
  reasons |= program.field_reasons[document.flags & cell.failing_flags];
  reasons |= expires_class(document, visit) == 2 ? program.expires_reasons : Reasons{0};
  return reasons;
}

}  // namespace skranke::policy
