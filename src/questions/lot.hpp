// Chance that is an argument: the same seed gives the same numbers on every machine.
//
// The caller takes the seed from the operating system; whoever can't guess the seed can't guess the draw.
#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace skranke::questions {

// SPEC: SplitMix64 (Steele, Lea and Flood, 2014).
class Lot {
 public:
  explicit constexpr Lot(std::uint64_t seed) : state_{seed} {}

  constexpr std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }

  // From 0 to `count` - 1; the bias is below count / 2^32.
  constexpr std::uint32_t below(std::uint32_t count) {
    return static_cast<std::uint32_t>(((next() >> 32U) * count) >> 32U);
  }

  // Whether an event of so many millionths happens.
  constexpr bool happens(std::uint32_t millionths) { return below(1'000'000) < millionths; }

  template <class T>
  constexpr void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      std::swap(items[i - 1], items[below(static_cast<std::uint32_t>(i))]);
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace skranke::questions
