#include "policy/space.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "policy/judge.hpp"
#include "policy/tree.hpp"
#include "policy/unknown.hpp"

namespace skranke::policy {
namespace {

using proofing::Document;
using proofing::Fact;
using proofing::Tri;

constexpr base::YearMonthDay any_day{.year = 2024, .month = 7, .day = 15};

// Copies one fact.
void state(Document& to, Fact fact, const Document& from) {
  switch (fact) {
    case Fact::issuer:
      to.issuer = from.issuer;
      return;
    case Fact::form:
      to.form = from.form;
      return;
    case Fact::photo:
    case Fact::cpr_number:
    case Fact::temporary:
    case Fact::name_matches:
      to.set_flag(fact, from.flag(fact));
      return;
    case Fact::authority:
      to.authority = from.authority;
      return;
    case Fact::expires:
      to.expires = from.expires;
      return;
    case Fact::issued:
      to.issued = from.issued;
      return;
    case Fact::income_year:
      to.income_year = from.income_year;
      return;
    case Fact::born:
      to.born = from.born;
      return;
    case Fact::validity:
    case Fact::activity:
    case Fact::fraud:
    case Fact::verification:
      to.set_score(fact, static_cast<std::int32_t>(from.score_place(proofing::score_index(fact))) - 1);
      return;
  }
  std::unreachable();
}

template <class Names>
std::size_t position(const Names& names, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

}  // namespace

Space::Space(std::vector<const Program*> programs, Alike alike)
    : programs_{std::move(programs)}, alike_{alike}, visit_{base::day_from(any_day)} {
  for (const Program* program : programs_) {
    for (const CompiledKind& kind : program->kinds) {
      if (std::ranges::find(kinds_, kind.id) == kinds_.end()) kinds_.push_back(kind.id);
    }
  }
  for (const std::string& place : programs_.front()->places) {
    const bool is_everywhere = std::ranges::all_of(programs_, [&](const Program* program) {
      return std::ranges::find(program->places, place) != program->places.end();
    });
    if (is_everywhere) places_.push_back(place);
  }
  make_issuers();
  make_named();
  make_dates();
  make_applicant();
}

void Space::make_applicant() {
  for (const Fact fact : proofing::score_facts) {
    for (std::int32_t score = 0; score <= proofing::score_max; ++score) {
      Value value{.sample = {}, .label = std::to_string(score), .countries = {}};
      value.sample.set_score(fact, score);
      put(fact, std::move(value));
    }
  }
  std::vector<std::int32_t> ages{0};
  for (const Program* program : programs_) {
    for (const AgeRule& rule : program->ages) ages.push_back(rule.years);
  }
  std::ranges::sort(ages);
  ages.erase(std::ranges::unique(ages).begin(), ages.end());
  for (std::size_t i = 0; i < ages.size(); ++i) {
    const std::string from = std::to_string(ages[i]);
    const bool is_last = i + 1 == ages.size();
    Value value{
        .sample = {},
        .label = is_last ? "age-from-" + from : "age-" + from + "-to-" + std::to_string(ages[i + 1] - 1),
        .countries = {}};
    value.sample.born =
        base::day_from({.year = any_day.year - ages[i], .month = any_day.month, .day = any_day.day});
    put(Fact::born, std::move(value));
  }
}

std::vector<Mask> Space::told(Fact fact, const Document& sample) const {
  std::vector<Mask> masks;
  for (const Program* program : programs_) {
    Clock clock{*program, visit_};
    Mask mask = program->flag_rows[sample.flags].may;
    mask &= program
                ->form_authority_rows[static_cast<unsigned>(sample.form) |
                                      static_cast<unsigned>(sample.authority) << 2U]
                .may;
    mask &= program->expires_rows[expires_class(sample, visit_)].may;
    mask &= clock.issued_row(sample.issued).may & clock.income_year_row(sample.income_year).may;
    for (std::size_t i = 0; i < program->score_rows.size(); ++i)
      mask &= program->score_rows[i][sample.score_place(i)].may;
    mask &= clock.born_row(sample.born).may;
    masks.push_back(fact == Fact::issuer ? Mask{program->issuer_class[sample.issuer]} : mask);
  }
  return masks;
}

void Space::put(Fact fact, Value value) {
  std::vector<Value>& known = values_[static_cast<std::size_t>(fact)];
  const std::vector<Mask> masks = told(fact, value.sample);
  for (Value& other : known) {
    if (told(fact, other.sample) != masks) continue;
    other.countries.insert(other.countries.end(), value.countries.begin(), value.countries.end());
    if (proofing::is_score(fact))
      other.label = other.label.substr(0, other.label.find('-')) + "-" + value.label;
    return;
  }
  known.push_back(std::move(value));
}

void Space::make_issuers() {
  for (std::size_t i = 0; i < base::assigned_countries.size(); i += 2) {
    const std::string code{base::assigned_countries.substr(i, 2)};
    Value value{.sample = {}, .label = code, .countries = {base::country_number(code)}};
    value.sample.issuer = base::country_number(code);
    put(Fact::issuer, std::move(value));
  }
}

void Space::make_named() {
  for (std::size_t i = 1; i < proofing::form_names.size(); ++i) {
    Value value{.sample = {}, .label = std::string{proofing::form_names[i]}, .countries = {}};
    value.sample.form = static_cast<proofing::Form>(i);
    put(Fact::form, std::move(value));
  }
  for (std::size_t i = 1; i < proofing::authority_names.size(); ++i) {
    Value value{.sample = {}, .label = std::string{proofing::authority_names[i]}, .countries = {}};
    value.sample.authority = static_cast<proofing::Authority>(i);
    put(Fact::authority, std::move(value));
  }
  for (const Fact fact : proofing::flag_facts) {
    for (const Tri tri : {Tri::yes, Tri::no}) {
      Value value{.sample = {}, .label = tri == Tri::yes ? "yes" : "no", .countries = {}};
      value.sample.set_flag(fact, tri);
      put(fact, std::move(value));
    }
  }
}

void Space::make_dates() {
  const auto put_day = [this](Fact fact, base::Day day, std::string label) {
    Value value{.sample = {}, .label = std::move(label), .countries = {}};
    (fact == Fact::expires ? value.sample.expires : value.sample.issued) = day;
    put(fact, std::move(value));
  };
  put_day(Fact::expires, visit_, "not-before-visit");
  put_day(Fact::expires, visit_ - 1, "before-visit");
  std::vector<std::int32_t> months;
  std::vector<std::int32_t> years{0, 1};
  for (const Program* program : programs_) {
    for (const IssuedWindow& window : program->windows) months.push_back(window.months_old_max);
    for (const IncomeYear& year : program->income_years) years.push_back(year.years_back);
  }
  std::ranges::sort(months);
  months.erase(std::ranges::unique(months).begin(), months.end());
  std::string youngest = "0";
  for (const std::int32_t old : months) {
    const std::string oldest = std::to_string(old);
    put_day(Fact::issued, base::months_before(any_day, old), "months-old-" + youngest + "-to-" + oldest);
    youngest = oldest;
  }
  const std::int32_t beyond = months.empty() ? 0 : months.back();
  put_day(Fact::issued, base::months_before(any_day, beyond) - 1,
          "months-old-over-" + std::to_string(beyond));
  put_day(Fact::issued, visit_ + 1, "after-visit");
  std::ranges::sort(years);
  years.erase(std::ranges::unique(years).begin(), years.end());
  years.push_back(years.back() + 1);
  for (const std::int32_t back : years) {
    const std::string named = back == 0 ? "current" : back == 1 ? "previous" : "other";
    Value value{.sample = {}, .label = named, .countries = {}};
    value.sample.income_year = any_day.year - back;
    put(Fact::income_year, std::move(value));
  }
}

std::optional<std::uint8_t> Space::kind_in(std::size_t program, std::size_t kind) const {
  const auto& all = programs_[program]->kinds;
  const auto found = std::ranges::find(all, kinds_[kind], &CompiledKind::id);
  if (found == all.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - all.begin());
}

std::uint8_t Space::place_in(std::size_t program, std::size_t place) const {
  return static_cast<std::uint8_t>(position(programs_[program]->places, places_[place]));
}

std::vector<Fact> Space::mattering(std::size_t kind) const {
  std::vector<Fact> facts;
  for (const Fact fact : proofing::all_facts) {
    for (std::size_t p = 0; p < programs_.size(); ++p) {
      const auto known = kind_in(p, kind);
      if (!known || (programs_[p]->kinds[*known].facts & bit(fact)) == 0) continue;
      facts.push_back(fact);
      break;
    }
  }
  return facts;
}

Document Space::document(std::size_t program, std::size_t kind, const State& of) const {
  Document document;
  document.kind = kind_in(program, kind).value_or(0);
  for (const Fact fact : proofing::all_facts) {
    const std::uint8_t value = of[static_cast<std::size_t>(fact)];
    if (value != any_value) state(document, fact, values(fact)[value].sample);
  }
  return document;
}

Mask Space::profile(std::size_t program, std::size_t place, const Document& document) const {
  const Program& by = *programs_[program];
  Clock clock{by, visit_};
  const Mask may = judge(by, document, clock, by.cell(place_in(program, place), document)).may;
  return alike_ == Alike::to_lists ? canonical(by, may) : without_idle_marks(by, may);
}

Space::Classes Space::classes(std::size_t place) const {
  Classes all;
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    const std::vector<Fact> facts = mattering(kind);
    std::map<std::vector<Mask>, std::vector<State>> by_profiles;
    State state;
    state.fill(any_value);
    for (const Fact fact : facts) state[static_cast<std::size_t>(fact)] = 0;
    for (bool more = true; more;) {
      ++all.states;
      std::vector<Mask> profiles;
      for (std::size_t p = 0; p < programs_.size(); ++p)
        profiles.push_back(kind_in(p, kind) ? profile(p, place, document(p, kind, state)) : Mask{0});
      by_profiles[profiles].push_back(state);
      more = false;
      for (const Fact fact : facts) {  // the next state, as an odometer counts
        std::uint8_t& value = state[static_cast<std::size_t>(fact)];
        if (++value < values(fact).size()) {
          more = true;
          break;
        }
        value = 0;
      }
    }
    for (auto& [profiles, states] : by_profiles) {
      const bool serves = std::ranges::any_of(profiles, [](Mask mask) { return mask != 0; });
      const bool is_applicant = kinds_[kind] == applicant_kind_id;
      if (is_applicant || serves) {
        (is_applicant ? all.applicants : all.documents)
            .push_back({.kind = kind, .profiles = profiles, .states = std::move(states)});
      }
    }
  }
  if (all.applicants.empty())
    all.applicants.push_back({.kind = 0, .profiles = std::vector<Mask>(programs_.size()), .states = {}});
  return all;
}

std::vector<StateBox> Space::boxes(std::span<const State> states) const {
  std::vector<StateBox> boxes;
  for (const State& state : states) {
    StateBox box{};
    for (std::size_t f = 0; f < state.size(); ++f) {
      if (state[f] != any_value) box[f].insert(state[f]);
    }
    boxes.push_back(box);
  }
  for (std::size_t before = 0; before != boxes.size();) {
    before = boxes.size();
    for (std::size_t f = 0; f < proofing::fact_count; ++f) {
      std::map<StateBox, ValueSet> together;  // by the other facts: the values of this one
      for (StateBox box : boxes) {
        const ValueSet these = std::exchange(box[f], {});
        together[box].insert(these);
      }
      boxes.clear();
      for (const auto& [others, these] : together) boxes.emplace_back(others)[f] = these;
    }
  }
  for (StateBox& box : boxes) {
    for (std::size_t f = 0; f < box.size(); ++f) {
      if (box[f].size() == values_[f].size()) box[f] = {};
    }
  }
  return boxes;
}

SomeCountries Space::issuers(const StateBox& box) const {
  const ValueSet& asked = box[static_cast<std::size_t>(Fact::issuer)];
  const std::vector<Value>& all = values(Fact::issuer);
  std::vector<base::Country> some;
  std::vector<base::Country> others;
  for (std::size_t v = 0; v < all.size(); ++v) {
    auto& into = asked.empty() || asked.contains(v) ? some : others;
    into.insert(into.end(), all[v].countries.begin(), all[v].countries.end());
  }
  SomeCountries countries{.named = {}, .all_but = some.size() > others.size()};
  countries.named = std::move(countries.all_but ? others : some);
  std::ranges::sort(countries.named);
  return countries;
}

}  // namespace skranke::policy
