#include "policy/combination.hpp"

#include <array>

namespace skranke::policy {
namespace {

// Assigns slot after slot to documents not yet used, an alternative each; backtracks. At most
// limits::combination_documents_max slots, so the depth is bounded.
struct Assignment {
  const Program& program;
  const CompiledList& list;
  std::span<const Mask> profiles;
  std::array<std::uint8_t, base::limits::combination_documents_max> chosen{};  // the alternative of a slot

  [[nodiscard]] bool fits(std::size_t slot, std::uint8_t alternative) const {
    for (std::size_t earlier = 0; earlier < slot; ++earlier) {
      const std::uint8_t other = chosen[earlier];
      if ((program.apart[other] >> alternative & 1U) != 0) return false;
      if (list.slots[earlier].part == list.slots[slot].part && (list.clash[other] >> alternative & 1U) != 0)
        return false;
    }
    return true;
  }

  bool extend(std::size_t slot, unsigned used_documents) {
    if (slot == list.slots.size()) return true;
    for (std::size_t i = 0; i < profiles.size(); ++i) {
      if ((used_documents >> i & 1U) != 0) continue;
      for (Mask bits = profiles[i] & list.slots[slot].alternatives; bits != 0; bits &= bits - 1) {
        const auto alternative = static_cast<std::uint8_t>(__builtin_ctzll(bits));
        if (!fits(slot, alternative)) continue;
        chosen[slot] = alternative;
        if (extend(slot + 1, used_documents | 1U << i)) return true;
      }
    }
    return false;
  }
};

// Chooses documents with rising indexes until a list's number is reached. `with_last`: the last profile is
// always one of them.
struct Choice {
  const Program& program;
  const CompiledList& list;
  std::span<const Mask> profiles;
  std::array<Mask, base::limits::combination_documents_max> chosen{};
  std::array<std::uint8_t, base::limits::combination_documents_max> indexes{};

  bool extend(std::size_t count, std::size_t from, std::size_t wanted) {
    if (count == wanted) return satisfied_by(program, list, std::span{chosen}.first(list.slots.size()));
    for (std::size_t i = from; i < profiles.size(); ++i) {
      if ((profiles[i] & list.all) == 0) continue;
      chosen[count] = profiles[i];
      indexes[count] = static_cast<std::uint8_t>(i);
      if (extend(count + 1, i + 1, wanted)) return true;
    }
    return false;
  }
};

}  // namespace

bool satisfied_by(const Program& program, const CompiledList& list, std::span<const Mask> profiles) {
  if (profiles.size() == 1) {
    return (profiles[0] & list.all) != 0 && (profiles[0] & list.marks) == list.marks;
  }
  if (profiles.size() == 2) return satisfied_by_pair(list, profiles[0], profiles[1]);
  Mask marks = 0;
  for (const Mask profile : profiles) marks |= profile;
  if ((marks & list.marks) != list.marks) return false;
  return Assignment{program, list, profiles}.extend(0, 0);
}

bool find_combination(const Program& program, const CompiledList& list, std::span<const Mask> profiles,
                      std::span<std::uint8_t> used) {
  const std::size_t wanted = list.slots.size();
  if (wanted == 1) {
    for (std::size_t i = 0; i < profiles.size(); ++i) {
      if ((profiles[i] & list.all) == 0 || (profiles[i] & list.marks) != list.marks) continue;
      used[0] = static_cast<std::uint8_t>(i);
      return true;
    }
    return false;
  }
  if (wanted == 2) {
    for (std::size_t i = 0; i + 1 < profiles.size(); ++i) {
      if ((profiles[i] & list.all) == 0) continue;
      for (std::size_t j = i + 1; j < profiles.size(); ++j) {
        if (!satisfied_by_pair(list, profiles[i], profiles[j])) continue;
        used[0] = static_cast<std::uint8_t>(i);
        used[1] = static_cast<std::uint8_t>(j);
        return true;
      }
    }
    return false;
  }
  Choice choice{program, list, profiles};
  if (!choice.extend(0, 0, wanted)) return false;
  for (std::size_t i = 0; i < wanted; ++i) used[i] = choice.indexes[i];
  return true;
}

bool accepted_with_last(const Program& program, std::span<const Mask> profiles, std::uint64_t lists) {
  const std::span<const Mask> others = profiles.first(profiles.size() - 1);
  const Mask last = profiles.back();
  for (std::size_t l = 0; l < program.lists.size(); ++l) {
    const CompiledList& list = program.lists[l];
    if ((lists >> l & 1U) == 0 || (last & list.all) == 0) continue;
    if (list.slots.size() == 1) {
      if ((last & list.marks) == list.marks) return true;
    } else if (list.slots.size() == 2) {
      for (const Mask other : others) {
        if (satisfied_by_pair(list, last, other)) return true;
      }
    } else {
      Choice choice{program, list, others};
      choice.chosen[list.slots.size() - 1] = last;
      if (choice.extend(0, 0, list.slots.size() - 1)) return true;
    }
  }
  return false;
}

}  // namespace skranke::policy
