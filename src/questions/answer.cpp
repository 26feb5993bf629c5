#include "questions/answer.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace skranke::questions {
namespace {

constexpr std::uint8_t no_answer = 0xFF;  // the first byte of a key that equals none

AnswerKey nothing() {
  AnswerKey key{};
  key[0] = no_answer;
  return key;
}

AnswerKey key_of(std::string_view normal) {
  if (normal.empty()) return nothing();
  AnswerKey key{};
  for (std::size_t i = 0; i < std::min(normal.size(), key.size()); ++i) {
    key[i] = static_cast<std::uint8_t>(normal[i]);
  }
  return key;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

AnswerKey number_of(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || !std::ranges::all_of(text, is_digit)) return nothing();
  while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
  return key_of(text);
}

// Two groups of one or two digits, or one group of four.
AnswerKey day_month_of(std::string_view text) {
  std::array<std::string, 3> groups;
  std::size_t count = 0;
  bool is_inside = false;
  for (const char c : text) {
    if (is_digit(c)) {
      if (!is_inside && ++count == groups.size()) return nothing();
      is_inside = true;
      groups[count - 1].push_back(c);
    } else if (c == '-' || c == '.' || c == '/' || c == ' ') {
      is_inside = false;
    } else {
      return nothing();
    }
  }
  if (count == 1 && groups[0].size() == 4) {
    groups[1] = groups[0].substr(2);
    groups[0].resize(2);
  }
  const auto value = [](const std::string& group) {
    int number = 0;
    for (const char c : group) number = number * 10 + (c - '0');
    return group.size() > 2 ? 0 : number;
  };
  const int day = value(groups[0]);
  const int month = value(groups[1]);
  if (day < 1 || day > 31 || month < 1 || month > 12) return nothing();
  std::string normal = std::to_string(day);
  return key_of(normal.append("-").append(std::to_string(month)));
}

// The next character of UTF-8 text; an invalid byte is U+FFFD and one byte long.
char32_t take(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  char32_t c = length == 1 ? first : first & (0x7FU >> length);
  bool valid = length > 0 && length <= text.size();
  for (std::size_t i = 1; valid && i < length; ++i) {
    valid = (byte(i) & 0xC0U) == 0x80;
    c = (c << 6U) | (byte(i) & 0x3FU);
  }
  text.remove_prefix(valid ? length : 1);
  return valid ? c : 0xFFFD;
}

// The letters of Latin-1 and Latin Extended-A, in the order of their code points from U+00C0. A hyphen is no
// letter.
constexpr std::string_view latin_1 =
    "a a a a aeaaaec e e e e i i i i d n o o o o oe- oeu u u u y thss"
    "a a a a aeaaaec e e e e i i i i d n o o o o oe- oeu u u u y thy ";
constexpr std::string_view latin_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_1.size() == 2UL * 64);
static_assert(latin_a.size() == 128);

// Appends the folded form of a character; what is no letter and no digit adds nothing.
void fold(char32_t c, std::string& out) {
  if (c >= 'A' && c <= 'Z') {
    out.push_back(static_cast<char>(c + 32));
  } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
    out.push_back(static_cast<char>(c));
  } else if (c >= 0xC0 && c <= 0xFF) {
    const std::string_view folded = latin_1.substr(2 * (c - 0xC0), 2);
    if (folded[0] == '-') return;
    out.push_back(folded[0]);
    if (folded[1] != ' ') out.push_back(folded[1]);
  } else if (c == 0x152 || c == 0x153) {
    out.append("oe");
  } else if (c == 0x1FC || c == 0x1FD) {  // æ with an acute accent
    out.append("ae");
  } else if (c == 0x30A && !out.empty() && out.back() == 'a') {  // a with a ring, in two characters
    out.push_back('a');
  } else if (c == 0x308 && !out.empty() && (out.back() == 'a' || out.back() == 'o')) {
    out.push_back('e');
  } else if (c >= 0x100 && c <= 0x17F) {
    out.push_back(latin_a[c - 0x100]);
  }
}

// Words of letters and digits, folded.
template <class Word>
void each_word(std::string_view text, Word word) {
  std::string folded;
  const auto end = [&] {
    if (!folded.empty()) word(folded);
    folded.clear();
  };
  while (!text.empty()) {
    const char32_t c = take(text);
    const bool ends = c == ' ' || c == '-' || c == '.' || c == ',' || c == '/' || c == 0xA0;
    if (ends) {
      end();
    } else {
      fold(c, folded);
    }
  }
  end();
}

// Short words of Danish road names, written out.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> road_words{{
    {"gl", "gammel"},
    {"ndr", "nordre"},
    {"nr", "noerre"},
    {"sdr", "soendre"},
    {"skt", "sankt"},
    {"sct", "sankt"},
    {"st", "store"},
    {"ll", "lille"},
    {"dr", "doktor"},
    {"kgs", "kongens"},
    {"prof", "professor"},
    {"v", "vej"},
    {"g", "gade"},
    {"pl", "plads"},
    {"str", "straede"},
    {"chr", "christian"},
}};

AnswerKey folded(Compare compare, std::string_view text) {
  std::string all;
  each_word(text, [&](std::string_view word) {
    if (compare == Compare::first_word && !all.empty()) return;
    if (compare == Compare::road_name) {
      const auto* const found =
          std::ranges::find(road_words, word, [](const auto& pair) { return pair.first; });
      // A single letter in front is somebody's initial, not a short word.
      if (found != road_words.end() && (word.size() > 1 || !all.empty())) word = found->second;
    }
    all.append(word);
  });
  return key_of(all);
}

}  // namespace

AnswerKey normal_form(Compare compare, std::string_view text) {
  if (text.size() > answer_bytes_max) return nothing();
  switch (compare) {
    case Compare::number:
      return number_of(text);
    case Compare::day_month:
      return day_month_of(text);
    case Compare::folded_text:
    case Compare::road_name:
    case Compare::first_word:
      return folded(compare, text);
  }
  std::unreachable();
}

bool is_answer(const AnswerKey& key) { return key[0] != no_answer; }

bool same(const AnswerKey& left, const AnswerKey& right) {
  unsigned differ = 0;
  for (std::size_t i = 0; i < key_bytes; ++i) differ |= static_cast<unsigned>(left[i] ^ right[i]);
  const unsigned nothing_left = static_cast<unsigned>(left[0] == no_answer);
  return (differ | nothing_left) == 0;
}

bool grade(Compare compare, const Expected& expected, std::string_view text) {
  return same(normal_form(compare, text), expected.reveal());
}

}  // namespace skranke::questions
