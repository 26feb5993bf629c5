// Deciding evidence under a program, with the whole explanation.
#pragma once

#include "policy/program.hpp"
#include "policy/verdict.hpp"
#include "proofing/evidence.hpp"

namespace skranke::policy {

// Decides `evidence` under `program`. Always answers; reads no clock, does no I/O and allocates nothing.
// Facts that nobody stated are unknown, never false. Exact: an outcome is accepted (rejected) if and only
// if it would be whatever the unknown facts turn out to be. SPEC: clauses.md, "Facts that are not known".
// Kinds and places must be the program's; at most limits::documents_per_case_max documents.
[[nodiscard]] Verdict decide(const Program& program, const proofing::Evidence& evidence);

}  // namespace skranke::policy
