#include "policy/difference.hpp"

#include <algorithm>
#include <map>

#include "policy/sets.hpp"

namespace skranke::policy {
namespace {

// The words at a place: the different profiles, with the classes of documents that have them.
struct Words {
  std::vector<std::array<Mask, 2>> profiles;
  std::vector<AnyOf> classes;
};

Words words_at(const Space& space, std::size_t place) {
  std::map<std::array<Mask, 2>, AnyOf> by_profiles;
  for (DocumentClass& document : space.classes(place).documents)
    by_profiles[{document.profiles[0], document.profiles[1]}].push_back(std::move(document));
  Words words;
  for (auto& [profiles, classes] : by_profiles) {
    words.profiles.push_back(profiles);
    words.classes.push_back(std::move(classes));
  }
  return words;
}

std::array<bool, 2> accepted(const Space& space, const Words& words, const WordSet& set) {
  std::array<bool, 2> answers{};
  for (std::size_t p = 0; p < 2; ++p) {
    std::vector<Mask> profiles;
    for (const std::uint16_t word : set) profiles.push_back(words.profiles[word][p]);
    answers[p] = accepts(space.program(p), profiles);
  }
  return answers;
}

std::vector<WordSet> differing(const Space& space, const Words& words) {
  const std::size_t size = std::max(space.program(0).slots_max, space.program(1).slots_max);
  return minimal_sets(words.profiles.size(), size, [&](const WordSet& set) {
    const auto [before, after] = accepted(space, words, set);
    if (before != after) return Turn::keep;
    return before ? Turn::stop : Turn::extend;
  });
}

bool is_same(const AnyOf& first, const AnyOf& second) {
  return std::ranges::equal(first, second, [](const DocumentClass& a, const DocumentClass& b) {
    return a.kind == b.kind && a.states == b.states;
  });
}

}  // namespace

std::vector<Difference> differences(const Space& space) {
  std::vector<Difference> all;
  for (std::size_t place = 0; place < space.places().size(); ++place) {
    const Words words = words_at(space, place);
    for (const WordSet& set : differing(space, words)) {
      const auto [before, after] = accepted(space, words, set);
      Difference found{
          .places = {place}, .documents = {}, .is_accepted_before = before, .is_accepted_after = after};
      for (const std::uint16_t word : set) found.documents.push_back(words.classes[word]);
      const auto known = std::ranges::find_if(all, [&](const Difference& other) {
        return other.is_accepted_before == before &&
               std::ranges::equal(other.documents, found.documents, is_same);
      });
      if (known == all.end()) {
        all.push_back(std::move(found));
      } else {
        known->places.push_back(place);
      }
    }
  }
  std::ranges::stable_sort(all, {}, [](const Difference& entry) { return entry.documents.size(); });
  return all;
}

bool decide_alike(const Program& first, const Program& second) {
  const Space space{{&first, &second}};
  for (std::size_t place = 0; place < space.places().size(); ++place) {
    if (!differing(space, words_at(space, place)).empty()) return false;
  }
  return true;
}

}  // namespace skranke::policy
