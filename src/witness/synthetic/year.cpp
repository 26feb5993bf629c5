#include "witness/synthetic/year.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/ensure.hpp"
#include "witness/synthetic/life.hpp"

namespace skranke::witness::synthetic {

Year make_year(const YearPlan& plan) {
  Year year;
  year.statements.reserve(plan.statements);
  Country country{plan};
  plant(plan, country, year);
  base::ensure(year.statements.size() < plan.statements, "honest life fills the year");
  live_honestly(plan, country, plan.statements - static_cast<std::uint32_t>(year.statements.size()), year);

  // Within a day honest and planted statements stand in no telling order.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order(year.statements.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const auto day = static_cast<std::uint64_t>(year.statements[i].day - first_day);
    order[i] = {day << 32U | Chance{plan.seed, for_order, i}.below(0xffff'ffffU), i};
  }
  std::ranges::sort(order);
  std::vector<Statement> sorted;
  sorted.reserve(order.size());
  for (const auto& [key, i] : order) sorted.push_back(year.statements[i]);
  year.statements = std::move(sorted);
  return year;
}

}  // namespace skranke::witness::synthetic
