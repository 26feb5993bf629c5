// A text of at most N bytes, kept in place: no memory is asked for.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ensure.hpp"

namespace skranke::base {

template <std::size_t n>
class ShortText {
  static_assert(n < 256);

 public:
  static constexpr std::size_t size_max = n;

  constexpr ShortText() = default;
  // At most `size_max` bytes; more is a bug.
  constexpr explicit ShortText(std::string_view text) { append(text); }

  constexpr void append(std::string_view text) {
    ensure(size_ + text.size() <= n, "a short text has room for it");
    std::ranges::copy(text, bytes_.begin() + size_);
    size_ = static_cast<std::uint8_t>(size_ + text.size());
  }
  constexpr void push_back(char c) {
    ensure(size_ < n, "a short text has room for it");
    bytes_[size_++] = c;
  }

  [[nodiscard]] constexpr std::string_view view() const { return {bytes_.data(), size_}; }
  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
  [[nodiscard]] constexpr std::size_t size() const { return size_; }

  friend constexpr bool operator==(const ShortText& left, const ShortText& right) {
    return left.view() == right.view();
  }

 private:
  std::array<char, n> bytes_{};
  std::uint8_t size_ = 0;
};

}  // namespace skranke::base
