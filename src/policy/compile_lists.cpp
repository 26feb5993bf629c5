// What may stand together: lists, partners, exclusions, twins, and the advice that follows from them.
#include <algorithm>
#include <utility>

#include "policy/check_tree.hpp"
#include "policy/combination.hpp"
#include "policy/compiler.hpp"

namespace skranke::policy {

Mask Compiler::alternatives_of(std::span<const Name> names) const {
  Mask mask = 0;
  for (const std::size_t line : expand(tree_, names)) mask |= program_.line_needed[line];
  return mask;
}

void Compiler::make_exclusions() {
  for (const Exclusion& exclusion : tree_.exclusions) {
    for (const Name& first : exclusion.never_together) {
      for (const Name& second : exclusion.never_together) {
        if (first.text == second.text) continue;
        const Mask others = alternatives_of({&second, 1});
        for (Mask bits = alternatives_of({&first, 1}); bits != 0; bits &= bits - 1)
          program_.apart[lowest(bits)] |= others;
      }
    }
  }
}

void Compiler::make_lists() {
  const std::size_t before = findings_.size();
  for (const List& list : tree_.lists) make_ways(list);
  if (findings_.size() != before) return;
  make_marks();
  make_exclusions();
  make_clashes();
  if (asked_ == Asked::picture) ask_for_picture();
  for (std::size_t l = 0; l < program_.lists.size(); ++l) {
    CompiledList& list = program_.lists[l];
    for (std::size_t other = 0; other < program_.lists.size(); ++other) {
      if (program_.lists[other].id == list.id) list.ways |= std::uint64_t{1} << other;
    }
    if (list.slots.size() == 2) make_partners(list);
    // The applicant is no document, and carries nothing for the list.
    const Mask documents = ~boxes_where(
        boxes_, [&](const Box& box) { return !box.any_kind && box.kind == program_.applicant_kind; });
    for (Mask marks = list.marks; marks != 0; marks &= marks - 1)
      program_.mark_scope[lowest(marks)] |= list.all & documents;
  }
  find_twins();
}

void Compiler::ask_for_picture() {
  std::vector<CompiledList> lists;
  for (const CompiledList& list : program_.lists) {
    for (std::size_t shown = 0; shown < list.slots.size(); ++shown) {
      // Slots of one part take the same documents, so that any of them stands for all.
      if (shown > 0 && list.slots[shown].part == list.slots[shown - 1].part &&
          list.slots[shown].alternatives == list.slots[shown - 1].alternatives) {
        continue;
      }
      if ((list.slots[shown].alternatives & pictures_) == 0) continue;
      CompiledList& asking = lists.emplace_back(list);
      asking.slots[shown].alternatives &= pictures_;
      asking.all = 0;
      for (const Slot& slot : asking.slots) asking.all |= slot.alternatives;
    }
  }
  if (lists.empty()) {
    add(tree_.witness ? tree_.witness->picture_clause.where : tree_.id.where,
        "no combination of documents that this policy accepts carries a picture, so nobody could be a "
        "witness");
  }
  program_.lists = std::move(lists);
}

void Compiler::make_partners(CompiledList& list) const {
  const Mask first = list.slots[0].alternatives;
  const Mask second = list.slots[1].alternatives;
  list.is_free_pair = list.marks == 0 && (first & second) == 0;
  for (Mask bits = first; bits != 0; bits &= bits - 1) {
    if ((program_.apart[lowest(bits)] & second) != 0) list.is_free_pair = false;
  }
  for (std::size_t a = 0; a < program_.alternative_count; ++a) {
    for (std::size_t slot = 0; slot < 2; ++slot) {
      if ((list.slots[slot].alternatives >> a & 1U) == 0) continue;
      Mask others = list.slots[1 - slot].alternatives & ~program_.apart[a];
      if (list.slots[0].part == list.slots[1].part) others &= ~list.clash[a];
      list.partner[a] |= others;
    }
  }
}

void Compiler::find_twins() {
  for (std::uint8_t a = 0; a < mask_bits; ++a) program_.twin_of[a] = a;
  for (std::uint8_t b = 1; b < program_.alternative_count; ++b) {
    for (std::uint8_t a = 0; a < b; ++a) {
      if (program_.twin_of[a] != a || !are_twins(a, b)) continue;
      program_.twin_of[b] = a;
      break;
    }
  }
}

bool Compiler::are_twins(std::uint8_t a, std::uint8_t b) const {
  if (program_.apart[a] != program_.apart[b]) return false;
  for (Mask bits = program_.apart[a]; bits != 0; bits &= bits - 1) {
    const Mask back = program_.apart[lowest(bits)];
    if ((back >> a & 1U) != (back >> b & 1U)) return false;
  }
  return std::ranges::all_of(program_.lists, [&](const CompiledList& list) {
    const bool same_clash = list.clash[a] == list.clash[b];
    return std::ranges::all_of(list.slots, [&](const Slot& slot) {
      const bool has_a = (slot.alternatives >> a & 1U) != 0;
      const bool has_b = (slot.alternatives >> b & 1U) != 0;
      if (has_a != has_b) return false;
      const auto in_part = std::ranges::count(list.slots, slot.part, &Slot::part);
      return !has_a || same_clash || in_part == 1;
    });
  });
}

void Compiler::make_advice_tables() {
  for (std::size_t line = 0; line < program_.lines.size(); ++line) {
    const std::size_t alternative = lowest(program_.line_alternatives[line]);
    Mask profile = one << alternative;
    // The same document as good as parts ask for, and on every other line with which it stands for two.
    for (Mask bits = program_.line_needed[line]; bits != 0; bits &= bits - 1) {
      const std::size_t other = lowest(bits);
      const bool is_joint = (program_.on_lines >> other & 1U) == 0;
      if (is_joint ? boxes_[other].kind == boxes_[alternative].kind
                   : alternative_of_[other][2] == alternative_of_[alternative][2]) {
        profile |= one << other;
      }
    }
    for (Mask marks = program_.marks; marks != 0; marks &= marks - 1) {
      if (intersect(boxes_[alternative], boxes_[lowest(marks)])) profile |= one << lowest(marks);
    }
    program_.line_profiles.push_back(without_idle_marks(program_, profile));
  }
  for (const CompiledList& list : program_.lists)
    program_.slots_max = std::max(program_.slots_max, list.slots.size());
  for (std::size_t place = 0; place < program_.places.size(); ++place) {
    std::vector<std::uint8_t> lines;  // here, and not enough alone
    for (std::size_t line = 0; line < program_.lines.size(); ++line) {
      const Mask profile = program_.line_profiles[line];
      const bool alone = accepted_with_last(program_, {&profile, 1}, ~std::uint64_t{0});
      if (!alone && (program_.line_places[line] >> place & 1U) != 0)
        lines.push_back(static_cast<std::uint8_t>(line));
    }
    auto& pairs = program_.pairs.emplace_back();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (std::size_t j = i + 1; j < lines.size(); ++j) {
        const std::array profiles{program_.line_profiles[lines[i]], program_.line_profiles[lines[j]]};
        if (accepted_with_last(program_, profiles, ~std::uint64_t{0})) pairs.push_back({lines[i], lines[j]});
      }
    }
  }
}

bool Compiler::can_be_met(const CompiledList& list, Different different) const {
  const std::size_t copies = different == Different::documents ? list.slots.size() : 1;
  for (std::size_t place = 0; place < program_.places.size(); ++place) {
    std::vector<Mask> profiles;
    for (Mask bits = list.all & mask_of_place(place); bits != 0; bits &= bits - 1) {
      const std::size_t alternative = lowest(bits);
      Mask profile = one << alternative;
      for (Mask marks = list.marks; marks != 0; marks &= marks - 1) {
        if (intersect(boxes_[alternative], boxes_[lowest(marks)])) profile |= one << lowest(marks);
      }
      profiles.insert(profiles.end(), copies, profile);
    }
    std::array<std::uint8_t, base::limits::combination_documents_max> used{};
    if (find_combination(program_, list, profiles, used)) return true;
  }
  return false;
}

void Compiler::check_lists_can_be_met() {
  for (const List& source : tree_.lists) {
    const bool is_met = std::ranges::any_of(program_.lists, [&](const CompiledList& list) {
      return list.id == source.id.text && can_be_met(list, source.different);
    });
    if (!is_met) {
      add_unreachable(
          source.id.where,
          "list \"" + source.id.text +
              "\" can never be met at any place: its lines, marks and exclusions contradict each other");
    }
  }
}

}  // namespace skranke::policy
