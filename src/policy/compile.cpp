#include "policy/compile.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "policy/box.hpp"
#include "policy/check_tree.hpp"
#include "policy/combination.hpp"
#include "policy/unknown.hpp"

namespace skranke::policy {
namespace {

using proofing::Authority;
using proofing::Fact;
using proofing::Form;
using proofing::Tri;

constexpr Mask one = 1;

// A condition on every document, for naming the reason where it fails.
struct GeneralRule {
  Reason reason;
  std::vector<Box> boxes;  // it holds for a document in any of these
};

Reason reason_of_flag(Fact fact) {
  switch (fact) {
    case Fact::photo:
      return Reason::no_photo;
    case Fact::cpr_number:
      return Reason::no_cpr_number;
    case Fact::temporary:
      return Reason::temporary;
    case Fact::name_matches:
      return Reason::name_differs;
    case Fact::issuer:
    case Fact::form:
    case Fact::authority:
    case Fact::expires:
    case Fact::issued:
    case Fact::income_year:
      break;
  }
  std::unreachable();
}

// The reason that a condition on every document gives where it fails; it asks for one fact.
Reason reason_of(const Requirement& require) {
  for (std::size_t i = 0; i < require.flags.size(); ++i) {
    if (require.flags[i]) return reason_of_flag(proofing::flag_facts[i]);
  }
  return require.expires_not_before_visit ? Reason::expired : Reason::not_physical;
}

class Compiler {
 public:
  Compiler(const Tree& tree, std::vector<Finding>& findings) : tree_{tree}, findings_{findings} {}

  std::optional<Program> compile() {
    const std::size_t before = findings_.size();
    name_everything();
    make_general_rules();
    make_alternatives();
    if (findings_.size() != before) return std::nullopt;
    make_marks();
    make_lists();
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
    check_lists_can_be_met();
    check_profile_counts();
    if (findings_.size() != before) return std::nullopt;
    return std::move(program_);
  }

 private:
  void add(Where where, std::string text) {
    findings_.push_back({.file = tree_.file, .where = where, .text = std::move(text)});
  }

  void name_everything() {
    program_.id = tree_.id.text;
    program_.version = tree_.version.text;
    program_.effective = tree_.effective;
    program_.time_zone = tree_.time_zone;
    for (const Place& place : tree_.places) program_.places.push_back(place.id.text);
    for (const Kind& kind : tree_.kinds) program_.kinds.push_back({.id = kind.id.text});
    for (const Line& line : tree_.lines) program_.lines.push_back(line.id.text);
  }

  [[nodiscard]] std::uint8_t kind_index(std::string_view id) const {
    const auto found = std::ranges::find(program_.kinds, id, &CompiledKind::id);
    return static_cast<std::uint8_t>(found - program_.kinds.begin());
  }

  [[nodiscard]] Box box_for(const Accepts& accepts) const {
    Box box = box_of(accepts.require);
    box.kind = kind_index(accepts.kind.text);
    box.any_kind = false;
    return box;
  }

  void make_general_rules() {
    for (const Condition& condition : tree_.conditions) {
      GeneralRule rule{.reason = reason_of(condition.require), .boxes = {box_of(condition.require)}};
      for (const Accepts& accepts : condition.except) rule.boxes.push_back(box_for(accepts));
      rules_.push_back(std::move(rule));
    }
  }

  // The documents in `bare` for which every condition holds, as few boxes as merging gives.
  [[nodiscard]] std::vector<Box> under_conditions(const Box& bare) const {
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

  void make_alternatives() {
    for (std::size_t line = 0; line < tree_.lines.size(); ++line) {
      Mask places = 0;
      for (std::size_t place = 0; place < program_.places.size(); ++place) {
        const auto& only_at = tree_.lines[line].only_at;
        const bool here = std::ranges::find(only_at, program_.places[place], &Name::text) != only_at.end();
        if (only_at.empty() || here) places |= one << place;
      }
      program_.line_places.push_back(places);
      Mask alternatives = 0;
      for (const Accepts& accepts : tree_.lines[line].accepts) {
        const Box bare = box_for(accepts);
        const std::vector<Box> boxes = under_conditions(bare);
        if (boxes.empty()) {
          add(accepts.kind.where, "line \"" + tree_.lines[line].id.text +
                                      "\" can never be met by this kind: what it asks contradicts the "
                                      "conditions on every document");
        }
        for (const Box& box : boxes) {
          if (boxes_.size() >= base::limits::alternatives_max) {
            add(tree_.lines[line].id.where, "too many alternatives (kinds on lines); expected at most " +
                                                std::to_string(base::limits::alternatives_max));
            return;
          }
          alternatives |= one << boxes_.size();
          program_.line_of[boxes_.size()] = static_cast<std::uint8_t>(line);
          boxes_.push_back(box);
          bare_.push_back(bare);
        }
      }
      program_.line_alternatives.push_back(alternatives);
    }
    program_.alternative_count = static_cast<std::uint8_t>(boxes_.size());
    program_.alternatives = (one << boxes_.size()) - 1;
  }

  // Lists that ask the same of at least one document share a mark.
  void make_marks() {
    for (const List& list : tree_.lists) {
      CompiledList compiled;
      compiled.id = list.id.text;
      if (list.at_least_one) {
        compiled.marks = one << boxes_.size();
        program_.marks |= compiled.marks;
        boxes_.push_back(box_of(*list.at_least_one));
        bare_.push_back(boxes_.back());
      }
      program_.lists.push_back(std::move(compiled));
    }
  }

  [[nodiscard]] Mask alternatives_of(std::span<const Name> names) const {
    Mask mask = 0;
    for (const std::size_t line : expand(tree_, names)) mask |= program_.line_alternatives[line];
    return mask;
  }

  void make_lists() {
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
    for (std::size_t l = 0; l < tree_.lists.size(); ++l) {
      CompiledList& list = program_.lists[l];
      std::uint8_t part_index = 0;
      for (const Part& part : tree_.lists[l].take) {
        const Mask alternatives = alternatives_of(part.of);
        list.all |= alternatives;
        for (std::int32_t i = 0; i < part.count; ++i)
          list.slots.push_back({.alternatives = alternatives, .part = part_index});
        ++part_index;
      }
      if (list.slots.size() == 2) make_partners(list);
      for (Mask marks = list.marks; marks != 0; marks &= marks - 1)
        program_.mark_scope[lowest(marks)] |= list.all;
    }
    find_twins();
  }

  void make_partners(CompiledList& list) const {
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
        if (list.slots[0].part == list.slots[1].part)
          others &= ~program_.line_alternatives[program_.line_of[a]];
        list.partner[a] |= others;
      }
    }
  }

  // Two alternatives are twins if no list and no exclusion can tell them apart.
  void find_twins() {
    for (std::uint8_t a = 0; a < mask_bits; ++a) program_.twin_of[a] = a;
    for (std::uint8_t b = 1; b < program_.alternative_count; ++b) {
      for (std::uint8_t a = 0; a < b; ++a) {
        if (program_.twin_of[a] != a || !are_twins(a, b)) continue;
        program_.twin_of[b] = a;
        break;
      }
    }
  }

  [[nodiscard]] bool are_twins(std::uint8_t a, std::uint8_t b) const {
    const auto without_both = [&](Mask mask) { return mask & ~(one << a | one << b); };
    if (without_both(program_.apart[a]) != without_both(program_.apart[b]) ||
        program_.apart[a] != program_.apart[b])
      return false;
    for (Mask bits = program_.apart[a]; bits != 0; bits &= bits - 1) {
      const Mask back = program_.apart[lowest(bits)];
      if ((back >> a & 1U) != (back >> b & 1U)) return false;
    }
    const bool same_line = program_.line_of[a] == program_.line_of[b];
    return std::ranges::all_of(program_.lists, [&](const CompiledList& list) {
      return std::ranges::all_of(list.slots, [&](const Slot& slot) {
        const bool has_a = (slot.alternatives >> a & 1U) != 0;
        const bool has_b = (slot.alternatives >> b & 1U) != 0;
        if (has_a != has_b) return false;
        const auto in_part = std::ranges::count(list.slots, slot.part, &Slot::part);
        return !has_a || same_line || in_part == 1;
      });
    });
  }

  static std::size_t lowest(Mask mask) { return static_cast<std::size_t>(__builtin_ctzll(mask)); }

  // The bits of boxes for which `holds` says yes.
  template <class Holds>
  [[nodiscard]] Mask boxes_where(const std::vector<Box>& boxes, Holds holds) const {
    Mask mask = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      if (holds(boxes[i])) mask |= one << i;
    }
    return mask;
  }

  [[nodiscard]] Mask free_of(Fact fact) const {
    return boxes_where(boxes_, [fact](const Box& box) { return !restricts(box, fact); });
  }

  static bool allows_flags(const Box& box, std::size_t flags, bool whatever) {
    for (std::size_t i = 0; i < box.flags.size(); ++i) {
      const std::size_t value = flags >> flag_shift(proofing::flag_facts[i]) & 3U;
      if (value == 0 ? whatever && box.flags[i] != 0b110 : (box.flags[i] >> value & 1U) == 0) return false;
    }
    return true;
  }

  static bool allows_value(std::uint8_t set, std::size_t value, bool whatever) {
    if (value == 0) return !whatever || set == 0b1110;
    return (set >> value & 1U) != 0;
  }

  void make_rows() {
    for (std::size_t flags = 0; flags < 256; ++flags) {
      program_.flag_rows[flags] = {
          .may = boxes_where(boxes_, [&](const Box& box) { return allows_flags(box, flags, false); }),
          .must = boxes_where(boxes_, [&](const Box& box) { return allows_flags(box, flags, true); })};
    }
    for (std::size_t index = 0; index < 16; ++index) {
      const auto row = [&](bool whatever) {
        return boxes_where(boxes_, [&](const Box& box) {
          return allows_value(box.forms, index & 3U, whatever) &&
                 allows_value(box.authorities, index >> 2U, whatever);
        });
      };
      program_.form_authority_rows[index] = {.may = row(false), .must = row(true)};
    }
    program_.expires_rows[0].must = free_of(Fact::expires);
    program_.expires_rows[2] = {.may = program_.expires_rows[0].must, .must = program_.expires_rows[0].must};
    make_issuer_classes();
    make_clock_rows();
  }

  // Countries that no box tells apart are one class.
  void make_issuer_classes() {
    std::map<std::pair<Mask, Mask>, std::uint8_t> classes;
    issuer_rows_.push_back({.may = ~Mask{0}, .must = free_of(Fact::issuer)});
    bare_issuer_.push_back(~Mask{0});
    for (std::size_t i = 0; i < base::assigned_countries.size(); i += 2) {
      const base::Country country = *base::parse_country(base::assigned_countries.substr(i, 2));
      const auto takes = [country](const Box& box) { return allows_issuer(box, country); };
      const std::pair key{boxes_where(boxes_, takes), boxes_where(bare_, takes)};
      const auto [entry, is_new] = classes.emplace(key, static_cast<std::uint8_t>(issuer_rows_.size()));
      if (is_new) {
        issuer_rows_.push_back({.may = key.first, .must = key.first});
        bare_issuer_.push_back(key.second);
      }
      program_.issuer_class[country] = entry->second;
    }
    program_.issuer_class_count = issuer_rows_.size();
  }

  void make_clock_rows() {
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      const Box& box = boxes_[i];
      if (box.months_old_max >= 0) {
        program_.window_alternatives |= one << i;
        auto found = std::ranges::find(program_.windows, box.months_old_max, &IssuedWindow::months_old_max);
        if (found == program_.windows.end()) {
          found = std::ranges::lower_bound(program_.windows, box.months_old_max, {},
                                           &IssuedWindow::months_old_max);
          found = program_.windows.insert(found, {.months_old_max = box.months_old_max, .alternatives = 0});
        }
        found->alternatives |= one << i;
      }
      if (box.income_year_back >= 0) {
        program_.year_alternatives |= one << i;
        auto found = std::ranges::find(program_.income_years, box.income_year_back, &IncomeYear::years_back);
        if (found == program_.income_years.end()) {
          found =
              program_.income_years.insert(found, {.years_back = box.income_year_back, .alternatives = 0});
        }
        found->alternatives |= one << i;
      }
    }
  }

  void make_fact_classes() {
    const auto put = [this](Fact fact, Mask mask) {
      std::vector<Mask>& classes = program_.fact_classes[static_cast<std::size_t>(fact)];
      mask &= program_.alternatives | program_.marks;
      if (std::ranges::find(classes, mask) == classes.end()) classes.push_back(mask);
    };
    for (std::size_t i = 1; i < issuer_rows_.size(); ++i) put(Fact::issuer, issuer_rows_[i].may);
    for (std::size_t value = 1; value < 4; ++value) {
      put(Fact::form, program_.form_authority_rows[value].may);
      put(Fact::authority, program_.form_authority_rows[value << 2U].may);
    }
    for (const Fact fact : proofing::flag_facts) {
      for (std::size_t value = 1; value < 3; ++value)
        put(fact, program_.flag_rows[value << flag_shift(fact)].may);
    }
    put(Fact::expires, program_.expires_rows[1].may);
    put(Fact::expires, program_.expires_rows[2].may);
    Mask outside = ~program_.window_alternatives;
    put(Fact::issued, outside);
    for (auto window = program_.windows.rbegin(); window != program_.windows.rend(); ++window) {
      outside |= window->alternatives;
      put(Fact::issued, outside);
    }
    put(Fact::income_year, ~program_.year_alternatives);
    for (const IncomeYear& year : program_.income_years)
      put(Fact::income_year, ~program_.year_alternatives | year.alternatives);
  }

  // The bits that a kind can ever have: its alternatives, and the marks of lists that take one of them.
  [[nodiscard]] Mask mask_of_kind(std::size_t kind) const {
    Mask mask = boxes_where(boxes_, [kind](const Box& box) { return box.any_kind || box.kind == kind; });
    return without_idle_marks(program_, mask);
  }

  [[nodiscard]] Mask mask_of_place(std::size_t place) const {
    Mask mask = ~Mask{0};
    for (std::size_t line = 0; line < program_.lines.size(); ++line) {
      if ((program_.line_places[line] >> place & 1U) == 0) mask &= ~program_.line_alternatives[line];
    }
    return mask;
  }

  void make_cells() {
    const Mask clocks = program_.window_alternatives | program_.year_alternatives;
    for (std::uint8_t place = 0; place < program_.places.size(); ++place) {
      for (std::uint8_t kind = 0; kind < program_.kinds.size(); ++kind) {
        const Mask mask = mask_of_kind(kind) & mask_of_place(place);
        const std::size_t first = program_.cells.size();
        for (std::size_t issuer = 0; issuer < issuer_rows_.size(); ++issuer) {
          Cell cell;
          cell.row = {.may = mask & issuer_rows_[issuer].may, .must = mask & issuer_rows_[issuer].must};
          cell.has_clock = (mask_of_kind(kind) & clocks) != 0;
          if (issuer > 0) give_reasons(cell, place, kind, issuer);
          program_.cells.push_back(cell);
        }
        // Of an unknown issuer only that is certain which holds for every class of issuers.
        Cell& unknown = program_.cells[first];
        unknown.by_form.fill(static_cast<Reasons>(~0U));
        unknown.failing_flags = 0xFF;
        program_.asked[first] = 0;
        for (std::size_t issuer = 1; issuer < issuer_rows_.size(); ++issuer) {
          const Cell& known = program_.cells[first + issuer];
          unknown.failing_flags &= known.failing_flags;
          for (std::size_t form = 0; form < unknown.by_form.size(); ++form)
            unknown.by_form[form] &= known.by_form[form];
        }
      }
    }
  }

  void give_reasons(Cell& cell, std::uint8_t place, std::uint8_t kind, std::size_t issuer) {
    const Mask of_kind = mask_of_kind(kind) & program_.alternatives;
    const Mask taking = of_kind & bare_issuer_[issuer];
    const Mask asked = taking != 0 ? taking : of_kind;
    program_.asked.resize(program_.cells.size() + 1);
    program_.asked.back() = asked;
    Reasons whatever_form = taking == 0 ? bit(Reason::not_listed) : Reasons{0};
    if (asked != 0 && (asked & mask_of_place(place)) == 0) whatever_form |= bit(Reason::elsewhere_only);
    for (std::size_t form = 0; form < cell.by_form.size(); ++form) {
      cell.by_form[form] = whatever_form;
      for (const GeneralRule& rule : rules_) {
        const bool can_hold = std::ranges::any_of(rule.boxes, [&](const Box& box) {
          const bool takes_kind = box.any_kind || box.kind == kind;
          return takes_kind && allows_issuer_class(box, issuer) && allows_value(box.forms, form, false);
        });
        if (!can_hold) cell.by_form[form] |= bit(rule.reason);
      }
    }
    for (std::size_t i = 0; i < proofing::flag_facts.size(); ++i) {
      for (const Tri value : {Tri::no, Tri::yes}) {
        const auto refuses = [&](const Box& box) {
          return (box.flags[i] >> static_cast<unsigned>(value) & 1U) == 0;
        };
        const bool by_condition =
            std::ranges::any_of(rules_, [&](const GeneralRule& rule) { return refuses(rule.boxes.front()); });
        const bool by_lines = asked != 0 && (asked & ~boxes_where(bare_, refuses)) == 0;
        if (by_condition || by_lines)
          cell.failing_flags |=
              static_cast<std::uint8_t>(static_cast<unsigned>(value) << flag_shift(proofing::flag_facts[i]));
      }
    }
  }

  [[nodiscard]] bool allows_issuer_class(const Box& box, std::size_t issuer) const {
    for (base::Country country = 1; country < base::country_count; ++country) {
      if (program_.issuer_class[country] == issuer) return allows_issuer(box, country);
    }
    return false;
  }

  void make_reason_tables() {
    for (const GeneralRule& rule : rules_) {
      if (rule.reason == Reason::expired) program_.expires_reasons |= bit(rule.reason);
    }
    for (std::size_t flags = 0; flags < 256; ++flags) {
      for (const Fact fact : proofing::flag_facts) {
        if ((flags >> flag_shift(fact) & 3U) != 0) program_.field_reasons[flags] |= bit(reason_of_flag(fact));
      }
    }
    for (std::size_t kind = 0; kind < program_.kinds.size(); ++kind) {
      for (const Fact fact : proofing::all_facts) {
        const Mask restricting = boxes_where(boxes_, [fact](const Box& box) { return restricts(box, fact); });
        if ((restricting & mask_of_kind(kind)) != 0) program_.kinds[kind].facts |= bit(fact);
      }
    }
  }

  std::uint16_t clause_index(const std::string& clause) {
    const auto found = std::ranges::find(program_.clauses, clause);
    const auto index = static_cast<std::uint16_t>(found - program_.clauses.begin());
    if (found == program_.clauses.end()) program_.clauses.push_back(clause);
    return index;
  }

  // The clause of a reason: the condition's, or the first line of the kind that asks for the fact.
  void make_clauses() {
    for (std::size_t kind = 0; kind < program_.kinds.size(); ++kind) {
      std::array<std::uint16_t, reason_count>& clause = program_.kinds[kind].clause;
      const auto first_line = [&](Mask mask, const std::string& otherwise) {
        mask &= mask_of_kind(kind) & program_.alternatives;
        return clause_index(mask == 0 ? otherwise : program_.lines[program_.line_of[lowest(mask)]]);
      };
      const std::string& unlisted = tree_.unlisted.text;
      clause.fill(first_line(~Mask{0}, unlisted));
      const auto set = [&](Reason reason, Mask mask) {
        clause[static_cast<std::size_t>(reason)] = first_line(mask, unlisted);
      };
      for (const Fact fact : proofing::flag_facts) {
        set(reason_of_flag(fact),
            boxes_where(bare_, [fact](const Box& box) { return restricts(box, fact); }));
      }
      set(Reason::too_old, program_.window_alternatives);
      set(Reason::not_yet_issued, program_.window_alternatives);
      set(Reason::wrong_year, program_.year_alternatives);
      Mask bound_to_place = 0;
      for (std::size_t place = 0; place < program_.places.size(); ++place)
        bound_to_place |= ~mask_of_place(place);
      set(Reason::elsewhere_only, bound_to_place);
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        clause[static_cast<std::size_t>(rules_[i].reason)] = clause_index(tree_.conditions[i].clause.text);
      }
    }
  }

  void make_advice_tables() {
    for (std::size_t line = 0; line < program_.lines.size(); ++line) {
      const std::size_t alternative = lowest(program_.line_alternatives[line]);
      Mask profile = one << alternative;
      for (Mask marks = program_.marks; marks != 0; marks &= marks - 1) {
        if (intersect(boxes_[alternative], boxes_[lowest(marks)])) profile |= one << lowest(marks);
      }
      program_.line_profiles.push_back(without_idle_marks(program_, profile));
    }
    for (const CompiledList& list : program_.lists)
      program_.slots_max = std::max(program_.slots_max, list.slots.size());
    for (std::size_t place = 0; place < program_.places.size(); ++place) {
      std::vector<std::uint8_t> lines;  // here, and not enough alone
      for (std::uint8_t line = 0; line < program_.lines.size(); ++line) {
        const Mask profile = program_.line_profiles[line];
        const bool alone = accepted_with_last(program_, {&profile, 1}, ~std::uint64_t{0});
        if (!alone && (program_.line_places[line] >> place & 1U) != 0) lines.push_back(line);
      }
      auto& pairs = program_.pairs.emplace_back();
      for (std::size_t i = 0; i < lines.size(); ++i) {
        for (std::size_t j = i + 1; j < lines.size(); ++j) {
          const std::array profiles{program_.line_profiles[lines[i]], program_.line_profiles[lines[j]]};
          if (accepted_with_last(program_, profiles, ~std::uint64_t{0}))
            pairs.push_back({lines[i], lines[j]});
        }
      }
    }
  }

  // Good documents, one an alternative: whether some of them satisfy the list at some place.
  void check_lists_can_be_met() {
    for (std::size_t l = 0; l < program_.lists.size(); ++l) {
      const CompiledList& list = program_.lists[l];
      bool met = false;
      for (std::size_t place = 0; place < program_.places.size() && !met; ++place) {
        std::vector<Mask> profiles;
        for (Mask bits = list.all & mask_of_place(place); bits != 0; bits &= bits - 1) {
          const std::size_t alternative = lowest(bits);
          Mask profile = one << alternative;
          for (Mask marks = list.marks; marks != 0; marks &= marks - 1) {
            if (intersect(boxes_[alternative], boxes_[lowest(marks)])) profile |= one << lowest(marks);
          }
          profiles.push_back(profile);
        }
        std::array<std::uint8_t, base::limits::combination_documents_max> used{};
        met = find_combination(program_, list, profiles, used);
      }
      if (!met) {
        add(tree_.lists[l].id.where,
            "list \"" + list.id +
                "\" can never be met at any place: its lines, marks and exclusions contradict each other");
      }
    }
  }

  // Deciding with unknown facts enumerates a document's profiles: they are few, or the policy is refused.
  // Counts every Mask that some of the facts, whichever, can leave of the kind.
  void check_profile_counts() {
    for (std::size_t kind = 0; kind < program_.kinds.size(); ++kind) {
      std::vector<Mask> reachable{mask_of_kind(kind)};
      for (const std::vector<Mask>& classes : program_.fact_classes) {
        const std::vector<Mask> before = reachable;
        for (const Mask mask : before) {
          for (const Mask allowed : classes) {
            const Mask narrowed = without_idle_marks(program_, mask & allowed);
            if (std::ranges::find(reachable, narrowed) == reachable.end()) reachable.push_back(narrowed);
          }
        }
        if (reachable.size() > profiles_max) {
          add(tree_.kinds[kind].id.where,
              "kind \"" + program_.kinds[kind].id + "\" can serve its lines in more than " +
                  std::to_string(profiles_max) + " ways; expected fewer lines for one kind");
          break;
        }
      }
    }
  }

  const Tree& tree_;
  std::vector<Finding>& findings_;
  Program program_;
  std::vector<GeneralRule> rules_;  // by position in tree_.conditions
  std::vector<Box> boxes_;          // by bit: alternatives, then marks
  std::vector<Box> bare_;           // by bit, without the conditions on every document
  std::vector<Row> issuer_rows_;    // by issuer class; 0 is unknown
  std::vector<Mask> bare_issuer_;   // by issuer class
};

}  // namespace

std::optional<Program> compile(const Tree& tree, std::vector<Finding>& findings) {
  return Compiler{tree, findings}.compile();
}

}  // namespace skranke::policy
