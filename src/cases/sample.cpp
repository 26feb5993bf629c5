#include "cases/sample.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace skranke::cases {

std::vector<AcceptedCase> draw_sample(std::span<const AcceptedCase> accepted, std::int32_t percent,
                                      const Draw& draw) {
  std::map<std::string, std::vector<AcceptedCase>> by_officer;
  for (const AcceptedCase& each : accepted) by_officer[each.officer_id].push_back(each);
  std::vector<AcceptedCase> drawn;
  std::vector<AcceptedCase> rest;
  const auto take = [&draw](std::vector<AcceptedCase>& from) {
    const auto at = static_cast<std::ptrdiff_t>(draw(from.size()));
    AcceptedCase taken = std::move(from[static_cast<std::size_t>(at)]);
    from.erase(from.begin() + at);
    return taken;
  };
  for (auto& [officer, cases] : by_officer) {
    drawn.push_back(take(cases));
    std::ranges::move(cases, std::back_inserter(rest));
  }
  constexpr std::size_t whole = 100;
  const std::size_t wanted = (accepted.size() * static_cast<std::size_t>(percent) + whole - 1) / whole;
  while (drawn.size() < wanted && !rest.empty()) drawn.push_back(take(rest));
  return drawn;
}

base::Day monday_of(base::Day day) {
  constexpr base::Day a_monday = 4;  // 1970-01-05
  constexpr base::Day week = 7;
  const base::Day since = ((day - a_monday) % week + week) % week;
  return day - since;
}

}  // namespace skranke::cases
