// How well alerts say what was planted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "witness/patterns.hpp"
#include "witness/synthetic/year.hpp"

namespace skranke::witness::synthetic {

struct Score {
  struct Kind {
    std::uint32_t planted = 0;
    std::uint32_t found = 0;
  };
  struct OfRule {
    std::uint32_t alerts = 0;
    std::uint32_t planted = 0;  // of which most persons are of one attack
  };
  std::array<Kind, attack_count> kinds{};
  std::array<OfRule, rule_count> rules{};
  std::uint32_t busiest_day = 0;  // the most alerts with the same last day

  [[nodiscard]] Kind all_kinds() const;
  [[nodiscard]] OfRule all_rules() const;
  [[nodiscard]] double recall() const;
  [[nodiscard]] double precision() const;
  [[nodiscard]] double alerts_a_day() const;
};

// An attack is found if some alert, of whatever rule, holds more than half of its persons, and its officer.
[[nodiscard]] Score score(const Year& year, std::span<const Alert> alerts);

}  // namespace skranke::witness::synthetic
