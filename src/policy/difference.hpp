// Whom a change of the rules shuts out or lets in: the smallest sets of documents that two programs decide
// differently.
#pragma once

#include <cstddef>
#include <vector>

#include "policy/space.hpp"

namespace skranke::policy {

// One document of a set: any of these classes, which both programs take as the same.
using AnyOf = std::vector<DocumentClass>;

struct Difference {
  std::vector<std::size_t> places;  // indexes into Space::places
  std::vector<AnyOf> documents;
  AnyOf applicant;  // one class, of those whom it concerns; empty where it concerns everybody
  bool is_accepted_before = false;
  bool is_accepted_after = false;
};

// Every set of fully known documents that the space's two programs decide differently and no part of which
// they do: smallest first. Every set that differs has one of these in it, and a set with unknown facts
// differs only where one of its completions does.
[[nodiscard]] std::vector<Difference> differences(const Space& space);

// Whether there is any, without telling them.
[[nodiscard]] bool decide_alike(const Program& first, const Program& second);

}  // namespace skranke::policy
