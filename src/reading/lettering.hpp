// Text in lines, where nothing can measure it: letters are counted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace skranke::reading {

// How many letters a text has: characters, not bytes.
[[nodiscard]] inline std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// How many letters have room.
[[nodiscard]] inline std::size_t room_for(int pixels, int size, double letter) {
  return static_cast<std::size_t>(std::max(1.0, pixels / (size * letter)));
}

// Cuts the first `count` letters off a text and gives them.
[[nodiscard]] inline std::string_view cut(std::string_view& text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size() && count-- > 0) {
    do ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U);
  }
  const std::string_view first = text.substr(0, end);
  text.remove_prefix(end);
  return first;
}

// Text in lines that have room, broken at blanks; a word that is longer than a line is broken too.
[[nodiscard]] inline std::vector<std::string> wrapped(std::string_view text, int pixels, int size,
                                                      double letter) {
  const std::size_t most = room_for(pixels, size, letter);
  std::vector<std::string> lines{""};
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, blank);
    text.remove_prefix(std::min(blank + 1, text.size()));
    if (!lines.back().empty() && letters(lines.back()) + 1 + letters(word) > most) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    while (letters(word) > most) {
      lines.back() += cut(word, most);
      lines.emplace_back();
    }
    lines.back() += word;
  }
  return lines;
}

[[nodiscard]] inline std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    longest = std::max(longest, letters(text.substr(0, blank)));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return longest;
}

}  // namespace skranke::reading
