// Whole numbers and texts as bytes, little-endian, and back; reading never goes beyond the end.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skranke::questions {

template <std::unsigned_integral T>
void put(std::string& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    out.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFFU));
  }
}

inline void put_text(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint16_t>(text.size()));
  out.append(text);
}

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_{bytes} {}

  template <std::unsigned_integral T>
  T take() {
    std::uint64_t value = 0;
    if (bytes_.size() < sizeof(T)) {
      good_ = false;
      bytes_ = {};
      return 0;
    }
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[i])) << (8 * i);
    }
    bytes_.remove_prefix(sizeof(T));
    return static_cast<T>(value);
  }

  std::string_view take_text() {
    const std::size_t size = take<std::uint16_t>();
    if (bytes_.size() < size) {
      good_ = false;
      bytes_ = {};
      return {};
    }
    const std::string_view text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return text;
  }

  [[nodiscard]] std::size_t left() const { return bytes_.size(); }
  // Everything was there, and nothing is left.
  [[nodiscard]] bool ended_well() const { return good_ && bytes_.empty(); }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

}  // namespace skranke::questions
