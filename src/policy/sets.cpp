#include "policy/sets.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "policy/combination.hpp"

namespace skranke::policy {

std::vector<WordSet> minimal_sets(std::size_t words, std::size_t size_max,
                                  const std::function<Turn(const WordSet&)>& turn) {
  std::vector<WordSet> kept;
  std::set<WordSet> open{WordSet{}};  // of the size before: those that larger sets may grow from
  for (std::size_t size = 1; size <= size_max && !open.empty(); ++size) {
    std::set<WordSet> next;
    for (const WordSet& smaller : open) {
      for (std::size_t word = smaller.empty() ? 0 : smaller.back(); word < words; ++word) {
        WordSet set = smaller;
        set.push_back(static_cast<std::uint16_t>(word));
        bool is_open = true;
        for (std::size_t without = 0; without + 1 < set.size() && is_open; ++without) {
          WordSet subset = set;
          subset.erase(subset.begin() + static_cast<std::ptrdiff_t>(without));
          is_open = open.contains(subset);
        }
        if (!is_open) continue;
        const Turn turned = turn(set);
        if (turned == Turn::keep) kept.push_back(set);
        if (turned == Turn::extend) next.insert(std::move(set));
      }
    }
    open = std::move(next);
  }
  return kept;
}

bool accepts(const Program& program, std::span<const Mask> profiles) {
  std::array<std::uint8_t, base::limits::combination_documents_max> used{};
  return std::ranges::any_of(program.lists, [&](const CompiledList& list) {
    return find_combination(program, list, profiles, used);
  });
}

}  // namespace skranke::policy
