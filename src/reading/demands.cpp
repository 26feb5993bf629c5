#include "reading/demands.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "policy/box.hpp"
#include "policy/check_tree.hpp"

namespace skranke::reading {
namespace {

using policy::Box;
using proofing::Fact;

constexpr std::uint8_t only_yes = 1U << static_cast<unsigned>(proofing::Tri::yes);

std::string number(std::int32_t value) { return std::to_string(value); }

template <std::size_t n>
std::vector<std::string_view> named(std::uint8_t set, const std::array<std::string_view, n>& names) {
  std::vector<std::string_view> found;
  for (std::size_t i = 1; i < n; ++i) {
    if ((set >> i & 1U) != 0) found.push_back(names[i]);
  }
  return found;
}

std::string countries_words(const Wording& wording, const Box& box) {
  const Countries countries = countries_of(box);
  std::vector<std::string> names;
  for (const std::string& code : countries.codes) names.push_back(wording.country(code));
  const std::string all = wording.joined(names, "or");
  return countries.all_but ? wording.say("not", {{"countries", all}}) : all;
}

std::string age_words(const Wording& wording, std::int32_t from, std::int32_t below) {
  std::vector<std::string> parts;
  if (from > 0) parts.push_back(wording.say("age.from", {{"age", number(from)}}));
  if (below > 0) parts.push_back(wording.say("age.below", {{"age", number(below)}}));
  return wording.joined(parts, "and");
}

const std::uint8_t* flag_of(const Box& box, Fact fact) {
  const auto* const found = std::ranges::find(proofing::flag_facts, fact);
  return found == proofing::flag_facts.end() ? nullptr : &box.flags[found - proofing::flag_facts.begin()];
}

// The key of a phrase of its own ("with the CPR number on it"); empty where name and value say it.
std::string phrase_key(const Box& box, Fact fact) {
  const std::string base = "diff." + std::string{proofing::name(fact)} + ".";
  if (const std::uint8_t* flag = flag_of(box, fact)) return base + (*flag == only_yes ? "yes" : "no");
  if (fact == Fact::expires) return base + "not-before-visit";
  if (fact == Fact::income_year) return base + (box.income_year_back == 0 ? "current" : "previous");
  return {};
}

// "issued in Denmark or in Greenland": which word stands before a country is the country's.
std::string issuer_phrase(const Wording& wording, const Box& box) {
  const Countries countries = countries_of(box);
  std::vector<std::string> names;
  for (const std::string& code : countries.codes) {
    const std::string key = "diff.country." + code;
    const std::string name = wording.text(key);
    names.push_back(name == key ? wording.text("diff.country", {{"code", code}}) : name);
  }
  return wording.text(countries.all_but ? "diff.issuer_not" : "diff.issuer",
                      {{"countries", wording.joined(names, "or")}});
}

std::string phrase(const Wording& wording, const Box& box, Fact fact) {
  if (const std::string key = phrase_key(box, fact); !key.empty()) return wording.text(key);
  std::vector<std::string> words;
  if (fact == Fact::form) {
    for (const std::string_view name : named(box.forms, proofing::form_names))
      words.push_back(wording.text("diff.form." + std::string{name}));
    return wording.joined(words, "or");
  }
  if (fact == Fact::authority) {
    for (const std::string_view name : named(box.authorities, proofing::authority_names))
      words.push_back(wording.text("diff.authority." + std::string{name}));
    return wording.joined(words, "or");
  }
  if (fact == Fact::issuer) return issuer_phrase(wording, box);
  if (fact == Fact::born) return value_of(wording, box, fact);
  return wording.say("fact", {{"fact", wording.text("fact." + std::string{proofing::name(fact)} + ".name")},
                              {"value", value_of(wording, box, fact)}});
}

std::string commas(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : ", ") + part;
  return all;
}

// "One of these", where the lines stand beside it; "One document", where a level says which.
std::string count_words(const Wording& wording, const policy::Part& part) {
  const bool has_level = !part.level_at_least.text.empty();
  if (part.count > 1)
    return wording.say(has_level ? "part.documents" : "part.many", {{"count", number(part.count)}});
  if (has_level) return wording.say("part.document");
  return wording.say(policy::lines_of(wording.tree(), part).size() == 1 ? "part.this" : "part.one");
}

// How many documents a list takes; 0 where their points say it.
std::int32_t documents_of(const policy::List& list) {
  std::int32_t sum = 0;
  for (const policy::Part& part : list.take) sum += list.points > 0 ? 0 : part.count;
  return sum;
}

}  // namespace

Countries countries_of(const Box& box) {
  Countries countries;
  if (box.issuers.empty()) return countries;
  std::array<std::vector<std::string>, 2> sides;
  for (std::size_t i = 0; i < base::assigned_countries.size(); i += 2) {
    const std::string_view code = base::assigned_countries.substr(i, 2);
    sides[policy::allows_issuer(box, base::country_number(code)) ? 0 : 1].emplace_back(code);
  }
  countries.all_but = sides[1].size() < sides[0].size();
  countries.codes = std::move(sides[countries.all_but ? 1 : 0]);
  std::ranges::sort(countries.codes);
  return countries;
}

std::string value_of(const Wording& wording, const Box& box, Fact fact) {
  if (!policy::restricts(box, fact)) return {};
  std::vector<std::string> words;
  switch (fact) {
    case Fact::issuer:
      return countries_words(wording, box);
    case Fact::form:
      for (const std::string_view name : named(box.forms, proofing::form_names))
        words.push_back(wording.say("form." + std::string{name}));
      return wording.joined(words, "or");
    case Fact::authority:
      for (const std::string_view name : named(box.authorities, proofing::authority_names))
        words.push_back(wording.text("fact.authority.value." + std::string{name}));
      return wording.joined(words, "or");
    case Fact::photo:
    case Fact::cpr_number:
    case Fact::temporary:
    case Fact::name_matches:
      return wording.text(*flag_of(box, fact) == only_yes ? "fact.yes" : "fact.no");
    case Fact::expires:
      return wording.say("expires");
    case Fact::issued:
      return wording.say("issued", {{"months", number(box.months_old_max)}});
    case Fact::income_year:
      return wording.say(box.income_year_back == 0 ? "income_year.current" : "income_year.previous");
    case Fact::born:
      return age_words(wording, box.age_years_min, box.age_years_below);
    case Fact::validity:
    case Fact::activity:
    case Fact::fraud:
    case Fact::verification:
      return wording.say("score", {{"score", number(box.scores_min[proofing::score_index(fact)])}});
  }
  std::unreachable();
}

std::vector<std::string> phrases_of(const Wording& wording, const Box& box) {
  std::vector<std::string> phrases;
  // "as an app, issued in Denmark": what it is, before where it comes from.
  if (policy::restricts(box, Fact::form)) phrases.push_back(phrase(wording, box, Fact::form));
  for (const Fact fact : proofing::all_facts) {
    if (fact != Fact::form && policy::restricts(box, fact)) phrases.push_back(phrase(wording, box, fact));
  }
  return phrases;
}

std::string applicant_words(const Wording& wording, const policy::OfApplicant& applicant) {
  return commas(phrases_of(wording, policy::box_of(applicant, 0)));
}

bool is_told(const policy::List& list, const policy::Part& part) {
  return list.points == 0 && !part.require && part.level_at_least.text.empty();
}

std::string part_words(const Wording& wording, const policy::List& list, const policy::Part& part) {
  std::vector<std::string> words;
  if (list.points > 0) {
    words.push_back(wording.say("part.points", {{"points", number(part.points)}}));
    if (part.at_least > 0 && part.at_least == part.at_most) {
      words.push_back(wording.say("part.exactly", {{"count", number(part.at_least)}}));
    } else {
      if (part.at_least > 0)
        words.push_back(wording.say("part.at_least", {{"count", number(part.at_least)}}));
      if (part.at_most > 0) words.push_back(wording.say("part.at_most", {{"count", number(part.at_most)}}));
    }
  } else {
    words.push_back(count_words(wording, part));
  }
  if (!part.level_at_least.text.empty())
    words.push_back(wording.say("part.level", {{"level", part.level_at_least.text}}));
  if (part.require) {
    for (std::string& each : phrases_of(wording, policy::box_of(*part.require)))
      words.push_back(std::move(each));
  }
  return commas(words);
}

std::string part_heading(const Wording& wording, const policy::List& list, const policy::Part& part) {
  const auto& groups = wording.tree().groups;
  const bool is_group = part.of.size() == 1 && std::ranges::any_of(groups, [&](const policy::Group& group) {
                          return group.id.text == part.of[0].text;
                        });
  if (!is_group) return part_words(wording, list, part);
  const std::string own = wording.group(part.of[0].text);
  return is_told(list, part) ? own : own + " (" + part_words(wording, list, part) + ")";
}

std::vector<std::string> list_notes(const Wording& wording, const policy::List& list) {
  std::vector<std::string> notes;
  if (list.points > 0) notes.push_back(wording.say("points", {{"points", number(list.points)}}));
  // One document differs from nothing.
  switch (documents_of(list) == 1 ? policy::Different::lines_of_a_part : list.different) {
    case policy::Different::lines_of_a_part:
      break;
    case policy::Different::lines:
      notes.push_back(wording.say("different.line"));
      break;
    case policy::Different::kinds:
      notes.push_back(wording.say("different.kind"));
      break;
    case policy::Different::documents:
      notes.push_back(wording.say("different.document"));
      break;
  }
  if (list.may_share) notes.push_back(wording.say("may_share"));
  if (list.at_least_one) {
    const std::vector<std::string> phrases = phrases_of(wording, policy::box_of(*list.at_least_one));
    notes.push_back(wording.say("at_least_one", {{"facts", commas(phrases)}}));
  }
  if (list.applicant)
    notes.push_back(wording.say("applicant", {{"facts", applicant_words(wording, *list.applicant)}}));
  return notes;
}

std::string condition_words(const Wording& wording, const policy::Condition& condition) {
  std::string words = commas(phrases_of(wording, policy::box_of(condition.require)));
  if (!condition.except.empty()) {
    std::string exceptions;
    for (const policy::Accepts& accepts : condition.except) {
      exceptions += (exceptions.empty() ? "" : "; ") + wording.kind(accepts.kind.text) + " " +
                    commas(phrases_of(wording, policy::box_of(accepts.require)));
    }
    words = wording.say("except", {{"condition", words}, {"exceptions", exceptions}});
  }
  return condition.is_unknown ? wording.say("perhaps", {{"condition", words}}) : words;
}

}  // namespace skranke::reading
