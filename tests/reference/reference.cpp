#include "reference/reference.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace skranke::reference {
namespace {

using enum Kind;

constexpr Value denmark = country("DK"), greenland = country("GL"), faroes = country("FO");
enum class From : std::uint8_t { dk_only, dk_gl, fo_only, dk_gl_fo, abroad, anyone };
enum class Needs : std::uint8_t { nothing, physical, app, photo, cpr, photo_cpr_authority };

struct Line {
  std::vector<Kind> kinds;
  From from;
  Needs needs = Needs::nothing;
  bool high_commissioner_only = false;
};

// clang-format off
// In the order and the words of the source. The clocks of tax and benefit documents are the same on
// every line that names them: see too_old, not_yet_issued and wrong_year.
const std::vector<Line> lines{
    {{driving_licence}, From::dk_gl, Needs::physical},                                          // A1
    {{driving_licence}, From::fo_only, Needs::physical, true},                                       // A2
    {{driving_licence}, From::dk_only, Needs::app},                                                  // A3
    {{passport}, From::dk_gl_fo, Needs::cpr},                                                   // A4
    {{residence_permit}, From::dk_only, Needs::photo_cpr_authority},                                 // A5
    {{foreign_ministry_id_card}, From::dk_only},                                                     // A6
    {{residence_permit}, From::dk_only, Needs::photo},                                               // B1.1
    {{passport}, From::abroad},                                                                 // B1.2
    {{national_id_card}, From::abroad},                                                         // B1.3
    {{municipal_id_card}, From::dk_gl},                                                         // B1.4
    {{passport}, From::dk_gl_fo},                                                               // B1.5
    {{health_card, special_health_card}, From::dk_gl, Needs::cpr},                              // B2.1
    {{residence_certificate}, From::dk_gl, Needs::cpr},                                         // B2.2
    {{personal_certificate}, From::dk_gl, Needs::cpr},                                          // B2.3
    {{baptism_certificate}, From::dk_gl, Needs::cpr},                                           // B2.4
    {{birth_certificate}, From::dk_gl, Needs::cpr},                                             // B2.5
    {{cpr_certificate}, From::fo_only, Needs::cpr, true},                                            // B2.6
    {{tax_assessment_notice, preliminary_income_assessment}, From::anyone, Needs::cpr},         // B2.7
    {{public_benefit_documentation}, From::anyone, Needs::cpr},                                 // B2.8
    {{personal_certificate}, From::dk_gl},                                                      // C1
    {{baptism_certificate}, From::dk_gl},                                                       // C2
    {{health_card, special_health_card}, From::dk_gl},                                          // C3
    {{residence_certificate}, From::dk_gl},                                                     // C4
    {{residence_permit}, From::dk_only, Needs::photo},                                               // C5
    {{municipal_id_card}, From::dk_gl},                                                         // C6
    {{residence_certificate}, From::fo_only},                                                        // C7
    {{birth_and_baptism_certificate}, From::fo_only},                                                // C8
    {{birth_and_name_certificate}, From::fo_only},                                                   // C9
    {{cpr_certificate}, From::fo_only, Needs::nothing, true},                                        // C10
    {{tax_assessment_notice, preliminary_income_assessment}, From::anyone},                     // C11
    {{public_benefit_documentation}, From::anyone},                                             // C12
};
// clang-format on
constexpr Lines list_a = 0x3F, list_b1 = 0x1F << 6, list_b2 = 0xFF << 11;
constexpr std::size_t c1 = 19, c11 = 29, c12 = 30;

bool takes(From from, Value by) {
  const bool is_dk = by == denmark, is_gl = by == greenland, is_fo = by == faroes;
  return from == From::anyone || (from == From::abroad && !is_dk && !is_gl && !is_fo) ||
         (is_dk && (from == From::dk_only || from == From::dk_gl || from == From::dk_gl_fo)) ||
         (is_gl && (from == From::dk_gl || from == From::dk_gl_fo)) ||
         (is_fo && (from == From::fo_only || from == From::dk_gl_fo));
}

// The same day three calendar months earlier, or the last day of that month.
Date three_months_before(Date date) {
  int year = date / 10000, month = date / 100 % 100 - 3;
  if (month < 1) {
    month += 12;
    --year;
  }
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int last[]{31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return year * 10000 + month * 100 + std::min(date % 100, last[month - 1]);
}

bool too_old(const Document& d, Date visit) {
  return d.kind == public_benefit_documentation && d[issued] < three_months_before(visit);
}
bool not_yet_issued(const Document& d, Date visit) {
  return d.kind == public_benefit_documentation && d[issued] > visit;
}
bool wrong_year(const Document& d, Date visit) {
  return (d.kind == tax_assessment_notice && d[income_year] != visit / 10000 - 1) ||
         (d.kind == preliminary_income_assessment && d[income_year] != visit / 10000);
}

// G1
bool in_accepted_form(const Document& d) {
  const bool accepted_app = (d.kind == driving_licence && d[issuer] == denmark) ||
                            (d.kind == health_card && (d[issuer] == denmark || d[issuer] == greenland));
  return d[form] == physical || (d[form] == app && accepted_app);
}

bool needs_photo(const Line& l) { return l.needs == Needs::photo || l.needs == Needs::photo_cpr_authority; }
bool needs_cpr(const Line& l) { return l.needs == Needs::cpr || l.needs == Needs::photo_cpr_authority; }
bool lists(const Line& l, Kind kind) { return std::ranges::find(l.kinds, kind) != l.kinds.end(); }

bool serves(const Line& line, const Document& d, Date visit, bool high_commissioner) {
  const bool every_document =
      in_accepted_form(d) && d[temporary] == 0 && d[name_matches] != 0 && d[expires] >= visit;  // G1 to G4
  return every_document && lists(line, d.kind) && takes(line.from, d[issuer]) && !too_old(d, visit) &&
         !not_yet_issued(d, visit) && !wrong_year(d, visit) &&
         (!line.high_commissioner_only || high_commissioner) && (!needs_photo(line) || d[photo] != 0) &&
         (!needs_cpr(line) || d[cpr_number] != 0) && (line.needs != Needs::physical || d[form] == physical) &&
         (line.needs != Needs::app || d[form] == app) &&
         (line.needs != Needs::photo_cpr_authority || d[authority] != other_authority);
}

bool satisfies_a(Standing s) { return (s.lines & list_a) != 0; }
bool satisfies_b(Standing s, Standing t) {
  return ((s.lines & list_b1) != 0 && (t.lines & list_b2) != 0) ||
         ((t.lines & list_b1) != 0 && (s.lines & list_b2) != 0);
}
bool satisfies_c(Standing s, Standing t) {
  if (!s.cpr_number && !t.cpr_number) return false;
  for (std::size_t i = c1; i <= c12; ++i) {
    for (std::size_t j = c1; j <= c12; ++j) {
      const bool both = (s.lines >> i & 1U) != 0 && (t.lines >> j & 1U) != 0;
      const bool x1 = (i == c11 && j == c12) || (i == c12 && j == c11);
      if (both && i != j && !x1) return true;
    }
  }
  return false;
}

using Choices = std::vector<std::vector<Standing>>;

// Whether `holds` for every way to choose one standing of each document. Stops at the first "no".
bool for_all(const Choices& choices, const std::function<bool(const std::vector<Standing>&)>& holds,
             std::vector<Standing> chosen = {}) {
  if (chosen.size() == choices.size()) return holds(chosen);
  chosen.emplace_back();
  for (const Standing s : choices[chosen.size() - 1]) {
    chosen.back() = s;
    if (!for_all(choices, holds, chosen)) return false;
  }
  return true;
}

Choices all_choices(const Case& which) {
  Choices choices;
  for (const Document& d : which.documents) {
    choices.push_back(standings(d, which.visit, which.high_commissioner));
  }
  return choices;
}

std::vector<std::size_t> first_used(const Choices& docs) {
  for (std::size_t i = 0; i < docs.size(); ++i) {
    if (for_all({docs[i]}, [](const auto& s) { return satisfies_a(s[0]); })) return {i};
  }
  for (const auto satisfies : {satisfies_b, satisfies_c}) {
    for (std::size_t i = 0; i < docs.size(); ++i) {
      for (std::size_t j = i + 1; j < docs.size(); ++j) {
        if (for_all({docs[i], docs[j]}, [&](const auto& s) { return satisfies(s[0], s[1]); })) return {i, j};
      }
    }
  }
  return {};
}

// Whether some completion of all other facts makes two values of this one give different answers.
bool can_change(const Choices& choices, const Case& which, std::size_t index, Fact fact) {
  std::vector<std::set<Standing>> columns;  // under each completion of the rest: the standings by value
  for (const Value value : values(fact, which.visit)) {
    Document with = which.documents[index];
    with.facts[fact] = value;
    const auto all = completions(with, which.visit);
    columns.resize(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      columns[i].insert(standing(all[i], which.visit, which.high_commissioner));
    }
  }
  Choices others = choices;
  others[index] = {Standing{}};
  const auto same_answer = [&](const std::set<Standing>& column) {
    return for_all(others, [&](std::vector<Standing> s) {
      std::set<bool> answers;
      for (const Standing here : column) {
        s[index] = here;
        answers.insert(list_of(s) != '-');
      }
      return answers.size() == 1;
    });
  };
  const std::set<std::set<Standing>> different(columns.begin(), columns.end());
  return !std::ranges::all_of(different, same_answer);
}

}  // namespace

Standing standing(const Document& document, Date visit, bool high_commissioner) {
  Standing result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (serves(lines[i], document, visit, high_commissioner)) result.lines |= Lines{1} << i;
  }
  result.cpr_number = result.lines != 0 && document[cpr_number] != 0;
  return result;
}

Reasons reasons(const Document& d, Date visit, bool high_commissioner) {
  const auto of_kind = [&](const Line& l) { return lists(l, d.kind); };
  const auto from_issuer = [&](const Line& l) { return of_kind(l) && takes(l.from, d[issuer]); };
  const bool not_listed = std::ranges::none_of(lines, from_issuer);
  std::vector<Line> judged;
  for (const Line& l : lines) {
    if (not_listed ? of_kind(l) : from_issuer(l)) judged.push_back(l);
  }
  const auto every = [&](auto fails) { return !judged.empty() && std::ranges::all_of(judged, fails); };
  const bool holds[]{
      !in_accepted_form(d),
      d[temporary] != 0,
      d[name_matches] == 0,
      d[expires] < visit,
      too_old(d, visit),
      not_yet_issued(d, visit),
      wrong_year(d, visit),
      every([&](const Line& l) { return l.high_commissioner_only && !high_commissioner; }),
      not_listed,
      every([&](const Line& l) { return needs_photo(l) && d[photo] == 0; }),
      every([&](const Line& l) { return needs_cpr(l) && d[cpr_number] == 0; }),
  };
  unsigned result = 0;  // each reason comes in at the top, so that the first ends in bit 0
  for (const bool reason : holds) result = result >> 1U | (reason ? 1U << (reason_names.size() - 1) : 0U);
  return static_cast<Reasons>(result);
}

char list_of(const std::vector<Standing>& documents) {
  if (std::ranges::any_of(documents, satisfies_a)) return 'A';
  for (const char list : {'B', 'C'}) {
    for (std::size_t i = 0; i < documents.size(); ++i) {
      for (std::size_t j = i + 1; j < documents.size(); ++j) {
        const auto satisfies = list == 'B' ? satisfies_b : satisfies_c;
        if (satisfies(documents[i], documents[j])) return list;
      }
    }
  }
  return '-';
}

std::vector<Value> values(Fact fact, Date visit) {
  const int year = visit / 10000;
  const Date long_ago = (year - 1) * 10000 + 101, far_ahead = (year + 1) * 10000 + 1231;
  const std::vector<Value> yes_no{0, 1};
  const std::vector<Value> all[fact_count]{
      {denmark, greenland, faroes, country("SE")},
      {physical, app, copy},
      yes_no,
      yes_no,
      yes_no,
      yes_no,
      {immigration_service, foreign_ministry, other_authority},
      {long_ago, never},
      {long_ago, visit, far_ahead},
      {year - 2, year - 1, year},
  };
  return all[fact];
}

std::vector<Document> completions(const Document& document, Date visit) {
  for (std::size_t f = 0; f < fact_count; ++f) {
    if (document.facts[f]) continue;
    std::vector<Document> all;
    for (const Value value : values(static_cast<Fact>(f), visit)) {
      Document with = document;
      with.facts[f] = value;
      std::ranges::copy(completions(with, visit), std::back_inserter(all));
    }
    return all;
  }
  return {document};
}

std::vector<Standing> standings(const Document& document, Date visit, bool high_commissioner) {
  std::set<Standing> different;
  for (const Document& d : completions(document, visit))
    different.insert(standing(d, visit, high_commissioner));
  return {different.begin(), different.end()};
}

Answer answer(const Case& which) {
  Answer result;
  const Choices choices = all_choices(which);
  std::set<char> lists_met;
  for_all(choices, [&](const auto& s) { return lists_met.insert(list_of(s)), true; });
  result.outcome = !lists_met.contains('-') ? Outcome::accepted
                   : lists_met.size() == 1U ? Outcome::rejected
                                            : Outcome::undetermined;
  if (lists_met.size() == 1) result.list = *lists_met.begin();
  result.used = first_used(choices);
  for (std::size_t i = 0; i < which.documents.size(); ++i) {
    const Document& document = which.documents[i];
    Lines served = 0;
    for (const Standing s : choices[i]) served |= s.lines;
    unsigned certain = served == 0 ? 0xFFFFU : 0U;
    for (const Document& d : completions(document, which.visit)) {
      certain &= reasons(d, which.visit, which.high_commissioner);
    }
    result.lines.push_back(served);
    result.refused.push_back(static_cast<Reasons>(certain));
    for (std::size_t f = 0; f < fact_count; ++f) {
      const auto fact = static_cast<Fact>(f);
      if (!document.facts[f] && can_change(choices, which, i, fact)) result.open_facts.emplace_back(i, fact);
    }
  }
  return result;
}

std::vector<std::vector<std::size_t>> advice(const Case& which, std::size_t size_max) {
  const Choices choices = all_choices(which);
  const auto enough = [&](const std::vector<std::size_t>& added) {
    Choices with = choices;
    for (const std::size_t line : added) with.push_back({Standing{Lines{1} << line, true}});
    return for_all(with, [](const auto& s) { return list_of(s) != '-'; });
  };
  if (enough({})) return {};
  std::vector<std::vector<std::size_t>> found, sets{{}};
  for (std::size_t size = 1; size <= size_max; ++size) {
    std::vector<std::vector<std::size_t>> larger;
    for (const auto& set : sets) {
      for (std::size_t line = set.empty() ? 0 : set.back() + 1; line < lines.size(); ++line) {
        if (lines[line].high_commissioner_only && !which.high_commissioner) continue;
        larger.push_back(set);
        larger.back().push_back(line);
      }
    }
    sets = std::move(larger);
    const auto smaller = found;
    for (const auto& set : sets) {
      const auto inside = [&](const auto& inner) { return std::ranges::includes(set, inner); };
      if (std::ranges::none_of(smaller, inside) && enough(set)) found.push_back(set);
    }
  }
  return found;
}

}  // namespace skranke::reference
