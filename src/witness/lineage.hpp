// How far somebody's identity is from a face that was compared with a picture.
//
// Who was never vouched for, or whose own documents carried a picture, is at depth 0. Everybody else is one
// deeper than the witness was on that day: a MitID obtained by a chain of witnesses can vouch 31 days later
// (W3), so that a single bad seed triples every month. From a depth that the policy sets, a second officer is
// required; from a greater one there is an alert.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "witness/statement.hpp"

namespace skranke::witness {

// The applicant's depth after `statement`, whose witness was at `witness_depth`. A professional witness
// counts as depth 0: an organisation answers for who they are.
[[nodiscard]] constexpr std::uint32_t depth_after(const Statement& statement, std::uint32_t witness_depth) {
  if (statement.face_bound) return 0;
  if (statement.professional || witness_depth == std::numeric_limits<std::uint32_t>::max()) return 1;
  return witness_depth + 1;
}

inline constexpr std::uint32_t no_statement = std::numeric_limits<std::uint32_t>::max();

struct LineageStep {
  std::uint32_t depth = 0;              // the applicant's, after this statement
  std::uint32_t before = no_statement;  // what gave the witness their depth, unless that was 0
};

// One step a statement, in the same order. A person's latest statement counts, since it is behind the MitID
// that they have: earlier days come first, and within a day the order of `statements`. n log n.
[[nodiscard]] std::vector<LineageStep> lineage(std::span<const Statement> statements);

// The depth of one person after all `statements`, for when they are about to vouch.
[[nodiscard]] std::uint32_t lineage_depth(std::span<const Statement> statements, std::uint32_t person);

}  // namespace skranke::witness
