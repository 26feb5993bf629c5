// The policies that this program knows, each a series of versions in time.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "policy/program.hpp"
#include "policy/tree.hpp"

namespace skranke::policy {

// One version: what its author wrote, and what it was compiled to.
struct Edition {
  Tree tree;
  Program program;
  // Decides whether some combination that `program` accepts carries a picture; only where a witness has to
  // show one.
  std::optional<Program> with_picture;
  // Of a version of which something is not known: `program` is what it accepted for certain, and this what it
  // can have accepted at the most. Empty where all is known.
  std::shared_ptr<const Edition> at_most;
};

// Immutable after loading, so any number of threads may read it.
class Catalogue {
 public:
  // Adds a version. Problem (invalid_policy) if the same version or effective day is there already.
  [[nodiscard]] base::Result<const Edition*> add(Edition edition);

  // The version of `id` in force on `day`. Problems: unknown_policy; no_version_in_force, also where nobody
  // knows which of several was.
  [[nodiscard]] base::Result<const Edition*> in_force(std::string_view id, base::Day day) const;

  // A named version. Problems: unknown_policy, unknown_version.
  [[nodiscard]] base::Result<const Edition*> version(std::string_view id, std::string_view version) const;

  // All versions, by id, then by effective day.
  [[nodiscard]] std::span<const std::unique_ptr<const Edition>> all() const { return editions_; }

 private:
  std::vector<std::unique_ptr<const Edition>> editions_;
};

}  // namespace skranke::policy
