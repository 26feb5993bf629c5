// What a seed draws, the same on every machine; and the trace of all that was done, as one number.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "synthetic/chance.hpp"

namespace skranke::simulator {

// SplitMix64 (Steele, Lea, Flood 2014).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_{seed} {}

  [[nodiscard]] std::uint64_t next() { return synthetic::scrambled(state_ += 0x9e3779b97f4a7c15U); }
  // Below `end`, which is not 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t end) { return next() % end; }
  // One time in so many.
  [[nodiscard]] bool one_in(std::uint64_t times) { return below(times) == 0; }

 private:
  std::uint64_t state_;
};

// FNV-1a, of eight bytes at a time, over everything that was done, in its order.
class Digest {
 public:
  void add(std::string_view bytes) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), sizeof(std::uint64_t)))) {
      std::uint64_t word = bytes.size();
      std::memcpy(&word, bytes.data(), std::min(bytes.size(), sizeof word));
      value_ = (value_ ^ word) * 0x100000001b3U;
      value_ ^= value_ >> 29U;
    }
  }
  void add(std::uint64_t number) {
    add(std::string_view{reinterpret_cast<const char*>(&number), sizeof number});
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

}  // namespace skranke::simulator
