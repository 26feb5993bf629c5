// What would be enough: the further lines that would turn a case into an accepted one.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/limits.hpp"
#include "policy/program.hpp"
#include "policy/verdict.hpp"
#include "proofing/evidence.hpp"

namespace skranke::policy {

// A set of further lines: indexes into the program's lines, rising. A line stands for a good document of
// that line, with everything on it that a list asks of at least one document.
struct Advice {
  std::uint8_t count = 0;
  std::array<std::uint8_t, base::limits::combination_documents_max> lines{};

  [[nodiscard]] const std::uint8_t* begin() const { return lines.data(); }
  [[nodiscard]] const std::uint8_t* end() const { return lines.data() + count; }
  [[nodiscard]] std::size_t size() const { return count; }
  [[nodiscard]] bool contains(const Advice& other) const { return std::ranges::includes(*this, other); }
  friend bool operator==(const Advice& a, const Advice& b) { return std::ranges::equal(a, b); }
};

// Each minimal set of lines that would make `evidence` accepted at its place whatever the unknown facts
// turn out to be; fewest lines first, then lexicographically; at most `sets_max`. Empty when it is
// accepted already. Sets of more lines than a combination can have documents are not looked for.
// SPEC: contract, `advice`. Clears `out` first and reuses its memory.
void advise(const Program& program, const proofing::Evidence& evidence, const Verdict& verdict,
            std::size_t sets_max, std::vector<Advice>& out);

}  // namespace skranke::policy
