#include "policy/unknown.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "policy/combination.hpp"
#include "policy/judge.hpp"

namespace skranke::policy {
namespace {

using proofing::Document;
using proofing::Fact;

constexpr std::size_t documents_max = base::limits::documents_per_case_max;
constexpr std::size_t combination_max = base::limits::combination_documents_max;

// Steps of the search for a rejecting completion. Documents with one minimal profile cost one step each;
// past the budget the answer is "can be rejected", which never accepts anybody wrongly.
constexpr std::size_t rejection_steps_max = 200'000;

using Choices = std::array<std::span<const Mask>, documents_max>;  // by document: the profiles to choose from

// Profiles that the document can end in when `varying` is not applied yet; raw, not canonical.
ProfileSet raw_profiles(const Program& program, const Document& document, Mask known,
                        std::optional<Fact> varying) {
  ProfileSet profiles;
  profiles.insert(known);
  const Facts mattering = program.kinds[document.kind].facts;
  for (const Fact fact : proofing::all_facts) {
    if ((mattering & bit(fact)) == 0 || document.knows(fact) || fact == varying) continue;
    ProfileSet narrowed;
    for (const Mask profile : profiles.all()) {
      for (const Mask allowed : program.fact_classes[static_cast<std::size_t>(fact)]) {
        narrowed.insert(without_idle_marks(program, profile & allowed));
      }
    }
    profiles = narrowed;
  }
  return profiles;
}

Mask known_profile(const Program& program, const Document& document, const proofing::Evidence& evidence) {
  Clock clock{program, evidence.visit};
  const Mask may = judge(program, document, clock, program.cell(evidence.place, document)).may;
  return without_idle_marks(program, may);
}

// Looks for a choice of one profile a document under which no list of `lists` is satisfied.
class Rejection {
 public:
  Rejection(const Program& program, std::uint64_t lists) : program_{program}, lists_{lists} {}

  // `choices[0 .. count)`; reorders them, those without a choice first.
  bool possible(Choices& choices, std::size_t count) {
    std::sort(choices.begin(), choices.begin() + static_cast<std::ptrdiff_t>(count),
              [](auto a, auto b) { return a.size() < b.size(); });
    return extend(choices, count, 0);
  }

 private:
  bool extend(const Choices& choices, std::size_t count, std::size_t at) {
    if (at == count || ++steps_ > rejection_steps_max) return true;
    return std::ranges::any_of(choices[at], [&](Mask profile) {
      chosen_[at] = profile;
      return !accepted_with_last(program_, std::span{chosen_}.first(at + 1), lists_) &&
             extend(choices, count, at + 1);
    });
  }

  const Program& program_;
  std::uint64_t lists_;
  std::size_t steps_ = 0;
  std::array<Mask, documents_max> chosen_{};
};

// Everything that is asked of one case, over the profiles of its documents.
class Case {
 public:
  Case(const Program& program, const proofing::Evidence& evidence)
      : program_{program}, count_{evidence.documents.size()} {
    for (std::size_t i = 0; i < count_; ++i) {
      possible_[i] = possible_profiles(program, evidence.documents[i], evidence);
      minimal_[i] = minimal_profiles(possible_[i]);
    }
  }

  [[nodiscard]] bool can_be_rejected(std::uint64_t lists) const {
    Choices choices = minimal();
    return Rejection{program_, lists}.possible(choices, count_);
  }

  // Calls `visit(indexes, profiles)` for each choice of as many documents as the list has slots (rising
  // indexes, lexicographic) and a possible profile of each, until it says true.
  template <class Visit>
  [[nodiscard]] bool any_choice(std::size_t wanted, std::optional<std::size_t> without, Visit visit) const {
    std::array<std::uint8_t, combination_max> indexes{};
    std::array<Mask, combination_max> profiles{};
    const auto extend = [&](auto&& self, std::size_t depth, std::size_t from) -> bool {
      if (depth == wanted) return visit(std::span{indexes}.first(wanted), std::span{profiles}.first(wanted));
      for (std::size_t i = from; i < count_; ++i) {
        if (i == without) continue;
        indexes[depth] = static_cast<std::uint8_t>(i);
        for (const Mask profile : possible_[i].all()) {
          profiles[depth] = profile;
          if (self(self, depth + 1, i + 1)) return true;
        }
      }
      return false;
    };
    return extend(extend, 0, 0);
  }

  [[nodiscard]] bool can_satisfy(const CompiledList& list) const {
    return any_choice(list.slots.size(), std::nullopt,
                      [&](auto, auto profiles) { return satisfied_by(program_, list, profiles); });
  }

  // Whether these documents satisfy the list in every completion.
  [[nodiscard]] bool always_satisfied(const CompiledList& list, std::span<const std::uint8_t> indexes) const {
    std::array<Mask, combination_max> profiles{};
    const auto extend = [&](auto&& self, std::size_t depth) -> bool {
      if (depth == indexes.size()) return satisfied_by(program_, list, std::span{profiles}.first(depth));
      return std::ranges::all_of(minimal_[indexes[depth]].all(), [&](Mask profile) {
        profiles[depth] = profile;
        return self(self, depth + 1);
      });
    };
    return extend(extend, 0);
  }

  // The first combination of the list that is satisfied in every completion.
  [[nodiscard]] bool find_certain(const CompiledList& list, std::span<std::uint8_t> used) const {
    const std::size_t wanted = list.slots.size();
    const auto extend = [&](auto&& self, std::size_t depth, std::size_t from) -> bool {
      if (depth == wanted) return always_satisfied(list, used.first(wanted));
      for (std::size_t i = from; i < count_; ++i) {
        used[depth] = static_cast<std::uint8_t>(i);
        if (self(self, depth + 1, i + 1)) return true;
      }
      return false;
    };
    return extend(extend, 0, 0);
  }

  // Whether some completion of the other documents is rejected with `document` at `low`, and accepted with
  // it at `high`. Such an acceptance uses the document; the few documents beside it are fixed where they
  // make it so, and all others are free to be as small as they can.
  [[nodiscard]] bool can_turn(std::size_t document, Mask low, Mask high) const {
    return std::ranges::any_of(program_.lists, [&](const CompiledList& list) {
      if ((high & list.all) == 0) return false;
      return any_choice(list.slots.size() - 1, document, [&](auto indexes, auto profiles) {
        std::array<Mask, combination_max> together{};
        std::ranges::copy(profiles, together.begin());
        together[profiles.size()] = high;
        if (!satisfied_by(program_, list, std::span{together}.first(list.slots.size()))) return false;
        Choices choices = minimal();
        choices[document] = {&low, 1};
        for (std::size_t i = 0; i < indexes.size(); ++i) choices[indexes[i]] = profiles.subspan(i, 1);
        return Rejection{program_, ~std::uint64_t{0}}.possible(choices, count_);
      });
    });
  }

 private:
  [[nodiscard]] Choices minimal() const {
    Choices choices;
    for (std::size_t i = 0; i < count_; ++i) choices[i] = minimal_[i].all();
    return choices;
  }

  const Program& program_;
  std::size_t count_;
  std::array<ProfileSet, documents_max> possible_;
  std::array<ProfileSet, documents_max> minimal_;
};

// The unknown facts of a document that can still change the outcome.
Facts open_facts(const Program& program, const Case& whole, const Document& document, Mask known,
                 std::size_t index) {
  struct Pair {
    Mask low;
    Mask high;
    bool turns;
  };
  std::array<Pair, 64> seen{};
  std::size_t seen_count = 0;
  const auto turns = [&](Mask low, Mask high) {
    for (const Pair& pair : std::span{seen}.first(seen_count)) {
      if (pair.low == low && pair.high == high) return pair.turns;
    }
    const bool result = whole.can_turn(index, low, high);
    if (seen_count < seen.size()) seen[seen_count++] = {.low = low, .high = high, .turns = result};
    return result;
  };
  Facts open = 0;
  const Facts mattering = program.kinds[document.kind].facts;
  for (const Fact fact : proofing::all_facts) {
    if ((mattering & bit(fact)) == 0 || document.knows(fact)) continue;
    const ProfileSet others = raw_profiles(program, document, known, fact);
    const std::vector<Mask>& classes = program.fact_classes[static_cast<std::size_t>(fact)];
    const bool is_open = std::ranges::any_of(others.all(), [&](Mask profile) {
      return std::ranges::any_of(classes, [&](Mask first) {
        return std::ranges::any_of(classes, [&](Mask second) {
          const Mask low = canonical(program, profile & first);
          const Mask high = canonical(program, profile & second);
          return low != high && turns(low, high);
        });
      });
    });
    if (is_open) open |= bit(fact);
  }
  return open;
}

}  // namespace

void ProfileSet::insert(Mask profile) {
  if (std::ranges::find(all(), profile) != all().end()) return;
  base::ensure(count < profiles_max, "a kind has more profiles than compile() admits");
  profiles[count++] = profile;
}

Mask canonical(const Program& program, Mask profile) {
  Mask result = profile & program.marks;
  for (Mask bits = profile & program.alternatives; bits != 0; bits &= bits - 1) {
    result |= Mask{1} << program.twin_of[static_cast<std::size_t>(__builtin_ctzll(bits))];
  }
  return without_idle_marks(program, result);
}

ProfileSet possible_profiles(const Program& program, const Document& document,
                             const proofing::Evidence& evidence) {
  const ProfileSet raw =
      raw_profiles(program, document, known_profile(program, document, evidence), std::nullopt);
  ProfileSet profiles;
  for (const Mask profile : raw.all()) profiles.insert(canonical(program, profile));
  return profiles;
}

ProfileSet minimal_profiles(const ProfileSet& profiles) {
  ProfileSet minimal;
  for (const Mask profile : profiles.all()) {
    const bool contains_another = std::ranges::any_of(
        profiles.all(), [profile](Mask other) { return other != profile && (other & ~profile) == 0; });
    if (!contains_another) minimal.insert(profile);
  }
  return minimal;
}

void decide_unknown(const Program& program, const proofing::Evidence& evidence, Verdict& verdict) {
  const Case whole{program, evidence};
  const bool can_be_rejected = whole.can_be_rejected(~std::uint64_t{0});
  std::size_t first_possible = program.lists.size();
  for (std::size_t l = 0; l < program.lists.size() && first_possible == program.lists.size(); ++l) {
    if (whole.can_satisfy(program.lists[l])) first_possible = l;
  }
  if (first_possible == program.lists.size()) {
    verdict.outcome = Outcome::rejected;
    return;
  }
  if (can_be_rejected) {
    verdict.outcome = Outcome::undetermined;
    for (std::size_t i = 0; i < evidence.documents.size(); ++i) {
      const Document& document = evidence.documents[i];
      verdict.documents[i].open =
          open_facts(program, whole, document, known_profile(program, document, evidence), i);
    }
    return;
  }
  verdict.outcome = Outcome::accepted;
  if (!whole.can_be_rejected(program.lists[first_possible].ways))
    verdict.list = static_cast<std::uint8_t>(first_possible);
  for (const CompiledList& list : program.lists) {
    if (!whole.find_certain(list, verdict.used)) continue;
    verdict.used_count = static_cast<std::uint8_t>(list.slots.size());
    return;
  }
}

}  // namespace skranke::policy
