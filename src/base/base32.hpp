// Bytes as base32 (RFC 4648, 6), as apps for one-time codes take keys, and back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace skranke::base {

inline constexpr std::string_view base32_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// Without padding.
[[nodiscard]] inline std::string base32(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char byte : bytes) {
    bits = (bits << 8U) | static_cast<unsigned char>(byte);
    for (count += 8; count >= 5; count -= 5) text += base32_letters[(bits >> (count - 5)) & 31U];
  }
  if (count > 0) text += base32_letters[(bits << (5 - count)) & 31U];
  return text;
}

// As somebody writes a key down: spaces, line ends and padding are passed over. Empty for another letter.
[[nodiscard]] inline std::string from_base32(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '=') continue;
    const std::size_t value = base32_letters.find(c);
    if (value == std::string_view::npos) return {};
    bits = (bits << 5U) | static_cast<std::uint32_t>(value);
    count += 5;
    if (count >= 8) bytes += static_cast<char>((bits >> (count -= 8)) & 255U);
  }
  return bytes;
}

}  // namespace skranke::base
