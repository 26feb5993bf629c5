#include "witness/synthetic/score.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <vector>

namespace skranke::witness::synthetic {
namespace {

double share(std::uint32_t part, std::uint32_t whole) {
  return whole == 0 ? 1 : static_cast<double>(part) / whole;
}

bool has_officer(const Year& year, const Alert& alert, const Planted& planted) {
  return !planted.officer || std::ranges::any_of(alert.statements, [&](std::uint32_t i) {
    return year.statements[i].officer == *planted.officer;
  });
}

}  // namespace

Score::Kind Score::all_kinds() const {
  Kind all;
  for (const Kind& each : kinds) {
    all.planted += each.planted;
    all.found += each.found;
  }
  return all;
}

Score::OfRule Score::all_rules() const {
  OfRule all;
  for (const OfRule& each : rules) {
    all.alerts += each.alerts;
    all.planted += each.planted;
  }
  return all;
}

double Score::recall() const { return share(all_kinds().found, all_kinds().planted); }
double Score::precision() const { return share(all_rules().planted, all_rules().alerts); }
double Score::alerts_a_day() const { return static_cast<double>(all_rules().alerts) / days_in_year; }

Score score(const Year& year, std::span<const Alert> alerts) {
  Score result;
  std::unordered_map<std::uint32_t, std::uint32_t> attack_of;
  for (std::uint32_t i = 0; i < year.planted.size(); ++i) {
    ++result.kinds[static_cast<std::size_t>(year.planted[i].kind)].planted;
    for (const std::uint32_t person : year.planted[i].persons) attack_of[person] = i;
  }
  std::vector<bool> is_found(year.planted.size());
  std::map<base::Day, std::uint32_t> by_day;
  for (const Alert& alert : alerts) {
    result.busiest_day = std::max(result.busiest_day, ++by_day[alert.last_day]);
    std::map<std::uint32_t, std::size_t> held;  // by attack, how many of its persons
    for (const std::uint32_t person : alert.persons) {
      if (const auto attack = attack_of.find(person); attack != attack_of.end()) ++held[attack->second];
    }
    Score::OfRule& of_rule = result.rules[static_cast<std::size_t>(alert.rule)];
    ++of_rule.alerts;
    for (const auto& [attack, count] : held) {
      const Planted& planted = year.planted[attack];
      if (2 * count > alert.persons.size()) ++of_rule.planted;
      if (2 * count > planted.persons.size() && has_officer(year, alert, planted)) is_found[attack] = true;
    }
  }
  for (std::size_t i = 0; i < is_found.size(); ++i) {
    if (is_found[i]) ++result.kinds[static_cast<std::size_t>(year.planted[i].kind)].found;
  }
  return result;
}

}  // namespace skranke::witness::synthetic
