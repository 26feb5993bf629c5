// The policies that this program knows, each a series of versions in time.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
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

// Whether a version may decide. A program without a database has nobody to ask: there every version counts.
enum class Standing : std::uint8_t {
  counts,
  held,     // nobody has activated it: as if it were not there, but for whoever names it
  altered,  // activated once, and its text is another since: on its days nothing decides, least of all an
            // older version in its place
};

// Immutable after loading but for the standing of versions, so any number of threads may use it.
class Catalogue {
 public:
  // Adds a version, which counts. Problem (invalid_policy) if the same version or effective day is there
  // already.
  [[nodiscard]] base::Result<const Edition*> add(Edition edition);

  // The version of `id` in force on `day`. Problems: unknown_policy; no_version_in_force, also where nobody
  // knows which of several was, and where the one that would be is altered.
  [[nodiscard]] base::Result<const Edition*> in_force(std::string_view id, base::Day day) const;

  // A named version, whatever its standing. Problems: unknown_policy, unknown_version.
  [[nodiscard]] base::Result<const Edition*> version(std::string_view id, std::string_view version) const;

  // All versions, by id, then by effective day.
  [[nodiscard]] std::span<const std::unique_ptr<const Edition>> all() const { return editions_; }

  // Of an edition of this catalogue. Whoever looks meanwhile sees the one standing or the other.
  void set_standing(const Edition& edition, Standing standing);
  [[nodiscard]] Standing standing(const Edition& edition) const;

 private:
  [[nodiscard]] std::size_t place_of(const Edition& edition) const;

  std::vector<std::unique_ptr<const Edition>> editions_;
  std::vector<std::unique_ptr<std::atomic<Standing>>> standings_;  // of each, in the same order
};

}  // namespace skranke::policy
