// What would be enough: the further lines that would turn a case into an accepted one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "policy/program.hpp"
#include "policy/verdict.hpp"
#include "proofing/evidence.hpp"

namespace skranke::policy {

// A set of further lines, in the source's order. A line stands for a good document of that line with
// everything on it that a list asks of at least one document.
struct Advice {
  std::vector<std::uint8_t> lines;  // indexes into the program's lines, rising
  friend bool operator==(const Advice&, const Advice&) = default;
};

// Each minimal set of lines that would make `evidence` accepted at its place whatever the unknown facts
// turn out to be; fewest lines first, then lexicographically; at most `sets_max`. Empty when it is
// accepted already. SPEC: contract, `advice`. Clears `out` first and reuses its memory.
void advise(const Program& program, const proofing::Evidence& evidence, const Verdict& verdict,
            std::size_t sets_max, std::vector<Advice>& out);

}  // namespace skranke::policy
