// Patterns in the ledger of witnesses: time against size, and how well what was planted is found.
//
//   witness_patterns time [ROUNDS [JSON SVG]]              docs/witness-patterns.json and .svg
//   witness_patterns score [STATEMENTS [SEEDS]]
//   witness_patterns nights [STATEMENTS [SEED]]            what a search every night would show
//   witness_patterns year STATEMENTS SEED > year.jsonl     as `skranke witness patterns` reads it
// A ledger of n statements is a synthetic year among 3n people. Times are of the processor, one thread; each
// round goes through all sizes, and the fastest round counts, so that a busy machine does not.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pattern_times.hpp"
#include "witness/patterns.hpp"
#include "witness/synthetic/score.hpp"
#include "witness/synthetic/year.hpp"

namespace {

using namespace skranke;
namespace synthetic = witness::synthetic;

synthetic::YearPlan plan_of(std::uint32_t statements, std::uint64_t seed) {
  return {.seed = seed,
          .statements = statements,
          .people = 3 * statements,
          .attacks_of_a_kind = std::min(40U, statements / 5'000)};
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

int print_score(std::uint32_t statements, std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const double begin = cpu_seconds();
    const synthetic::Year year = synthetic::make_year(plan_of(statements, seed));
    const double made = cpu_seconds();
    const auto alerts = witness::find_patterns(year.statements, {});
    const double found = cpu_seconds();
    const synthetic::Score score = synthetic::score(year, alerts);
    std::printf("seed %llu: %zu statements, made in %.2f s, searched in %.2f s\n",
                static_cast<unsigned long long>(seed), year.statements.size(), made - begin, found - made);
    for (std::size_t i = 0; i < synthetic::attack_count; ++i) {
      std::printf("  %-18s %3u of %3u found\n", name(static_cast<synthetic::Attack>(i)).data(),
                  score.kinds[i].found, score.kinds[i].planted);
    }
    for (const witness::Rule rule : witness::all_rules) {
      const auto& of_rule = score.rules[static_cast<std::size_t>(rule)];
      std::printf("  %-18s %5u alerts, %4u of them planted\n", name(rule).data(), of_rule.alerts,
                  of_rule.planted);
    }
    std::printf("  recall %.1f %%, precision %.1f %%, %.1f alerts a day, %u on the busiest\n",
                100 * score.recall(), 100 * score.precision(), score.alerts_a_day(), score.busiest_day);
  }
  return 0;
}

// All sizes, round by round.
int measure(unsigned long rounds, const char* json, const char* svg) {
  constexpr std::array<std::uint32_t, 7> sizes{10'000, 20'000, 50'000, 100'000, 200'000, 500'000, 1'000'000};
  std::vector<PatternTime> times;
  std::vector<synthetic::Year> years;
  for (const std::uint32_t size : sizes) {
    times.push_back({.statements = size, .people = 3 * size, .alerts = 0, .seconds = 1e9});
    years.push_back(synthetic::make_year(plan_of(size, 1)));
  }
  for (unsigned long round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const double begin = cpu_seconds();
      times[i].alerts = witness::find_patterns(years[i].statements, {}).size();
      times[i].seconds = std::min(times[i].seconds, cpu_seconds() - begin);
    }
  }
  const PatternFit found = fit(times);
  const std::string text = to_json(times, found);
  std::fputs(text.c_str(), stdout);
  if (json == nullptr || svg == nullptr) return 0;
  std::ofstream{json} << text;
  std::ofstream{svg} << to_svg(times, found);
  return 0;
}

// A search after each day, over what there is until then: alerts that were not there the night before, and
// those that were there with less evidence, which come a second time.
int print_nights(std::uint32_t statements, std::uint64_t seed) {
  const synthetic::Year year = synthetic::make_year(plan_of(statements, seed));
  std::set<std::pair<witness::Rule, std::vector<std::uint32_t>>> shown;
  std::vector<std::size_t> nights;
  for (base::Day day = synthetic::first_day; day < synthetic::first_day + synthetic::days_in_year; ++day) {
    const auto end = std::ranges::upper_bound(year.statements, day, {}, &witness::Statement::day);
    nights.push_back(0);
    for (witness::Alert& alert : witness::find_patterns({year.statements.begin(), end}, {}))
      nights.back() += shown.emplace(alert.rule, std::move(alert.statements)).second ? 1 : 0;
  }
  std::printf("%zu statements, seed %llu: %zu alerts new or grown, %.1f a night, %zu in the busiest\n",
              year.statements.size(), static_cast<unsigned long long>(seed), shown.size(),
              static_cast<double>(shown.size()) / static_cast<double>(nights.size()),
              std::ranges::max(nights));
  return 0;
}

void print_year(std::uint32_t statements, std::uint64_t seed) {
  for (const witness::Statement& each : synthetic::make_year(plan_of(statements, seed)).statements) {
    std::printf(R"({"day":"%s","witness":"p%u","applicant":"p%u","officer":"o%u","centre":"c%u",)"
                R"("face_bound":%s,"professional":%s})"
                "\n",
                base::format_day(each.day).c_str(), each.witness, each.applicant, each.officer, each.centre,
                each.face_bound ? "true" : "false", each.professional ? "true" : "false");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  const auto number = [&](int i, unsigned long usual) {
    return argc > i ? std::strtoul(argv[i], nullptr, 10) : usual;
  };
  if (what == "time") {
    return measure(number(2, 5), argc > 4 ? argv[3] : nullptr, argc > 4 ? argv[4] : nullptr);
  }
  if (what == "nights") return print_nights(static_cast<std::uint32_t>(number(2, 1'000'000)), number(3, 1));
  if (what == "year" && argc == 4) {
    print_year(static_cast<std::uint32_t>(number(2, 0)), number(3, 0));
    return 0;
  }
  if (what == "score") return print_score(static_cast<std::uint32_t>(number(2, 1'000'000)), number(3, 3));
  std::fputs(
      "usage: witness_patterns time [ROUNDS [JSON SVG]] | score [STATEMENTS [SEEDS]] | "
      "nights [STATEMENTS [SEED]] | year STATEMENTS SEED\n",
      stderr);
  return 2;
}
