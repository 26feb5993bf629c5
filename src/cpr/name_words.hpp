// A name taken apart into words and signs, with what each sign may be written as.
//
// ICU does what Unicode says: normalising, letters and their case, which marks a letter has. What a letter is
// written as in A to Z is ICAO's table, which has several answers for some letters; so it can't be ICU's
// transliterator, which has one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace skranke::cpr {

enum class SignKind : std::uint8_t {
  letter,     // of the Latin script
  mark,       // a mark that composes with no letter before it
  droppable,  // an apostrophe or a dot
  other,      // equal to itself alone: letters of other scripts, digits, anything else
};

// Spellings of a letter in A to Z; empty ones at the end.
using Spellings = std::array<std::string_view, 3>;

struct Sign {
  char32_t code = 0;    // in normalisation form C
  char32_t folded = 0;  // without case
  char32_t base = 0;    // without case and marks
  std::array<char32_t, 3> marks{};
  Spellings spellings{};  // of letters beyond A to Z
  SignKind kind = SignKind::other;
  bool is_capital = false;
  bool is_from_table = false;  // the spellings are ICAO's, not just the letter without its marks

  [[nodiscard]] bool is_ascii_letter() const { return kind == SignKind::letter && code < 0x80; }
  [[nodiscard]] bool in_register_alphabet() const { return code <= 0xFF; }  // ISO-8859-1
};

struct Word {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  char32_t joint = U' ';  // before it: a space, or a hyphen as written
};

struct Words {
  std::vector<Sign> signs;
  std::vector<Word> words;
  bool has_compatibility_forms = false;
  bool has_outer_hyphen = false;  // before the first word or behind the last

  [[nodiscard]] std::size_t size() const { return words.size(); }
  [[nodiscard]] std::span<const Sign> operator[](std::size_t at) const {
    return std::span{signs}.subspan(words[at].begin, words[at].end - words[at].begin);
  }
};

// Empty if `utf8` is not UTF-8 or longer than limits::name_bytes_max.
[[nodiscard]] std::optional<Words> words_of(std::string_view utf8);

}  // namespace skranke::cpr
