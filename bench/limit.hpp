// The same lists written by hand: the limit that deciding from compiled policy data is measured against.
//
// Nothing here is data: kinds, issuers and clauses are constants that the compiler sees. Only fully known
// documents are decided, as no hand-written evaluator of this size could do more.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/civil.hpp"
#include "policy/program.hpp"
#include "proofing/document.hpp"

namespace skranke::bench {

struct LimitVerdict {
  std::uint8_t list;  // 0, 1, 2 for A, B, C; 0xFF for none
  std::uint8_t used_count;
  std::array<std::uint8_t, 2> used;
  std::uint8_t count;
  std::array<std::uint32_t, 4> serves;   // lines, by document
  std::array<std::uint16_t, 4> refused;  // policy::Reasons, by document
};

// `documents`: at most four, with the MitID policy's kinds in its order. Place 1 is the High Commissioner.
[[nodiscard]] LimitVerdict decide_by_hand(std::span<const proofing::Document> documents, base::Day visit,
                                          std::uint8_t place);

}  // namespace skranke::bench
