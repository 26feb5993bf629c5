// Deciding under a version of which something may not be known.
#pragma once

#include "base/result.hpp"
#include "policy/catalogue.hpp"
#include "policy/verdict.hpp"
#include "proofing/evidence.hpp"

namespace skranke::policy {

// The verdict of decide(), where it is the same whatever the unknown parts of the version say. Problem
// (unknown_version): it isn't, and nothing is guessed.
[[nodiscard]] base::Result<Verdict> answer(const Edition& edition, const proofing::Evidence& evidence);

// The same problem, for whoever else meets it.
[[nodiscard]] base::Problem not_known(const Edition& edition);

}  // namespace skranke::policy
