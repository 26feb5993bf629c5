// The score, in logarithms of whole numbers.
//
// log2 S is kept in 65536ths of a bit, so that the same answers give the same score on every machine and
// products can't overflow or vanish. INVARIANT: rounding is always against the applicant, so that the stored
// score is never above the true one and the bound of docs/questions.md holds to the last digit.
#pragma once

#include <cstdint>

#include "base/ensure.hpp"

namespace skranke::questions {

using Millionths = std::uint32_t;  // a probability
using Bits = std::int64_t;         // a base-2 logarithm, in 65536ths
inline constexpr Millionths certain = 1'000'000;
inline constexpr Bits one_bit = 65'536;

// The largest value found that is not above log2(numerator / denominator); both positive, below 2^31. At most
// 2^-13 bits below the true value.
[[nodiscard]] inline Bits log2_down(std::uint64_t numerator, std::uint64_t denominator) {
  base::ensure(numerator > 0 && denominator > 0 && numerator < (1ULL << 31U) && denominator < (1ULL << 31U),
               "logarithms are of positive numbers below 2^31");
  Bits whole = 0;
  for (; numerator < denominator; numerator <<= 1U) --whole;
  for (; numerator >= 2 * denominator; denominator <<= 1U) ++whole;
  std::uint64_t mantissa = (numerator << 31U) / denominator;  // from 1 to below 2, in 2^31sts, rounded down
  Bits fraction = 0;
  for (int i = 0; i < 16; ++i) {
    mantissa = (mantissa * mantissa) >> 31U;
    fraction <<= 1;
    if (mantissa >= (1ULL << 32U)) {
      mantissa >>= 1U;
      fraction |= 1;
    }
  }
  return whole * one_bit + fraction;
}

// The smallest value found that is not below log2(value).
[[nodiscard]] inline Bits log2_up(std::uint64_t value) { return -log2_down(1, value); }

// What one answer does to log2 S.
struct Weight {
  Bits right = 0;
  Bits wrong = 0;
  friend bool operator==(const Weight&, const Weight&) = default;
};

// q/p and (1-q)/(1-p). Needs 0 < p < q < 1.
[[nodiscard]] inline Weight weight_of(Millionths p, Millionths q) {
  base::ensure(p > 0 && p < q && q < certain, "a weight needs 0 < p < q < 1");
  return {.right = log2_down(q, p), .wrong = log2_down(certain - q, certain - p)};
}

// What the true person gains on average.
[[nodiscard]] inline Bits expected(const Weight& weight, Millionths q) {
  return (weight.right * q + weight.wrong * (certain - q)) / certain;
}

}  // namespace skranke::questions
