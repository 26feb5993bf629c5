// Bytes as text, two hexadecimal digits each, in small letters.
#pragma once

#include <string>
#include <string_view>

namespace skranke::base {

[[nodiscard]] inline std::string hex_of(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    text.push_back(digits[static_cast<unsigned char>(byte) >> 4U]);
    text.push_back(digits[static_cast<unsigned char>(byte) & 15U]);
  }
  return text;
}

}  // namespace skranke::base
