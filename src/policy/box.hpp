// Products of allowed values, one set a fact: the form in which a requirement is compiled.
#pragma once

#include <optional>
#include <vector>

#include "policy/program.hpp"
#include "policy/tree.hpp"

namespace skranke::policy {

// The box of a requirement, for any kind.
[[nodiscard]] Box box_of(const Requirement& require);

// The documents in both; empty where there can be none.
[[nodiscard]] std::optional<Box> intersect(const Box& first, const Box& second);

// The same documents in fewer boxes: boxes that differ in the values of one fact only become one.
[[nodiscard]] std::vector<Box> merge(std::vector<Box> boxes);

// Whether a box asks for something of a fact.
[[nodiscard]] bool restricts(const Box& box, proofing::Fact fact);

[[nodiscard]] inline bool allows_issuer(const Box& box, base::Country issuer) {
  return box.issuers.empty() || box.issuers[issuer];
}

// Whether a document with these known facts can be in the box. Dated facts other than a window and an
// income year: `expired` says that the document is known to have expired before the visit.
[[nodiscard]] bool can_be_in(const Box& box, const proofing::Document& document, bool expired);

}  // namespace skranke::policy
