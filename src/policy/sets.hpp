// Sets of documents, by what they serve: the smallest with a property.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "policy/program.hpp"

namespace skranke::policy {

// Indexes of words (profiles that documents can have), in rising order; one word as often as documents have
// it.
using WordSet = std::vector<std::uint16_t>;

// What becomes of a set.
enum class Turn : std::uint8_t {
  keep,    // it is one of those looked for: told, and no larger set with it in it is looked at
  stop,    // it isn't, and neither is any larger set with it in it
  extend,  // it isn't, and larger ones may be
};

// Every set of 1 to `size_max` of `words` words that `turn` keeps and no subset of which it keeps or stops
// at; the smallest first, each size in lexicographic order.
[[nodiscard]] std::vector<WordSet> minimal_sets(std::size_t words, std::size_t size_max,
                                                const std::function<Turn(const WordSet&)>& turn);

// Whether documents of these profiles are accepted.
[[nodiscard]] bool accepts(const Program& program, std::span<const Mask> profiles);

}  // namespace skranke::policy
