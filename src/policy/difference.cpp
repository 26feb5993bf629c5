#include "policy/difference.hpp"

#include <algorithm>
#include <map>

#include "policy/sets.hpp"

namespace skranke::policy {
namespace {

using Word = std::array<Mask, 2>;  // by program

// The words at a place: the different profiles, with the classes of documents, or of applicants, that have
// them.
struct Words {
  std::vector<Word> profiles;
  std::vector<AnyOf> classes;

  explicit Words(std::vector<DocumentClass> all) {
    std::map<Word, AnyOf> by_profiles;
    for (DocumentClass& one : all) by_profiles[{one.profiles[0], one.profiles[1]}].push_back(std::move(one));
    for (auto& [word, any] : by_profiles) {
      profiles.push_back(word);
      classes.push_back(std::move(any));
    }
  }
};

std::array<bool, 2> accepted(const Space& space, const Words& words, const WordSet& set,
                             const Word& applicant) {
  std::array<bool, 2> answers{};
  for (std::size_t p = 0; p < 2; ++p) {
    std::vector<Mask> profiles;
    for (const std::uint16_t word : set) profiles.push_back(words.profiles[word][p]);
    profiles.push_back(applicant[p]);
    answers[p] = accepts(space.program(p), profiles);
  }
  return answers;
}

// `only_one`: the first is enough.
std::vector<WordSet> differing(const Space& space, const Words& words, const Word& applicant, bool only_one) {
  const std::size_t size = std::max(space.program(0).slots_max, space.program(1).slots_max);
  bool is_done = false;
  return minimal_sets(words.profiles.size(), size, [&](const WordSet& set) {
    if (is_done) return Turn::stop;
    const auto [before, after] = accepted(space, words, set, applicant);
    if (before == after) return before ? Turn::stop : Turn::extend;
    is_done = only_one;
    return Turn::keep;
  });
}

bool is_same(const AnyOf& first, const AnyOf& second) {
  return std::ranges::equal(first, second, [](const DocumentClass& a, const DocumentClass& b) {
    return a.kind == b.kind && a.states == b.states;
  });
}

}  // namespace

namespace {

// Those at one place; applicants for whom the same documents differ in the same way are one entry.
std::vector<Difference> differences_at(const Space& space, std::size_t place) {
  Space::Classes classes = space.classes(place);
  const Words words{std::move(classes.documents)};
  const Words applicants{std::move(classes.applicants)};
  std::vector<Difference> all;
  std::vector<std::pair<WordSet, bool>> known;  // by entry
  for (std::size_t a = 0; a < applicants.profiles.size(); ++a) {
    for (const WordSet& set : differing(space, words, applicants.profiles[a], false)) {
      const auto [before, after] = accepted(space, words, set, applicants.profiles[a]);
      const auto found = std::ranges::find(known, std::pair{set, before});
      const auto entry = static_cast<std::size_t>(found - known.begin());
      if (found == known.end()) {
        known.emplace_back(set, before);
        all.push_back({.places = {place},
                       .documents = {},
                       .applicant = {},
                       .is_accepted_before = before,
                       .is_accepted_after = after});
        for (const std::uint16_t word : set) all.back().documents.push_back(words.classes[word]);
      }
      AnyOf& applicant = all[entry].applicant;
      for (const DocumentClass& one : applicants.classes[a]) {
        if (applicant.empty()) applicant.push_back({.kind = one.kind, .profiles = {}, .states = {}});
        applicant[0].states.insert(applicant[0].states.end(), one.states.begin(), one.states.end());
      }
    }
  }
  for (Difference& one : all) {
    const std::vector<StateBox> boxes = space.boxes(one.applicant[0].states);
    if (boxes.empty() || boxes[0] == StateBox{}) one.applicant.clear();  // nobody, or whoever it is
  }
  return all;
}

}  // namespace

std::vector<Difference> differences(const Space& space) {
  std::vector<Difference> all;
  for (std::size_t place = 0; place < space.places().size(); ++place) {
    for (Difference& found : differences_at(space, place)) {
      const auto known = std::ranges::find_if(all, [&](const Difference& other) {
        return other.is_accepted_before == found.is_accepted_before &&
               is_same(other.applicant, found.applicant) &&
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
    Space::Classes classes = space.classes(place);
    const Words words{std::move(classes.documents)};
    for (const Word& applicant : Words{std::move(classes.applicants)}.profiles) {
      if (!differing(space, words, applicant, true).empty()) return false;
    }
  }
  return true;
}

}  // namespace skranke::policy
