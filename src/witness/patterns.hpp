// Patterns of misuse in the ledger of statements: rings, stars, chains and the like.
//
// An alert says "look here" and never refuses anybody: honest stars exist (the staff of an international
// office), and so do honest rings (a couple who both lost their phones). Each alert names its rule and holds
// its evidence, the statements that make the pattern; these are also the edges of its graph.
// docs/witness.md explains every rule and says what it misses.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil.hpp"
#include "witness/statement.hpp"

namespace skranke::witness {

enum class Rule : std::uint8_t {
  chain,              // a witness vouched in by a witness who was vouched in …, no face compared on the way
  reciprocal,         // two who vouch for each other
  cycle,              // three or more, each for the next
  dense_group,        // three or more, of whom all or many pairs vouch
  star,               // all permits used within days, more than once
  used_up_again,      // all permits used in window after window, at any pace
  same_officer,       // one witness before one officer far more often than chance gives
  centre_burst,       // one witness at several centres within days
  professional_load,  // a professional witness with more statements in a day than a day has room for
  disputed,           // somebody says of statements in their name that it was not them
};
inline constexpr std::size_t rule_count = 10;
inline constexpr std::array<Rule, rule_count> all_rules{
    Rule::chain,         Rule::reciprocal,   Rule::cycle,        Rule::dense_group,       Rule::star,
    Rule::used_up_again, Rule::same_officer, Rule::centre_burst, Rule::professional_load, Rule::disputed};

[[nodiscard]] constexpr std::string_view name(Rule rule) {
  switch (rule) {
    case Rule::chain:
      return "chain";
    case Rule::reciprocal:
      return "reciprocal";
    case Rule::cycle:
      return "cycle";
    case Rule::dense_group:
      return "dense-group";
    case Rule::star:
      return "star";
    case Rule::used_up_again:
      return "used-up-again";
    case Rule::same_officer:
      return "same-officer";
    case Rule::centre_burst:
      return "centre-burst";
    case Rule::professional_load:
      return "professional-load";
    case Rule::disputed:
      return "disputed";
  }
  std::unreachable();
}

// The most that cycle_people_max can be.
inline constexpr std::uint32_t cycle_people_bound = 32;

// Thresholds. "Within N days" is as in W6: the last day less the first is below N.
struct PatternRules {
  std::uint32_t chain_depth_min = 3;

  std::int32_t ring_days = 365;        // a pair's, cycle's or triangle's statements are within so many days
  std::uint32_t cycle_people_max = 6;  // a cycle has 3 to so many; 2 is reciprocal
  std::uint32_t dense_people_min = 3;

  std::uint32_t quota_times = 3;       // W6
  std::int32_t quota_days = 120;       // W6
  std::int32_t star_days = 7;          // the quota used within so many days is a rush
  std::uint32_t star_windows_min = 2;  // rushes in a row: one alone is any family that arrives together
  std::uint32_t used_up_windows_min = 3;

  std::uint32_t same_officer_days_min = 4;        // different days: a family is served by one officer
  std::uint32_t same_officer_millionths = 1'000;  // the most likely that chance may be

  std::uint32_t burst_centres_min = 3;
  std::int32_t burst_days = 14;
  std::uint32_t professional_burst_centres_min = 6;
  std::uint32_t professional_day_max = 20;  // statements of one professional witness in a day

  // The budget of the two searches that could otherwise take more than n log n: steps for each statement
  // that they look at. Cycles: a strongly connected group whose steps are used up becomes one alert as a
  // whole, marked as cut; that takes ten people or so who all vouched for each other in both directions.
  // Triangles: those among the people with the most pairs come first, and what was not reached is lost; the
  // dense groups found are marked as cut. That takes some six hundred people who nearly all vouched for each
  // other.
  std::uint32_t steps_per_statement = 200;
};

struct Alert {
  Rule rule = Rule::chain;
  base::Day first_day = 0;
  base::Day last_day = 0;
  std::vector<std::uint32_t> persons;     // witnesses and applicants of the evidence, ascending
  std::vector<std::uint32_t> statements;  // the evidence: indexes of statements, ascending
  std::uint32_t depth = 0;                // chain: the greatest
  bool is_cut = false;                    // a budget ended the search: there may be more to it, or less

  friend bool operator==(const Alert&, const Alert&) = default;
};

// All alerts over `statements`, which may be in any order; within a day theirs is taken as the ledger's. By
// last day, then rule, then evidence. No alert's evidence is contained in another's of the same rule.
// Allocates; reads no clock and does no I/O. n log n for n statements and as many people, but that the visits
// of one witness at one centre are gone through for each officer whom they met there several times.
[[nodiscard]] std::vector<Alert> find_patterns(std::span<const Statement> statements,
                                               const PatternRules& rules);

}  // namespace skranke::witness
