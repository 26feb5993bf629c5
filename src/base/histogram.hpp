// How long something took, again and again, counted into classes.
//
// Classes and not values: memory and cost stay the same however often something happens, and counts of many
// processes can be added up. The bounds hold the two that are promised (150 ms, docs/performance.md) and the
// deadlines.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace skranke::base {

class Histogram {
 public:
  // Microseconds, both ends of a class: above the one before it, up to its own.
  static constexpr std::array<std::int64_t, 13> bounds{1'000,     2'500,     5'000,     10'000,  25'000,
                                                       50'000,    100'000,   150'000,   250'000, 500'000,
                                                       1'000'000, 2'500'000, 10'000'000};

  struct Counts {
    std::array<std::uint64_t, bounds.size() + 1> of{};  // by class; the last is above every bound
    std::int64_t microseconds = 0;                      // of all together
  };

  // From any thread; never waits.
  void add(std::int64_t microseconds) noexcept {
    std::size_t at = 0;
    while (at < bounds.size() && microseconds > bounds[at]) ++at;
    of_[at].fetch_add(1, std::memory_order_relaxed);
    microseconds_.fetch_add(microseconds, std::memory_order_relaxed);
  }

  // What was counted so far; an add under way may be in one part and not yet in the other.
  [[nodiscard]] Counts counts() const noexcept {
    Counts counts;
    for (std::size_t at = 0; at < of_.size(); ++at) counts.of[at] = of_[at].load(std::memory_order_relaxed);
    counts.microseconds = microseconds_.load(std::memory_order_relaxed);
    return counts;
  }

 private:
  std::array<std::atomic<std::uint64_t>, bounds.size() + 1> of_{};
  std::atomic<std::int64_t> microseconds_ = 0;
};

}  // namespace skranke::base
