#include "appointments/short_token.hpp"

#include <cstddef>
#include <cstdint>

namespace skranke::appointments {
namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr unsigned digit_bits = 4;
constexpr unsigned letter_bits = 6;
constexpr std::size_t token_max = 200;

// Writes the bits of `text`, of which each character is so many, in characters of so many others. Bits that
// are left at the end are filled up with zeros where `is_filled`, and have to be fewer than a character of
// `text` else. Empty for a character that is not in `from`, or bits left over that are not zero.
std::string rewrite(std::string_view text, std::string_view from, unsigned from_bits, std::string_view to,
                    unsigned to_bits, bool is_filled) {
  std::string out;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const std::size_t value = from.find(c);
    if (value == std::string_view::npos) return {};
    bits = (bits << from_bits) | static_cast<std::uint32_t>(value);
    count += from_bits;
    while (count >= to_bits) {
      count -= to_bits;
      out.push_back(to[bits >> count]);
      bits &= (1U << count) - 1U;
    }
  }
  if (count == 0) return out;
  if (is_filled) {
    out.push_back(to[bits << (to_bits - count)]);
    return out;
  }
  return bits == 0 ? out : std::string{};
}

}  // namespace

std::string short_token(std::string_view token) {
  if (token.size() % 2 != 0 || token.size() > token_max) return {};
  return rewrite(token, digits, digit_bits, letters, letter_bits, true);
}

std::string whole_token(std::string_view text) {
  if (text.size() > token_max) return {};
  std::string token = rewrite(text, letters, letter_bits, digits, digit_bits, false);
  // 43 letters hold one half of a byte more than 64 digits.
  if (token.size() % 2 != 0) {
    if (token.back() != '0') return {};
    token.pop_back();
  }
  return short_token(token) == text ? token : std::string{};
}

}  // namespace skranke::appointments
