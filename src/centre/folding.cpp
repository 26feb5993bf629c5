#include "centre/folding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace skranke::centre {
namespace {

// U+00C0 to U+00DF, by their letters in a to z; the lower-case ones lie 32 further on. A space is no letter.
constexpr std::array<std::string_view, 32> latin_letters{
    "a", "a", "a", "a", "a", "a", "a", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o", " ", "o", "u", "u", "u", "u", "y", "th", "ss"};

struct Sign {
  std::string_view letters;  // " " where it separates words, empty where it is nothing
  std::size_t bytes;
};

Sign ascii_sign(const char& c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  if (is_letter) return {{&c, 1}, 1};
  constexpr std::string_view small = "abcdefghijklmnopqrstuvwxyz";
  if (c >= 'A' && c <= 'Z') return {small.substr(static_cast<std::size_t>(c - 'A'), 1), 1};
  return {" ", 1};
}

// The first sign of `text`, which is not empty.
Sign first_sign(std::string_view text) {
  const auto first = static_cast<std::uint8_t>(text[0]);
  if (first < 0x80) return ascii_sign(text[0]);
  const auto second = text.size() > 1 ? static_cast<std::uint8_t>(text[1]) : std::uint8_t{0};
  if ((second & 0xC0U) != 0x80) return {" ", 1};
  if (first == 0xC3) {
    if (second == 0xBF) return {"y", 2};
    if (second == 0xB7) return {" ", 2};
    return {latin_letters[second & 0x1FU], 2};
  }
  // Combining marks, from U+0300 to U+036F: the letter before them says it all.
  if (first == 0xCC || (first == 0xCD && second <= 0xAF)) return {"", 2};
  return {" ", 2};
}

// Whether `next` would only spell out the vowel that `words` ends with.
bool is_second_of_a_vowel(std::string_view words, char next) {
  if (words.empty()) return false;
  return (words.back() == 'a' && (next == 'a' || next == 'e')) || (words.back() == 'o' && next == 'e');
}

}  // namespace

std::string fold(std::string_view utf8) {
  std::string words;
  while (!utf8.empty()) {
    const Sign sign = first_sign(utf8);
    utf8.remove_prefix(sign.bytes);
    for (const char letter : sign.letters) {
      const bool is_space = letter == ' ';
      if (is_space ? words.empty() || words.back() == ' ' : is_second_of_a_vowel(words, letter)) continue;
      words += letter;
    }
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

bool words_begin(std::string_view folded_words, std::string_view folded_text) {
  while (!folded_words.empty()) {
    const std::string_view word = folded_words.substr(0, folded_words.find(' '));
    folded_words.remove_prefix(std::min(folded_words.size(), word.size() + 1));
    std::size_t at = folded_text.find(word);
    while (at != std::string_view::npos && at != 0 && folded_text[at - 1] != ' ')
      at = folded_text.find(word, at + 1);
    if (at == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace skranke::centre
