// Are two words the same word, and under which rules?
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "cpr/name_match.hpp"
#include "cpr/name_words.hpp"

namespace skranke::cpr {

// A set of rules, a bit each.
class RuleSet {
 public:
  constexpr RuleSet() = default;
  constexpr RuleSet(NameRule rule) : bits_{1U << static_cast<unsigned>(rule)} {}

  [[nodiscard]] constexpr bool has(NameRule rule) const { return (bits_ & RuleSet{rule}.bits_) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  constexpr RuleSet& operator|=(RuleSet other) {
    bits_ |= other.bits_;
    return *this;
  }
  friend constexpr RuleSet operator|(RuleSet a, RuleSet b) { return a |= b; }
  friend constexpr bool operator==(RuleSet, RuleSet) = default;

 private:
  std::uint32_t bits_ = 0;
};

struct Aligning {
  bool without_case = false;      // one of them comes from a machine-readable zone
  bool left_may_be_cut = false;   // `left` may be only the beginning of `right`
  bool has_lacking_sign = false;  // the register's mark '*' is on one of them
};

struct Aligned {
  RuleSet rules;
  bool is_cut = false;  // `left` is shorter than `right`
};

// The rules that make `left` and `right` the same word; empty if they are different words. Which of them is
// the document's does not matter. Cost: at most the product of the lengths; for usual words their sum.
[[nodiscard]] std::optional<Aligned> align(std::span<const Sign> left, std::span<const Sign> right,
                                           Aligning aligning);

}  // namespace skranke::cpr
