#include "witness/patterns.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/ensure.hpp"
#include "witness/pattern_search.hpp"

namespace skranke::witness {
namespace {

constexpr std::uint32_t number_max = 1U << 30U;

std::uint32_t count_centres(std::span<const Statement> statements) {
  std::uint32_t last = 0;
  for (const Statement& each : statements) last = std::max(last, each.centre);
  base::ensure(last < number_max, "centres have dense numbers");
  return statements.empty() ? 0 : last + 1;
}

std::vector<PairPlace> sorted_pairs(std::span<const Statement> statements,
                                    std::span<const std::uint32_t> by_day) {
  std::vector<PairPlace> pairs;
  pairs.reserve(by_day.size());
  for (std::uint32_t place = 0; place < by_day.size(); ++place) {
    const Statement& each = statements[by_day[place]];
    const auto [low, high] = std::minmax(each.witness, each.applicant);
    if (low != high) {
      const std::uint64_t pair = (std::uint64_t{low} << 32U) | high;
      pairs.push_back({.pair = pair, .place = place, .professional = each.professional});
    }
  }
  std::ranges::sort(pairs);
  return pairs;
}

// The fewest statements of one witness with which a rule about witnesses can alert.
std::uint32_t fewest_of_a_witness(const PatternRules& rules) {
  const std::uint32_t fewest =
      std::min({rules.quota_times, rules.same_officer_days_min, rules.burst_centres_min,
                rules.professional_burst_centres_min, rules.professional_day_max});
  return std::clamp(fewest, 1U, 255U);
}

}  // namespace

std::uint32_t count_people(std::span<const Statement> statements) {
  std::uint32_t last = 0;
  for (const Statement& each : statements) last = std::max({last, each.witness, each.applicant});
  base::ensure(last < number_max, "people have dense numbers");
  return statements.empty() ? 0 : last + 1;
}

std::vector<std::uint32_t> order_by_day(std::span<const Statement> statements) {
  base::ensure(statements.size() < number_max, "statements fit their indexes");
  std::vector<std::uint32_t> order(statements.size());
  std::iota(order.begin(), order.end(), 0U);
  if (!std::ranges::is_sorted(statements, {}, &Statement::day))
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return statements[i].day; });
  return order;
}

Search::Search(std::span<const Statement> all, const PatternRules& thresholds)
    : statements{all},
      rules{thresholds},
      people{count_people(all)},
      centres{count_centres(all)},
      by_day{order_by_day(all)},
      pairs{sorted_pairs(all, by_day)} {
  collect_busy();
}

void Search::collect_busy() {
  const std::uint32_t fewest = fewest_of_a_witness(rules);
  std::vector<std::uint8_t> counts(people);  // no further than `fewest`
  for (const Statement& each : statements) {
    if (counts[each.witness] < fewest) ++counts[each.witness];
  }
  std::vector<std::uint64_t> keys;  // the witness, and the place
  for (std::uint32_t place = 0; place < by_day.size(); ++place) {
    const std::uint32_t witness = statements[by_day[place]].witness;
    if (counts[witness] == fewest) keys.push_back((std::uint64_t{witness} << 32U) | place);
  }
  std::ranges::sort(keys);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i == 0 || keys[i] >> 32U != keys[i - 1] >> 32U) busy_begins_.push_back(i);
    const std::uint32_t statement = by_day[static_cast<std::uint32_t>(keys[i])];
    const Statement& each = statements[statement];
    busy_.push_back({.statement = statement,
                     .day = each.day,
                     .officer = each.officer,
                     .centre = each.centre,
                     .professional = each.professional});
  }
  busy_begins_.push_back(keys.size());
}

Alert& Search::alert(Rule rule, std::vector<std::uint32_t> evidence) {
  base::ensure(!evidence.empty(), "an alert has evidence");
  std::ranges::sort(evidence);
  Alert& made = alerts.emplace_back();
  made.rule = rule;
  made.first_day = made.last_day = statements[evidence.front()].day;
  for (const std::uint32_t i : evidence) {
    made.first_day = std::min(made.first_day, statements[i].day);
    made.last_day = std::max(made.last_day, statements[i].day);
    made.persons.push_back(statements[i].witness);
    made.persons.push_back(statements[i].applicant);
  }
  std::ranges::sort(made.persons);
  const auto repeated = std::ranges::unique(made.persons);
  made.persons.erase(repeated.begin(), repeated.end());
  made.statements = std::move(evidence);
  return made;
}

Alert& Search::alert(Rule rule, std::span<const Given> evidence) {
  std::vector<std::uint32_t> indexes;
  for (const Given& each : evidence) indexes.push_back(each.statement);
  return alert(rule, std::move(indexes));
}

namespace {

// One alert for each who disputes, with all that they dispute.
void find_disputed(Search& search) {
  std::vector<std::uint32_t> disputed;
  for (std::uint32_t i = 0; i < search.statements.size(); ++i) {
    if (search.statements[i].disputed) disputed.push_back(i);
  }
  const auto witness_of = [&](std::uint32_t i) { return search.statements[i].witness; };
  std::ranges::stable_sort(disputed, {}, witness_of);
  for (auto begin = disputed.begin(); begin != disputed.end();) {
    const auto end = std::find_if(begin, disputed.end(),
                                  [&](std::uint32_t i) { return witness_of(i) != witness_of(*begin); });
    search.alert(Rule::disputed, std::vector<std::uint32_t>{begin, end});
    begin = end;
  }
}

}  // namespace

std::vector<Alert> find_patterns(std::span<const Statement> statements, const PatternRules& rules) {
  base::ensure(rules.cycle_people_max <= cycle_people_bound, "cycles are short");
  Search search{statements, rules};
  find_chains(search);
  find_reciprocal(search);
  find_cycles(search);
  find_dense_groups(search);
  find_used_up(search);
  find_same_officer(search);
  find_bursts(search);
  find_professional_load(search);
  find_disputed(search);
  std::ranges::sort(search.alerts, [](const Alert& a, const Alert& b) {
    return std::tie(a.last_day, a.rule, a.statements) < std::tie(b.last_day, b.rule, b.statements);
  });
  return std::move(search.alerts);
}

}  // namespace skranke::witness
