#include "policy/compile.hpp"

#include <algorithm>

#include "base/ensure.hpp"
#include "policy/check_tree.hpp"
#include "policy/combination.hpp"
#include "policy/compiler.hpp"

namespace skranke::policy {
namespace {

// The reason that a condition on every document gives where it fails; it asks for one fact.
Reason reason_of(const Requirement& require) {
  for (std::size_t i = 0; i < require.flags.size(); ++i) {
    if (require.flags[i]) return reason_of_flag(proofing::flag_facts[i]);
  }
  return require.expires_not_before_visit ? Reason::expired : Reason::not_physical;
}

// Values of a Box's flags.
constexpr std::uint8_t only_no = 1U << static_cast<unsigned>(proofing::Tri::no);
constexpr std::uint8_t only_yes = 1U << static_cast<unsigned>(proofing::Tri::yes);
constexpr std::size_t photo_flag = 0;
static_assert(proofing::flag_facts[photo_flag] == proofing::Fact::photo);
constexpr std::size_t validity = proofing::score_index(proofing::Fact::validity);

// Whether anything is asked of the applicant.
bool asks_applicant(const Tree& tree) {
  const auto asks = [](const auto& entry) { return entry.applicant.has_value(); };
  return std::ranges::any_of(tree.lines, asks) || std::ranges::any_of(tree.lists, asks);
}

bool shows_picture(const Box& box) { return box.flags[photo_flag] == only_yes; }

}  // namespace

std::optional<Program> Compiler::compile() {
  const std::size_t before = findings_.size();
  name_everything();
  make_general_rules();
  make_alternatives();
  if (findings_.size() != before) return std::nullopt;
  make_lists();
  if (findings_.size() != before) return std::nullopt;
  make_rows();
  if (program_.windows.size() > windows_max) {
    add(tree_.id.where,
        "too many different ages in months_old_max; expected at most " + std::to_string(windows_max));
    return std::nullopt;
  }
  make_fact_classes();
  make_reason_tables();
  make_cells();
  make_clauses();
  make_advice_tables();
  if (asked_ == Asked::nothing_more) check_lists_can_be_met();
  check_profile_counts();
  if (findings_.size() != before) return std::nullopt;
  return std::move(program_);
}

void Compiler::add(Where where, std::string text) {
  findings_.push_back({.file = tree_.file, .where = where, .text = std::move(text)});
}

void Compiler::add_unreachable(Where where, std::string text) {
  add(where, std::move(text));
  findings_.back().is_unreachable = true;
}

void Compiler::name_everything() {
  program_.id = tree_.id.text;
  program_.version = tree_.version.text;
  program_.effective = tree_.effective;
  program_.time_zone = tree_.time_zone;
  for (const Place& place : tree_.places) program_.places.push_back(place.id.text);
  for (const Kind& kind : tree_.kinds) program_.kinds.push_back({.id = kind.id.text});
  if (asks_applicant(tree_)) {
    program_.applicant_kind = static_cast<std::uint8_t>(program_.kinds.size());
    program_.kinds.push_back({.id = std::string{applicant_kind_id}});
  }
  for (const Line& line : tree_.lines) program_.lines.push_back(line.id.text);
}

std::uint8_t Compiler::kind_index(std::string_view id) const {
  const auto found = std::ranges::find(program_.kinds, id, &CompiledKind::id);
  return static_cast<std::uint8_t>(found - program_.kinds.begin());
}

Box Compiler::box_for(const Accepts& accepts) const {
  Box box = box_of(accepts.require);
  box.kind = kind_index(accepts.kind.text);
  box.any_kind = false;
  return box;
}

void Compiler::make_general_rules() {
  for (const Condition& condition : tree_.conditions) {
    GeneralRule rule{.reason = reason_of(condition.require), .boxes = {box_of(condition.require)}};
    for (const Accepts& accepts : condition.except) rule.boxes.push_back(box_for(accepts));
    rules_.push_back(std::move(rule));
  }
}

std::vector<Box> Compiler::under_conditions(const Box& bare) const {
  std::vector<Box> boxes{bare};
  for (const GeneralRule& rule : rules_) {
    std::vector<Box> kept;
    for (const Box& box : boxes) {
      for (const Box& allowed : rule.boxes) {
        if (auto both = intersect(box, allowed)) kept.push_back(std::move(*both));
      }
    }
    boxes = merge(std::move(kept));
  }
  return boxes;
}

std::vector<Box> Compiler::told_apart_by_picture(std::vector<Box> boxes, Picture picture) const {
  if (asked_ == Asked::nothing_more || picture != Picture::as_stated) return boxes;
  std::vector<Box> apart;
  for (Box& box : boxes) {
    for (const std::uint8_t photo : {only_no, only_yes}) {
      if ((box.flags[photo_flag] & photo) == 0) continue;
      apart.push_back(box);
      apart.back().flags[photo_flag] = photo;
    }
  }
  return apart;
}

std::vector<std::int32_t> Compiler::scores_asked(std::size_t line) const {
  std::vector<std::int32_t> scores;
  for (const List& list : tree_.lists) {
    for (const Part& part : list.take) {
      const std::vector<std::size_t> lines = lines_of(tree_, part);
      if (std::ranges::find(lines, line) != lines.end())
        scores.push_back(part.require ? part.require->scores_min[validity] : 0);
    }
  }
  std::ranges::sort(scores);
  scores.erase(std::ranges::unique(scores).begin(), scores.end());
  return scores;
}

Mask Compiler::add_box(Box box, Box bare, std::uint8_t line) {
  if (boxes_.size() >= base::limits::alternatives_max) {
    is_full_ = true;  // the caller tells it
    return 0;
  }
  const Mask bit = one << boxes_.size();
  program_.line_of[boxes_.size()] = line;
  boxes_.push_back(std::move(box));
  bare_.push_back(std::move(bare));
  return bit;
}

void Compiler::make_line(std::size_t line) {
  const Line& source = tree_.lines[line];
  std::vector<const Accepts*> sorted;  // their order says nothing
  for (const Accepts& accepts : source.accepts) sorted.push_back(&accepts);
  std::ranges::stable_sort(sorted, {}, [](const Accepts* accepts) { return accepts->kind.text; });
  Mask alternatives = 0;
  for (std::size_t which = 0; which < sorted.size(); ++which) {
    for (const std::int32_t score : scores_asked(line)) {
      Box bare = box_for(*sorted[which]);
      bare.scores_min[validity] = std::max(bare.scores_min[validity], score);
      const Picture picture = tree_.kinds[bare.kind].picture;
      const std::vector<Box> boxes = told_apart_by_picture(under_conditions(bare), picture);
      if (boxes.empty()) {
        add_unreachable(sorted[which]->kind.where, "line \"" + source.id.text +
                                                       "\" can never be met by this kind: what it asks "
                                                       "contradicts the conditions on every document");
      }
      for (const Box& box : boxes) {
        const std::size_t index = boxes_.size();
        const Mask bit = add_box(box, bare, static_cast<std::uint8_t>(line));
        if (bit == 0) {
          add(source.id.where, "too many alternatives (kinds on lines); expected at most " +
                                   std::to_string(base::limits::alternatives_max));
          return;
        }
        alternatives |= bit;
        if (picture == Picture::always || (picture == Picture::as_stated && shows_picture(box)))
          pictures_ |= bit;
        alternative_of_.push_back({static_cast<std::int32_t>(line), score, static_cast<std::int32_t>(which)});
        base::ensure(alternative_of_.size() == index + 1, "an alternative is told with its box");
      }
    }
  }
  program_.line_alternatives.push_back(alternatives);
}

void Compiler::make_alternatives() {
  const std::size_t before = findings_.size();
  for (std::size_t line = 0; line < tree_.lines.size(); ++line) {
    Mask places = 0;
    for (std::size_t place = 0; place < program_.places.size(); ++place) {
      const auto& only_at = tree_.lines[line].only_at;
      const bool here = std::ranges::find(only_at, program_.places[place], &Name::text) != only_at.end();
      if (only_at.empty() || here) places |= one << place;
    }
    program_.line_places.push_back(places);
    make_line(line);
    if (findings_.size() != before && boxes_.size() == base::limits::alternatives_max) return;
  }
  program_.on_lines = (one << boxes_.size()) - 1;
  program_.line_needed = program_.line_alternatives;
}

void Compiler::make_marks() {
  program_.alternative_count = static_cast<std::uint8_t>(boxes_.size());
  program_.alternatives = (one << boxes_.size()) - 1;
  for (const List& list : tree_.lists) {
    if (!list.at_least_one) continue;
    if (boxes_.size() == mask_bits) {
      add(list.id.where, "too many lists that ask something of at least one document; expected at most " +
                             std::to_string(mask_bits - program_.alternative_count));
      return;
    }
    const Mask mark = one << boxes_.size();
    program_.marks |= mark;
    for (CompiledList& way : program_.lists) {
      if (way.id == list.id.text) way.marks = mark;
    }
    boxes_.push_back(box_of(*list.at_least_one));
    bare_.push_back(boxes_.back());
  }
}

Mask Compiler::free_of(proofing::Fact fact) const {
  return boxes_where(boxes_, [fact](const Box& box) { return !restricts(box, fact); });
}

Mask Compiler::mask_of_kind(std::size_t kind) const {
  const Mask mask = boxes_where(boxes_, [kind](const Box& box) { return box.any_kind || box.kind == kind; });
  return without_idle_marks(program_, mask);
}

Mask Compiler::mask_of_place(std::size_t place) const {
  Mask mask = ~Mask{0};
  for (std::size_t line = 0; line < program_.lines.size(); ++line) {
    if ((program_.line_places[line] >> place & 1U) == 0) mask &= ~program_.line_needed[line];
  }
  return mask;
}

std::optional<Program> compile(const Tree& tree, std::vector<Finding>& findings) {
  return Compiler{tree, findings, Asked::nothing_more}.compile();
}

std::optional<Program> compile_with_picture(const Tree& tree, std::vector<Finding>& findings) {
  return Compiler{tree, findings, Asked::picture}.compile();
}

}  // namespace skranke::policy
