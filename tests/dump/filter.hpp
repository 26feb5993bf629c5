// A Bloom filter of eight bytes at a time, of which a look costs one cache line: three bits in one word.
#pragma once

#include <atomic>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace skranke::dump {

[[nodiscard]] inline std::uint64_t window_at(const char* bytes) {
  std::uint64_t window = 0;
  std::memcpy(&window, bytes, sizeof window);
  return window;
}

class Filter {
 public:
  // Sixteen bits and more for each of `expected`, 2 GB at most.
  explicit Filter(std::uint64_t expected)
      : words_(std::min(std::bit_ceil(expected / 4 + 1024), std::uint64_t{1} << 28U)),
        mask_{words_.size() - 1} {}

  // From any thread.
  void add(std::uint64_t window) {
    const std::uint64_t mixed = mix(window);
    std::atomic_ref<std::uint64_t>{words_[mixed & mask_]}.fetch_or(bits(mixed), std::memory_order_relaxed);
  }
  void prefetch(std::uint64_t window) const { __builtin_prefetch(&words_[mix(window) & mask_]); }
  [[nodiscard]] bool may_have(std::uint64_t window) const {
    const std::uint64_t mixed = mix(window);
    return (words_[mixed & mask_] & bits(mixed)) == bits(mixed);
  }

 private:
  static std::uint64_t mix(std::uint64_t value) {
    value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdULL;
    value = (value ^ (value >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33U);
  }
  static std::uint64_t bits(std::uint64_t mixed) {
    return std::uint64_t{1} << (mixed >> 58U) | std::uint64_t{1} << (mixed >> 52U & 63U) |
           std::uint64_t{1} << (mixed >> 46U & 63U);
  }

  std::vector<std::uint64_t> words_;
  std::uint64_t mask_;
};

}  // namespace skranke::dump
