// Why a document serves in no line, worked out beforehand for every cell; and the clause behind each reason.
#include <algorithm>

#include "policy/compiler.hpp"

namespace skranke::policy {

using proofing::Fact;
using proofing::Tri;

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
    case Fact::validity:
    case Fact::born:
    case Fact::activity:
    case Fact::fraud:
    case Fact::verification:
      break;
  }
  std::unreachable();
}

void Compiler::give_reasons(Cell& cell, std::size_t place, std::size_t kind, std::size_t issuer) {
  const Mask of_kind = mask_of_kind(kind) & program_.on_lines;
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

bool Compiler::allows_issuer_class(const Box& box, std::size_t issuer) const {
  for (base::Country country = 1; country < base::country_count; ++country) {
    if (program_.issuer_class[country] == issuer) return allows_issuer(box, country);
  }
  return false;
}

void Compiler::make_reason_tables() {
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

std::uint16_t Compiler::clause_index(const std::string& clause) {
  const auto found = std::ranges::find(program_.clauses, clause);
  const auto index = static_cast<std::uint16_t>(found - program_.clauses.begin());
  if (found == program_.clauses.end()) program_.clauses.push_back(clause);
  return index;
}

void Compiler::make_clauses() {
  for (std::size_t kind = 0; kind < program_.kinds.size(); ++kind) {
    std::array<std::uint16_t, reason_count>& clause = program_.kinds[kind].clause;
    const auto first_line = [&](Mask mask, const std::string& otherwise) {
      mask &= mask_of_kind(kind) & program_.on_lines;
      return clause_index(mask == 0 ? otherwise : program_.lines[program_.line_of[lowest(mask)]]);
    };
    const std::string& unlisted = tree_.unlisted.text;
    clause.fill(first_line(~Mask{0}, unlisted));
    const auto set = [&](Reason reason, Mask mask) {
      clause[static_cast<std::size_t>(reason)] = first_line(mask, unlisted);
    };
    for (const Fact fact : proofing::flag_facts) {
      set(reason_of_flag(fact), boxes_where(bare_, [fact](const Box& box) { return restricts(box, fact); }));
    }
    set(Reason::too_old, program_.window_alternatives);
    set(Reason::not_yet_issued, program_.window_alternatives);
    set(Reason::wrong_year, program_.year_alternatives);
    set(Reason::score_too_low,
        boxes_where(bare_, [](const Box& box) { return restricts(box, Fact::validity); }));
    Mask bound_to_place = 0;
    for (std::size_t place = 0; place < program_.places.size(); ++place)
      bound_to_place |= ~mask_of_place(place);
    set(Reason::elsewhere_only, bound_to_place);
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      clause[static_cast<std::size_t>(rules_[i].reason)] = clause_index(tree_.conditions[i].clause.text);
    }
  }
}

}  // namespace skranke::policy
