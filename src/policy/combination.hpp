// Which documents together satisfy a list, given what each of them serves.
//
// Works on settled profiles: one Mask a document, its alternatives and its marks. All functions are
// monotone: more bits, or more documents, never turn a yes into a no.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "policy/program.hpp"

namespace skranke::policy {

// A document's profile without marks that no list can use of it.
[[nodiscard]] inline Mask without_idle_marks(const Program& program, Mask profile) {
  for (Mask marks = program.marks; marks != 0; marks &= marks - 1) {
    const auto mark = static_cast<std::size_t>(__builtin_ctzll(marks));
    if ((profile & program.mark_scope[mark]) == 0) profile &= ~(Mask{1} << mark);
  }
  return profile;
}

// Whether two documents, both used, satisfy a list of two.
[[nodiscard]] inline bool satisfied_by_pair(const CompiledList& list, Mask first, Mask second) {
  if (((first | second) & list.marks) != list.marks) return false;
  for (Mask bits = first & list.all; bits != 0; bits &= bits - 1) {
    if ((list.partner[static_cast<std::size_t>(__builtin_ctzll(bits))] & second) != 0) return true;
  }
  return false;
}

// Whether exactly these documents, all used, satisfy the list; as many profiles as the list has slots.
[[nodiscard]] bool satisfied_by(const Program& program, const CompiledList& list,
                                std::span<const Mask> profiles);

// The first combination of `profiles` that satisfies the list, lexicographically by rising index: its
// indexes in `used`. False, and `used` unspecified, if there is none.
[[nodiscard]] bool find_combination(const Program& program, const CompiledList& list,
                                    std::span<const Mask> profiles, std::span<std::uint8_t> used);

// Whether any list with a bit in `lists` (1 << index) is satisfied by documents of which `profiles.back()`
// is one.
[[nodiscard]] bool accepted_with_last(const Program& program, std::span<const Mask> profiles,
                                      std::uint64_t lists);

}  // namespace skranke::policy
