// Products of allowed values, one set a fact: the form in which a requirement is compiled.
#pragma once

#include <optional>
#include <vector>

#include "policy/program.hpp"
#include "policy/tree.hpp"

namespace skranke::policy {

// The box of a requirement, for any kind.
[[nodiscard]] Box box_of(const Requirement& require);

// The box of what is asked of the applicant, who is of the kind `kind`.
[[nodiscard]] Box box_of(const OfApplicant& applicant, std::uint8_t kind);

// The documents in both; empty where there can be none.
[[nodiscard]] std::optional<Box> intersect(const Box& first, const Box& second);

// The same documents in fewer boxes: boxes that differ in the values of one fact only become one.
[[nodiscard]] std::vector<Box> merge(std::vector<Box> boxes);

// Whether a box asks for something of a fact.
[[nodiscard]] bool restricts(const Box& box, proofing::Fact fact);

[[nodiscard]] inline bool allows_issuer(const Box& box, base::Country issuer) {
  return box.issuers.empty() || box.issuers[issuer];
}

}  // namespace skranke::policy
