// A synthetic year of witness statements with attacks planted in it: what the search for patterns is measured
// on.
//
// Nobody in it is anybody: people, officers and centres are numbers. The same plan gives the same year on
// every machine. All shares are assumptions, chosen so that honest life looks as bad as it plausibly can:
// families who use up every permit in a day, staff of universities who do so every term, newcomers who vouch
// for the next newcomer, couples who lost their phones. docs/witness.md lists them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil.hpp"
#include "witness/statement.hpp"

namespace skranke::witness::synthetic {

enum class Attack : std::uint8_t {
  chain,      // each identity vouches for the next one to three, 31 to 45 days later; no pictures
  pair,       // two for each other
  ring,       // three to six in a circle
  clique,     // four to six, of whom most pairs vouch
  star,       // three in a week, two or three windows in a row
  collusion,  // one witness, one officer, six to nine visits
  burst,      // three centres in ten days
};
inline constexpr std::size_t attack_count = 7;

[[nodiscard]] constexpr std::string_view name(Attack attack) {
  switch (attack) {
    case Attack::chain:
      return "chain";
    case Attack::pair:
      return "pair";
    case Attack::ring:
      return "ring";
    case Attack::clique:
      return "clique";
    case Attack::star:
      return "star";
    case Attack::collusion:
      return "collusion";
    case Attack::burst:
      return "burst";
  }
  std::unreachable();
}

struct Planted {
  Attack kind = Attack::chain;
  std::vector<std::uint32_t> persons;    // each in one attack only
  std::optional<std::uint32_t> officer;  // who takes part
};

struct YearPlan {
  std::uint64_t seed = 1;
  std::uint32_t statements = 1'000'000;  // in all; at least 5,000
  std::uint32_t people = 3'000'000;      // at least three a statement
  std::uint32_t attacks_of_a_kind = 40;  // at most one a 2,000 statements
};

inline constexpr base::Day first_day = base::day_from({.year = 2026, .month = 1, .day = 1});
inline constexpr std::int32_t days_in_year = 365;

struct Year {
  std::vector<Statement> statements;  // by day
  std::vector<Planted> planted;
};

// W3 and W6 hold for every statement but those of professional witnesses, for whom W6 does not apply.
[[nodiscard]] Year make_year(const YearPlan& plan);

}  // namespace skranke::witness::synthetic
