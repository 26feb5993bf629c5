// Drawn lots that are the same on every machine: splitmix64 and integer arithmetic, nothing of <random>.
//
// Each block of persons has its own Chance, made from the seed and the block's index, so that a block never
// depends on another. SPEC: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
#pragma once

#include <cstdint>

namespace skranke::synthetic {

[[nodiscard]] constexpr std::uint64_t scrambled(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xbf58'476d'1ce4'e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d0'49bb'1331'11ebU;
  return value ^ (value >> 31U);
}

class Chance {
 public:
  // `purpose` and `index` keep what is drawn for one thing apart from what is drawn for another.
  constexpr Chance(std::uint64_t seed, std::uint64_t purpose, std::uint64_t index)
      : state_{scrambled(scrambled(scrambled(seed + step) + purpose) + index)} {}

  // 0 to `bound` - 1; `bound` is at least 1.
  [[nodiscard]] constexpr std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(((next() >> 32U) * bound) >> 32U);
  }
  // Both ends included.
  [[nodiscard]] constexpr int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::uint32_t>(high - low + 1)));
  }
  // True `share` times in 1,000.
  [[nodiscard]] constexpr bool in_1000(std::uint32_t share) { return below(1'000) < share; }

 private:
  static constexpr std::uint64_t step = 0x9e37'79b9'7f4a'7c15U;
  constexpr std::uint64_t next() { return scrambled(state_ += step); }

  std::uint64_t state_;
};

}  // namespace skranke::synthetic
