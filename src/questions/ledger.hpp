// What a person's register questions have cost so far, for life.
//
// A value: the caller stores it under the person's internal id, so that it is the same at every centre, for
// every officer and in every year, and outlives a change of the CPR number.
// INVARIANT: `score` is never above 0 and never rises. A session's losses are carried; its gains are not, or
// else the true person's right answers would be an impostor's head start. SPEC: docs/questions.md, "The
// bound".
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "questions/weight.hpp"

namespace skranke::questions {

using Minutes = std::int64_t;  // since 1970-01-01, UTC

struct Ledger {
  Bits score = 0;                     // log2 S at the start of the next session
  std::vector<std::uint64_t> asked;   // keys of questions
  std::vector<std::uint64_t> topics;  // keys of topics, spent with them
  std::int32_t sessions = 0;          // begun
  std::int32_t failures = 0;          // sessions that did not pass; a begun one counts until it has passed
  std::optional<Minutes> locked_until;
  friend bool operator==(const Ledger&, const Ledger&) = default;
};

}  // namespace skranke::questions
