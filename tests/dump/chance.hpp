// Numbers that are true, others of the same dates that are not, and whether a form finds the former more
// often.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

#include "dump/candidates.hpp"

namespace skranke::dump {

// Of each true number: more where few are true, so that two of them are seen to be more than chance.
[[nodiscard]] inline std::size_t others_per(std::size_t true_count) {
  return std::clamp<std::size_t>(3'200'000 / std::max<std::size_t>(true_count, 1), 16, 5'000);
}

// 0: of no interest; 1: true; 2: one of the others.
class Watched {
 public:
  Watched(const Candidates& candidates, const std::vector<std::uint64_t>& true_numbers)
      : candidates_{candidates}, kind_((candidates.size() + 3) / 4) {
    for (const std::uint64_t number : true_numbers) {
      const auto index = candidates.index_of(number);
      if (index >= 0 && kind(index) == 0) set(index, 1), ++true_count_;
    }
    std::mt19937_64 lot{20261130};
    for (const std::uint64_t number : true_numbers) {
      const auto index = candidates.index_of(number);
      if (index < 0) continue;
      for (std::size_t i = 0; i < others_per(true_numbers.size()); ++i) {
        const auto other = index - index % 10'000 + static_cast<std::int64_t>(lot() % 10'000);
        if (kind(other) == 0) set(other, 2), ++other_count_;
      }
    }
  }

  [[nodiscard]] unsigned kind_of(std::uint64_t number) const {
    const auto index = candidates_.index_of(number);
    return index < 0 ? 0 : kind(index);
  }
  [[nodiscard]] std::uint64_t true_count() const { return true_count_; }
  [[nodiscard]] std::uint64_t other_count() const { return other_count_; }

  // How many true numbers chance finds where it finds so many of the others.
  [[nodiscard]] double by_chance(std::uint64_t others_found) const {
    if (other_count_ == 0) return 0;
    return static_cast<double>(others_found) * static_cast<double>(true_count_) /
           static_cast<double>(other_count_);
  }
  // Whether chance would find as many true ones less often than once in a million: Poisson's upper tail for
  // small numbers, five deviations for large ones. One other more than was found, so that none found is not
  // "never".
  [[nodiscard]] bool is_leak(std::uint64_t true_found, std::uint64_t others_found) const {
    const double expected = by_chance(others_found + 1);
    const auto found = static_cast<double>(true_found);
    if (expected > 50) return found > expected + 5 * std::sqrt(expected + by_chance(1) * expected);
    double term = std::exp(-expected);
    double below = 0;
    for (std::uint64_t i = 0; i < true_found; ++i) {
      below += term;
      term *= expected / static_cast<double>(i + 1);
    }
    return 1 - below < 1e-6;
  }

 private:
  [[nodiscard]] unsigned kind(std::int64_t index) const {
    const auto at = static_cast<std::uint64_t>(index);
    return kind_[at / 4] >> (at % 4 * 2) & 3U;
  }
  void set(std::int64_t index, unsigned value) {
    const auto at = static_cast<std::uint64_t>(index);
    kind_[at / 4] = static_cast<std::uint8_t>(kind_[at / 4] | value << (at % 4 * 2));
  }

  const Candidates& candidates_;
  std::vector<std::uint8_t> kind_;  // two bits a candidate
  std::uint64_t true_count_ = 0;
  std::uint64_t other_count_ = 0;
};

}  // namespace skranke::dump
