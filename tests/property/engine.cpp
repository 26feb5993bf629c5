#include "property/engine.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/civil.hpp"
#include "base/country.hpp"
#include "policy/advice.hpp"
#include "policy/decide.hpp"
#include "policy/load.hpp"
#include "policy/question.hpp"

namespace skranke::property {
namespace {

namespace ref = reference;

base::Day day(ref::Date date) {
  if (date == ref::never) return proofing::day_never;
  return base::day_from({.year = date / 10000, .month = date / 100 % 100, .day = date % 100});
}

// The position of a name that has to be there.
template <class Names>
std::size_t place_of(const Names& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) throw std::out_of_range("no " + std::string(name));
  return static_cast<std::size_t>(found - names.begin());
}

proofing::Fact engine_fact(std::size_t fact) {
  for (const proofing::Fact f : proofing::all_facts) {
    if (proofing::name(f) == ref::fact_names.at(fact)) return f;
  }
  throw std::out_of_range("no such fact");
}

ref::Fact reference_fact(proofing::Fact fact) {
  return static_cast<ref::Fact>(place_of(ref::fact_names, proofing::name(fact)));
}

void set(proofing::Document& to, ref::Fact fact, ref::Value value) {
  const proofing::Fact known = engine_fact(fact);
  switch (fact) {
    case ref::issuer:
      to.issuer = present(
          base::parse_country(std::string{static_cast<char>(value / 256), static_cast<char>(value % 256)}));
      break;
    case ref::form:
      to.form = static_cast<proofing::Form>(
          place_of(proofing::form_names, ref::form_names.at(static_cast<std::size_t>(value))));
      break;
    case ref::authority:
      to.authority = static_cast<proofing::Authority>(
          place_of(proofing::authority_names, ref::authority_names.at(static_cast<std::size_t>(value))));
      break;
    case ref::expires:
      to.expires = day(value);
      break;
    case ref::issued:
      to.issued = day(value);
      break;
    case ref::income_year:
      to.income_year = value;
      break;
    default:
      to.set_flag(known, value != 0 ? proofing::Tri::yes : proofing::Tri::no);
  }
}

}  // namespace

struct Engine::Asked {
  std::vector<proofing::Document> documents;
  proofing::Evidence evidence;
};

std::string policy_text() {
  std::ifstream file(SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml");
  return {std::istreambuf_iterator<char>(file), {}};
}

Engine::Engine(const std::string& text) {
  policy::Loaded loaded = policy::load(text, "mitid.toml");
  for (const auto& finding : loaded.findings) std::cerr << to_string(finding) << '\n';
  edition_ = present(std::move(loaded.edition));
  std::vector<std::string> kinds;
  kinds.reserve(program().kinds.size());
  for (const auto& kind : program().kinds) kinds.push_back(kind.id);
  for (const auto name : ref::kind_names) {
    kinds_.push_back(static_cast<std::uint8_t>(place_of(kinds, name)));
  }
  for (const std::string& line : program().lines) {
    const auto found = std::ranges::find(ref::line_names, line);
    lines_.emplace_back();
    if (found != ref::line_names.end())
      lines_.back() = static_cast<std::size_t>(found - ref::line_names.begin());
  }
}

proofing::Document Engine::document(const ref::Document& from) const {
  proofing::Document to{.kind = kinds_.at(static_cast<std::size_t>(from.kind))};
  for (std::size_t f = 0; f < ref::fact_count; ++f) {
    const std::optional<ref::Value>& value = from.facts[f];
    if (value) set(to, static_cast<ref::Fact>(f), *value);
  }
  return to;
}

std::uint8_t Engine::place(bool high_commissioner) const {
  return static_cast<std::uint8_t>(
      place_of(program().places, high_commissioner ? "high-commissioner-faroe" : "citizen-service"));
}

ref::Lines Engine::lines(policy::Mask serves) const {
  ref::Lines lines = 0;
  for (std::size_t bit = 0; bit < program().alternative_count; ++bit) {
    if ((serves >> bit & 1U) == 0) continue;
    if (const auto line = lines_[program().line_of[bit]]) lines |= ref::Lines{1} << *line;
  }
  return lines;
}

ref::Reasons Engine::reasons(policy::Reasons reasons) const {
  unsigned result = 0;
  for (std::size_t r = 0; r < policy::reason_count; ++r) {
    if ((reasons >> r & 1U) == 0) continue;
    result |= 1U << place_of(ref::reason_names, policy::name(static_cast<policy::Reason>(r)));
  }
  return static_cast<ref::Reasons>(result);
}

char Engine::list(const policy::Verdict& verdict) const {
  return verdict.list == policy::no_list ? '-' : program().lists.at(verdict.list).id.at(0);
}

Engine::Asked Engine::asked(const ref::Case& which) const {
  Asked result{
      .documents = {},
      .evidence = {.visit = day(which.visit), .place = place(which.high_commissioner), .documents = {}}};
  for (const ref::Document& d : which.documents) result.documents.push_back(document(d));
  result.evidence.documents = result.documents;
  return result;
}

ref::Answer Engine::answer(const ref::Case& which) const {
  const Asked asked = this->asked(which);
  const policy::Verdict verdict = policy::decide(program(), asked.evidence);
  ref::Answer result;
  result.outcome = static_cast<ref::Outcome>(place_of(ref::outcome_names, policy::name(verdict.outcome)));
  result.list = list(verdict);
  result.used.assign(verdict.used.begin(), verdict.used.begin() + verdict.used_count);
  for (std::size_t i = 0; i < verdict.document_count; ++i) {
    const policy::DocumentVerdict& document = verdict.documents[i];
    result.lines.push_back(lines(document.serves));
    result.refused.push_back(reasons(document.refused));
    for (std::size_t f = 0; f < ref::fact_count; ++f) {
      if ((document.open & policy::bit(engine_fact(f))) == 0) continue;
      result.open_facts.emplace_back(i, static_cast<ref::Fact>(f));
    }
  }
  return result;
}

std::vector<std::vector<std::size_t>> Engine::advice(const ref::Case& which, std::size_t sets_max) const {
  const Asked asked = this->asked(which);
  std::vector<policy::Advice> sets;
  policy::advise(program(), asked.evidence, policy::decide(program(), asked.evidence), sets_max, sets);
  std::vector<std::vector<std::size_t>> result;
  for (const policy::Advice& set : sets) {
    result.emplace_back();
    for (const std::uint8_t line : set) result.back().push_back(present(lines_.at(line)));
  }
  return result;
}

std::optional<std::pair<std::size_t, ref::Fact>> Engine::next_question(const ref::Case& which) const {
  const Asked asked = this->asked(which);
  const auto question =
      policy::next_question(program(), asked.evidence, policy::decide(program(), asked.evidence));
  if (!question) return std::nullopt;
  return std::pair{question->document, reference_fact(question->fact)};
}

}  // namespace skranke::property
