// Short texts in ISO-8859-1, without allocation, for the many names of a block.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace skranke::synthetic {

template <std::size_t Max>
class Text {
 public:
  Text() = default;
  explicit Text(std::string_view text) { append(text); }

  // What goes beyond Max bytes is cut off.
  Text& append(std::string_view text) {
    const std::size_t count = std::min(text.size(), Max - size_);
    text.copy(bytes_.data() + size_, count);
    size_ = static_cast<std::uint8_t>(size_ + count);
    return *this;
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] bool full() const { return size_ == Max; }

 private:
  static_assert(Max < 256);
  std::array<char, Max> bytes_;
  std::uint8_t size_ = 0;
};

// A name as the register can write it.
struct Latin {
  std::string text;     // ISO-8859-1
  bool folded = false;  // it has signs that ISO-8859-1 lacks, written without their marks
};

[[nodiscard]] Latin latin_of(std::string_view utf8);

}  // namespace skranke::synthetic
