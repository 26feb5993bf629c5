#include "appointments/arrival_code.hpp"

#include <cstdint>

namespace skranke::appointments {
namespace {

constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_digits = 8;
constexpr std::size_t group = 4;
constexpr unsigned bits_a_digit = 5;

char digit_of(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  return c;
}

std::uint64_t bits_of(std::string_view hexadecimal) {
  std::uint64_t bits = 0;
  for (const char c : hexadecimal)
    bits = bits << 4U | static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  return bits;
}

std::string written(std::string_view code) {
  std::string text{code.substr(0, group)};
  return text.append("-").append(code.substr(group));
}

}  // namespace

std::string arrival_code_of(const Tools& tools, const std::string& booking_id) {
  constexpr std::size_t hash_digits = code_digits * bits_a_digit / 4;
  std::uint64_t bits = bits_of(tools.hash("booking-arrival", booking_id).substr(0, hash_digits));
  std::string code(code_digits, '0');
  for (std::size_t i = code_digits; i-- > 0; bits >>= bits_a_digit) code[i] = digits[bits & 31U];
  return written(code);
}

std::string read_arrival_code(std::string_view text) {
  std::string code;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    const char digit = digit_of(c);
    if (digits.find(digit) == std::string_view::npos || code.size() == code_digits) return {};
    code.push_back(digit);
  }
  return code.size() == code_digits ? written(code) : std::string{};
}

}  // namespace skranke::appointments
