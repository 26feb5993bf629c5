// Rows by fact and value, the classes of values that a policy can tell apart, and the cells.
#include <algorithm>
#include <map>

#include "policy/combination.hpp"
#include "policy/compiler.hpp"
#include "policy/unknown.hpp"

namespace skranke::policy {

using proofing::Fact;

bool Compiler::allows_flags(const Box& box, std::size_t flags, bool whatever) {
  for (std::size_t i = 0; i < box.flags.size(); ++i) {
    const std::size_t value = flags >> flag_shift(proofing::flag_facts[i]) & 3U;
    if (value == 0 ? whatever && box.flags[i] != 0b110 : (box.flags[i] >> value & 1U) == 0) return false;
  }
  return true;
}

bool Compiler::allows_value(std::uint8_t set, std::size_t value, bool whatever) {
  if (value == 0) return !whatever || set == 0b1110;
  return (set >> value & 1U) != 0;
}

void Compiler::make_rows() {
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
  make_score_rows();
}

void Compiler::make_score_rows() {
  for (std::size_t s = 0; s < program_.score_rows.size(); ++s) {
    program_.score_rows[s][0].must = free_of(proofing::score_facts[s]);
    for (std::int32_t score = 0; score <= proofing::score_max; ++score) {
      const Mask allowed = boxes_where(boxes_, [&](const Box& box) { return box.scores_min[s] <= score; });
      program_.score_rows[s][static_cast<std::size_t>(score) + 1] = {.may = allowed, .must = allowed};
    }
  }
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    const auto put = [&](std::int32_t years, bool is_below) {
      if (years == 0) return;
      program_.age_alternatives |= one << i;
      const auto found = std::ranges::find_if(program_.ages, [&](const AgeRule& rule) {
        return rule.years == years && rule.is_below == is_below;
      });
      if (found != program_.ages.end()) {
        found->alternatives |= one << i;
      } else {
        program_.ages.push_back({.years = years, .is_below = is_below, .alternatives = one << i});
      }
    };
    put(boxes_[i].age_years_min, false);
    put(boxes_[i].age_years_below, true);
  }
}

void Compiler::make_issuer_classes() {
  std::map<std::pair<Mask, Mask>, std::uint8_t> classes;
  issuer_rows_.push_back({.may = ~Mask{0}, .must = free_of(Fact::issuer)});
  bare_issuer_.push_back(~Mask{0});
  for (std::size_t i = 0; i < base::assigned_countries.size(); i += 2) {
    const base::Country country = base::country_number(base::assigned_countries.substr(i, 2));
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

void Compiler::make_clock_rows() {
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    const Box& box = boxes_[i];
    if (box.months_old_max >= 0) {
      program_.window_alternatives |= one << i;
      auto found = std::ranges::find(program_.windows, box.months_old_max, &IssuedWindow::months_old_max);
      if (found == program_.windows.end()) {
        found =
            std::ranges::lower_bound(program_.windows, box.months_old_max, {}, &IssuedWindow::months_old_max);
        found = program_.windows.insert(found, {.months_old_max = box.months_old_max, .alternatives = 0});
      }
      found->alternatives |= one << i;
    }
    if (box.income_year_back >= 0) {
      program_.year_alternatives |= one << i;
      auto found = std::ranges::find(program_.income_years, box.income_year_back, &IncomeYear::years_back);
      if (found == program_.income_years.end()) {
        found = program_.income_years.insert(found, {.years_back = box.income_year_back, .alternatives = 0});
      }
      found->alternatives |= one << i;
    }
  }
}

void Compiler::make_fact_classes() {
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
  for (std::size_t s = 0; s < proofing::score_facts.size(); ++s) {
    for (std::size_t place = 1; place <= static_cast<std::size_t>(proofing::score_max) + 1; ++place)
      put(proofing::score_facts[s], program_.score_rows[s][place].may);
  }
  std::vector<std::int32_t> ages{0};
  for (const AgeRule& rule : program_.ages) ages.push_back(rule.years);
  for (const std::int32_t age : ages) {
    Mask allowed = ~Mask{0};
    for (const AgeRule& rule : program_.ages) {
      if ((age >= rule.years) == rule.is_below) allowed &= ~rule.alternatives;
    }
    put(Fact::born, allowed);
  }
  put(Fact::income_year, ~program_.year_alternatives);
  for (const IncomeYear& year : program_.income_years)
    put(Fact::income_year, ~program_.year_alternatives | year.alternatives);
}

void Compiler::make_cells() {
  const Mask clocks = program_.window_alternatives | program_.year_alternatives;
  Mask scores = program_.age_alternatives;
  for (const Fact fact : proofing::score_facts)
    scores |= boxes_where(boxes_, [fact](const Box& box) { return restricts(box, fact); });
  for (std::size_t place = 0; place < program_.places.size(); ++place) {
    for (std::size_t kind = 0; kind < program_.kinds.size(); ++kind) {
      const Mask mask = mask_of_kind(kind) & mask_of_place(place);
      const std::size_t first = program_.cells.size();
      for (std::size_t issuer = 0; issuer < issuer_rows_.size(); ++issuer) {
        Cell cell;
        cell.row = {.may = mask & issuer_rows_[issuer].may, .must = mask & issuer_rows_[issuer].must};
        cell.has_clock = (mask_of_kind(kind) & clocks) != 0;
        cell.has_scores = (mask_of_kind(kind) & scores) != 0;
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

void Compiler::check_profile_counts() {
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

}  // namespace skranke::policy
