#include "connect/webhook/answer.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace skranke::webhook {
namespace {

constexpr std::size_t day_digits = 6;
constexpr std::size_t serial_digits = 4;
constexpr std::size_t between_max = 3;  // a hyphen of UTF-8 is as long
constexpr std::size_t token_min = overhang;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_base64(char c) {
  return is_digit(c) || is_letter(c) || c == '-' || c == '_' || c == '+' || c == '/' || c == '=';
}

// How many from `at` on are of a kind.
template <class Kind>
std::size_t run(std::string_view text, std::size_t at, Kind kind) {
  const std::string_view rest = text.substr(at);
  return static_cast<std::size_t>(std::ranges::find_if_not(rest, kind) - rest.begin());
}

// Where the number ends that begins with the run of digits at `at`; `at` if it is none.
std::size_t end_of_number(std::string_view text, std::size_t at) {
  const std::size_t first = run(text, at, is_digit);
  if (first >= day_digits + serial_digits) return at + first;
  if (first < day_digits) return at;
  const std::size_t next = at + first;
  const std::size_t between = run(text, next, [](char c) { return !is_digit(c) && !is_letter(c); });
  if (between > between_max || between == 0) return at;
  const std::size_t second = run(text, next + between, is_digit);
  return second < serial_digits ? at : next + between + second;
}

}  // namespace

std::string without_persons(std::string answer) {
  const std::string_view text = answer;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t token = run(text, at, is_base64);
    const bool is_token = token >= token_min;
    const std::size_t end = is_token ? at + token : end_of_number(text, at);
    for (std::size_t i = at; i < end; ++i) {
      if (is_token || is_digit(text[i])) answer[i] = '*';
    }
    // What is no number is passed over whole: its rest is none either.
    at = std::max(end, at + std::max<std::size_t>(1, run(text, at, is_digit)));
  }
  return answer;
}

}  // namespace skranke::webhook
