// The fact to ask for next, so that the fewest questions are needed.
#pragma once

#include <cstddef>
#include <optional>

#include "policy/program.hpp"
#include "policy/verdict.hpp"
#include "proofing/evidence.hpp"

namespace skranke::policy {

struct Question {
  std::size_t document;
  proofing::Fact fact;
  friend bool operator==(const Question&, const Question&) = default;
};

// One of the verdict's open facts, or nothing where none is open. SPEC: clauses.md, "A fact that can't
// change the answer is never asked for".
[[nodiscard]] std::optional<Question> next_question(const Program& program,
                                                    const proofing::Evidence& evidence,
                                                    const Verdict& verdict);

}  // namespace skranke::policy
