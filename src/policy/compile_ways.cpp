// The ways to meet a list: each a number of slots, one a document.
//
// Most lists have one. A list that counts points has one for each smallest choice of amounts; one under which
// a document may stand for two parts has those with two slots in one as well; and where lines ask something
// of the applicant, the applicant is one more document, so that whatever is unknown of them is unknown once.
#include <algorithm>
#include <numeric>

#include "policy/check_tree.hpp"
#include "policy/compiler.hpp"

namespace skranke::policy {
namespace {

constexpr std::size_t slots_most = base::limits::combination_documents_max;
constexpr std::size_t ways_max = 64;  // a bit each
constexpr std::uint8_t applicant_part = 0xFF;

// What both ask; empty where no applicant can be both.
std::optional<OfApplicant> both_of(OfApplicant first, const OfApplicant& second) {
  first.age_years_min = std::max(first.age_years_min, second.age_years_min);
  if (first.age_years_below == 0 || second.age_years_below == 0) {
    first.age_years_below = std::max(first.age_years_below, second.age_years_below);
  } else {
    first.age_years_below = std::min(first.age_years_below, second.age_years_below);
  }
  for (std::size_t i = 0; i < first.scores_min.size(); ++i)
    first.scores_min[i] = std::max(first.scores_min[i], second.scores_min[i]);
  if (first.age_years_below != 0 && first.age_years_min >= first.age_years_below) return std::nullopt;
  return first;
}

std::uint8_t part_number(const List& list, std::size_t part) {
  return list.different == Different::lines_of_a_part ? static_cast<std::uint8_t>(part) : std::uint8_t{0};
}

}  // namespace

// How many documents of each part: for points, each choice that is enough and of which nothing can be left
// out.
std::vector<std::vector<std::int32_t>> Compiler::amounts(const List& list) const {
  std::vector<std::int32_t> amount;
  if (list.points == 0) {
    for (const Part& part : list.take) amount.push_back(part.count);
    return {amount};
  }
  const auto sum = [&] {
    std::int32_t points = 0;
    for (std::size_t p = 0; p < amount.size(); ++p) points += amount[p] * list.take[p].points;
    return points;
  };
  std::vector<std::vector<std::int32_t>> enough;
  const auto extend = [&](auto&& self, std::int32_t left) -> void {
    if (enough.size() > ways_max) return;
    if (amount.size() == list.take.size()) {
      if (sum() < list.points) return;
      for (std::size_t p = 0; p < amount.size(); ++p) {
        if (amount[p] > list.take[p].at_least && sum() - list.take[p].points >= list.points) return;
      }
      enough.push_back(amount);
      return;
    }
    const Part& part = list.take[amount.size()];
    const std::int32_t most = part.at_most == 0 ? left : std::min(left, part.at_most);
    for (std::int32_t count = part.at_least; count <= most; ++count) {
      amount.push_back(count);
      self(self, left - count);
      amount.pop_back();
    }
  };
  extend(extend, static_cast<std::int32_t>(slots_most));
  return enough;
}

std::vector<Choice> Compiler::choices_of(const Part& part) const {
  const std::int32_t score =
      part.require ? part.require->scores_min[proofing::score_index(proofing::Fact::validity)] : 0;
  std::vector<Choice> choices;
  for (const std::size_t line : lines_of(tree_, part)) {
    const OfApplicant applicant = tree_.lines[line].applicant.value_or(OfApplicant{});
    auto choice = std::ranges::find_if(
        choices, [&](const Choice& known) { return known.applicant.asks_the_same(applicant); });
    if (choice == choices.end())
      choice = choices.insert(choices.end(), {.alternatives = 0, .applicant = applicant});
    for (Mask bits = program_.line_alternatives[line]; bits != 0; bits &= bits - 1) {
      if (alternative_of_[lowest(bits)][1] == score) choice->alternatives |= one << lowest(bits);
    }
  }
  return choices;
}

void Compiler::make_ways(const List& list) {
  const std::size_t first = program_.lists.size();
  for (const std::vector<std::int32_t>& amount : amounts(list)) {
    std::vector<std::size_t> parts;  // by slot
    for (std::size_t p = 0; p < amount.size(); ++p)
      parts.insert(parts.end(), static_cast<std::size_t>(amount[p]), p);
    Way way{.slots = {}, .applicant = list.applicant.value_or(OfApplicant{})};
    std::vector<std::size_t> chosen;
    choose(list, parts, way, chosen);
  }
  std::stable_sort(
      program_.lists.begin() + static_cast<std::ptrdiff_t>(first), program_.lists.end(),
      [](const CompiledList& a, const CompiledList& b) { return a.slots.size() < b.slots.size(); });
  if (is_full_) {
    add(list.id.where,
        "too many alternatives (kinds on lines, documents for two parts, and what is asked of applicants); "
        "expected at most " +
            std::to_string(base::limits::alternatives_max));
  } else if (program_.lists.size() > ways_max) {
    add(list.id.where, "too many ways to meet the lists; expected at most " + std::to_string(ways_max));
  } else if (program_.lists.size() == first) {
    add_unreachable(list.id.where, "list \"" + list.id.text + "\" can never be met with " +
                                       std::to_string(slots_most) + " documents, the applicant among them");
  }
}

void Compiler::choose(const List& list, const std::vector<std::size_t>& parts, Way& way,
                      std::vector<std::size_t>& chosen) {
  if (program_.lists.size() > ways_max || is_full_) return;  // told in make_ways
  const std::size_t slot = chosen.size();
  if (slot == parts.size()) return finish(list, way);
  const std::vector<Choice> choices = choices_of(list.take[parts[slot]]);
  // Slots of one part are alike: their choices rise, so that each set of choices comes once.
  const std::size_t from = slot > 0 && parts[slot - 1] == parts[slot] ? chosen.back() : 0;
  for (std::size_t c = from; c < choices.size(); ++c) {
    const auto applicant = both_of(way.applicant, choices[c].applicant);
    if (!applicant) continue;
    Way longer = way;
    longer.applicant = *applicant;
    longer.slots.push_back({.alternatives = choices[c].alternatives, .part = part_number(list, parts[slot])});
    chosen.push_back(c);
    choose(list, parts, longer, chosen);
    chosen.pop_back();
  }
}

void Compiler::finish(const List& list, const Way& way) {
  CompiledList plain;
  plain.slots = way.slots;
  put_way(list, plain, way.applicant);
  if (!list.may_share) return;
  for (std::size_t first = 0; first < way.slots.size(); ++first) {
    for (std::size_t second = first + 1; second < way.slots.size(); ++second) {
      const Mask both = joint(way.slots[first].alternatives, way.slots[second].alternatives);
      if (both == 0) continue;
      CompiledList shared;
      shared.slots = way.slots;
      shared.slots[first].alternatives = both;
      shared.slots.erase(shared.slots.begin() + static_cast<std::ptrdiff_t>(second));
      put_way(list, shared, way.applicant);
    }
  }
}

void Compiler::put_way(const List& list, CompiledList way, const OfApplicant& applicant) {
  way.id = list.id.text;
  if (applicant.asks())
    way.slots.push_back({.alternatives = applicant_bit(applicant), .part = applicant_part});
  if (way.slots.size() > slots_most) return;
  for (const Slot& slot : way.slots) {
    way.all |= slot.alternatives;
  }
  program_.lists.push_back(std::move(way));
}

Mask Compiler::joint(Mask first, Mask second) {
  Mask all = 0;
  for (Mask a = first; a != 0; a &= a - 1) {
    for (Mask b = second; b != 0; b &= b - 1) {
      const std::size_t low = std::min(lowest(a), lowest(b));
      const std::size_t high = std::max(lowest(a), lowest(b));
      if (low == high || boxes_[low].kind != boxes_[high].kind) continue;
      Mask& bit = joints_[{low, high}];
      const auto box = intersect(boxes_[low], boxes_[high]);
      if (bit == 0 && box) {
        bit = add_box(*box, *intersect(bare_[low], bare_[high]), program_.line_of[low]);
        program_.line_needed[program_.line_of[low]] |= bit;
        program_.line_needed[program_.line_of[high]] |= bit;
      }
      all |= bit;
    }
  }
  return all;
}

Mask Compiler::applicant_bit(const OfApplicant& applicant) {
  const Box box = box_of(applicant, program_.applicant_kind);
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    if (boxes_[i].kind == box.kind && !boxes_[i].any_kind && boxes_[i].scores_min == box.scores_min &&
        boxes_[i].age_years_min == box.age_years_min && boxes_[i].age_years_below == box.age_years_below) {
      return one << i;
    }
  }
  return add_box(box, box, 0);
}

void Compiler::make_clashes() {
  for (CompiledList& list : program_.lists) {
    const auto source =
        std::ranges::find_if(tree_.lists, [&](const List& one_list) { return one_list.id.text == list.id; });
    for (std::size_t a = 0; a < program_.alternative_count; ++a) {
      switch (source->different) {
        case Different::documents:
          break;
        case Different::kinds:
          list.clash[a] = boxes_where(
              boxes_, [&](const Box& box) { return !box.any_kind && box.kind == boxes_[a].kind; });
          break;
        case Different::lines:
        case Different::lines_of_a_part:
          for (const Mask line : program_.line_needed) {
            if ((line >> a & 1U) != 0) list.clash[a] |= line;
          }
          break;
      }
    }
  }
}

}  // namespace skranke::policy
