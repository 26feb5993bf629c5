// What holds for all rules, and the searches against brute force on small random ledgers.
#include "witness/patterns.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "witness/lineage.hpp"
#include "witness/testing.hpp"

namespace skranke::witness {
namespace {

using base::Day;
using testing::alerts_of;
using testing::Numbers;

std::vector<Statement> random_ledger(std::mt19937_64& random, std::uint32_t people, std::size_t count) {
  const auto below = [&](std::uint32_t bound) {
    return std::uniform_int_distribution<std::uint32_t>{0, bound - 1}(random);
  };
  std::vector<Statement> all;
  while (all.size() < count) {
    Statement each{.day = static_cast<Day>(below(300)),
                   .witness = below(people),
                   .applicant = below(people),
                   .officer = below(3),
                   .centre = below(4),
                   .face_bound = below(4) == 0,
                   .professional = below(8) == 0};
    if (each.witness != each.applicant) all.push_back(each);
  }
  return all;
}

std::set<std::uint32_t> evidence_of(const std::vector<Alert>& alerts) {
  std::set<std::uint32_t> all;
  for (const Alert& alert : alerts) all.insert(alert.statements.begin(), alert.statements.end());
  return all;
}

// Statements on a simple cycle of 3 to `most` people within `days`: every sequence is tried.
class BruteCycles {
 public:
  BruteCycles(const std::vector<Statement>& all, std::size_t most, Day days)
      : all_{all}, most_{most}, days_{days} {
    for (std::uint32_t i = 0; i < all_.size(); ++i) extend({i});
  }
  std::set<std::uint32_t> on_cycle;

 private:
  void extend(const Numbers& path) {
    Day first = all_[path.front()].day;
    Day last = first;
    std::set<std::uint32_t> people;
    for (const std::uint32_t i : path) {
      first = std::min(first, all_[i].day);
      last = std::max(last, all_[i].day);
      people.insert(all_[i].witness);
    }
    if (last - first >= days_ || people.size() < path.size()) return;
    const std::uint32_t end = all_[path.back()].applicant;
    if (end == all_[path.front()].witness) {
      if (path.size() >= 3) on_cycle.insert(path.begin(), path.end());
      return;
    }
    if (path.size() == most_) return;
    for (std::uint32_t i = 0; i < all_.size(); ++i) {
      if (all_[i].witness != end) continue;
      Numbers longer = path;
      longer.push_back(i);
      extend(longer);
    }
  }

  const std::vector<Statement>& all_;
  std::size_t most_;
  Day days_;
};

TEST(PatternsAgainstBruteForce, CyclesAreExactlyTheStatementsOnOne) {
  std::mt19937_64 random{1};
  std::size_t found = 0;
  for (int round = 0; round < 300; ++round) {
    const auto all = random_ledger(random, 4 + static_cast<std::uint32_t>(round % 9),
                                   6 + static_cast<std::size_t>(round % 13));
    const PatternRules rules{.ring_days = 50 + round,
                             .cycle_people_max = 3 + static_cast<std::uint32_t>(round % 3),
                             .steps_per_statement = 10'000};
    const BruteCycles brute{all, rules.cycle_people_max, rules.ring_days};
    ASSERT_EQ(evidence_of(alerts_of(Rule::cycle, all, rules)), brute.on_cycle) << round;
    found += brute.on_cycle.size();
  }
  EXPECT_GT(found, 300);
}

TEST(PatternsAgainstBruteForce, PairsAreExactlyThoseWithAnAnswer) {
  std::mt19937_64 random{2};
  std::size_t found = 0;
  for (int round = 0; round < 300; ++round) {
    const auto all = random_ledger(random, 5, 20);
    const PatternRules rules{.ring_days = 20 + round};
    std::set<std::uint32_t> answered;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      for (std::uint32_t j = 0; j < all.size(); ++j) {
        if (all[i].witness == all[j].applicant && all[j].witness == all[i].applicant &&
            std::abs(all[i].day - all[j].day) < rules.ring_days)
          answered.insert(i);
      }
    }
    ASSERT_EQ(evidence_of(alerts_of(Rule::reciprocal, all, rules)), answered) << round;
    found += answered.size();
  }
  EXPECT_GT(found, 1'000);
}

TEST(PatternsAgainstBruteForce, TrianglesAreExactlyThose) {
  std::mt19937_64 random{3};
  std::size_t found = 0;
  for (int round = 0; round < 300; ++round) {
    const auto all = random_ledger(random, 7, 14);
    const PatternRules rules{.ring_days = 20 + round};
    using Pair = std::pair<std::uint32_t, std::uint32_t>;
    const auto pair = [&](std::uint32_t i) { return Pair{std::minmax(all[i].witness, all[i].applicant)}; };
    std::set<Pair> pairs;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      for (std::uint32_t j = 0; j < all.size(); ++j) {
        for (std::uint32_t k = 0; k < all.size(); ++k) {
          if (all[i].professional || all[j].professional || all[k].professional) continue;
          const auto [first, last] = std::minmax({all[i].day, all[j].day, all[k].day});
          const std::set<std::uint32_t> people{pair(i).first,  pair(i).second, pair(j).first,
                                               pair(j).second, pair(k).first,  pair(k).second};
          const std::set<Pair> sides{pair(i), pair(j), pair(k)};
          if (people.size() == 3 && sides.size() == 3 && last - first < rules.ring_days)
            pairs.insert(sides.begin(), sides.end());
        }
      }
    }
    std::set<Pair> seen;
    for (const std::uint32_t i : evidence_of(alerts_of(Rule::dense_group, all, rules))) seen.insert(pair(i));
    ASSERT_EQ(seen, pairs) << round;
    found += pairs.size();
  }
  EXPECT_GT(found, 300);
}

// The depth of `person` before `place` in the ledger, straight from its definition.
std::uint32_t brute_depth(const std::vector<Statement>& ledger, std::uint32_t person, std::size_t place) {
  for (std::size_t i = place; i-- > 0;) {
    if (ledger[i].applicant != person) continue;
    if (ledger[i].face_bound) return 0;
    return 1 + (ledger[i].professional ? 0 : brute_depth(ledger, ledger[i].witness, i));
  }
  return 0;
}

TEST(PatternsAgainstBruteForce, DepthIsWhatItsDefinitionSays) {
  std::mt19937_64 random{4};
  std::uint32_t deepest = 0;
  for (int round = 0; round < 300; ++round) {
    const auto all = random_ledger(random, 8, 24);
    std::vector<Statement> ledger = all;
    std::ranges::stable_sort(ledger, {}, &Statement::day);
    const auto steps = lineage(ledger);
    for (std::uint32_t person = 0; person < 8; ++person) {
      ASSERT_EQ(lineage_depth(all, person), brute_depth(ledger, person, ledger.size())) << round;
    }
    std::set<std::uint32_t> deep;
    for (std::uint32_t i = 0; i < ledger.size(); ++i) {
      ASSERT_EQ(steps[i].depth, brute_depth(ledger, ledger[i].applicant, i + 1)) << round;
      deepest = std::max(deepest, steps[i].depth);
      if (steps[i].depth >= 3) deep.insert(i);
    }
    const auto seen = evidence_of(alerts_of(Rule::chain, ledger));
    EXPECT_TRUE(std::ranges::includes(seen, deep)) << round;
  }
  EXPECT_GE(deepest, 4);
}

TEST(Patterns, OfAnEmptyLedgerAreNone) { EXPECT_TRUE(find_patterns({}, {}).empty()); }

TEST(Patterns, DoNotDependOnTheOrderOfDaysAndAreSorted) {
  std::mt19937_64 random{5};
  auto all = random_ledger(random, 12, 60);
  std::ranges::stable_sort(all, {}, &Statement::day);
  // A day each, so that order is all there is to lose.
  for (std::size_t i = 0; i < all.size(); ++i) all[i].day = static_cast<Day>(3 * i);
  const auto shown = [](const std::vector<Statement>& statements) {
    std::multiset<std::pair<Rule, std::vector<Day>>> seen;
    Day last = 0;
    for (const Alert& alert : find_patterns(statements, {})) {
      EXPECT_LE(last, alert.last_day);
      last = alert.last_day;
      std::vector<Day> days;
      for (const std::uint32_t i : alert.statements) days.push_back(statements[i].day);
      std::ranges::sort(days);
      EXPECT_EQ(alert.first_day, days.front());
      EXPECT_EQ(alert.last_day, days.back());
      seen.emplace(alert.rule, days);
    }
    return seen;
  };
  const auto before = shown(all);
  EXPECT_GT(before.size(), 3);
  std::ranges::shuffle(all, random);
  EXPECT_EQ(shown(all), before);
}

TEST(Patterns, NoAlertIsContainedInAnotherOfItsRule) {
  std::mt19937_64 random{6};
  for (int round = 0; round < 200; ++round) {
    const auto all = random_ledger(random, 10, 40);
    const auto alerts = find_patterns(all, {.star_windows_min = 1, .used_up_windows_min = 1});
    for (std::size_t i = 0; i < alerts.size(); ++i) {
      EXPECT_TRUE(std::ranges::is_sorted(alerts[i].statements));
      EXPECT_TRUE(std::ranges::adjacent_find(alerts[i].statements) == alerts[i].statements.end());
      for (std::size_t j = 0; j < alerts.size(); ++j) {
        if (i == j || alerts[i].rule != alerts[j].rule) continue;
        EXPECT_FALSE(std::ranges::includes(alerts[i].statements, alerts[j].statements)) << round;
      }
    }
  }
}

TEST(Patterns, WhoDisputesIsOneAlertWithAllThatTheyDispute) {
  const std::vector<Statement> all{{.day = 10, .witness = 1, .applicant = 2, .disputed = true},
                                   {.day = 40, .witness = 3, .applicant = 4},
                                   {.day = 90, .witness = 1, .applicant = 5, .disputed = true},
                                   {.day = 91, .witness = 6, .applicant = 7, .disputed = true}};
  const auto alerts = find_patterns(all, {});
  ASSERT_EQ(alerts.size(), 2U);
  EXPECT_EQ(alerts[0].rule, Rule::disputed);
  EXPECT_EQ(alerts[0].statements, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(alerts[0].first_day, 10);
  EXPECT_EQ(alerts[1].statements, (std::vector<std::uint32_t>{3}));
}

}  // namespace
}  // namespace skranke::witness
