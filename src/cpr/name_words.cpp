#include "cpr/name_words.hpp"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/ensure.hpp"
#include "base/limits.hpp"

namespace skranke::cpr {
namespace {

struct Row {
  char32_t small;
  Spellings spellings;
};

// SPEC: ICAO Doc 9303-3, section 6 A, the letters that are more than a letter with a mark.
constexpr std::array<Row, 18> icao_table{{
    {U'ß', {"SS"}},
    {U'ä', {"AE", "A"}},
    {U'å', {"AA"}},
    {U'æ', {"AE"}},
    {U'ð', {"D"}},
    {U'ñ', {"N", "NXX"}},
    {U'ö', {"OE", "O"}},
    {U'ø', {"OE"}},
    {U'ü', {"UE", "UXX", "U"}},
    {U'þ', {"TH"}},
    {U'đ', {"D"}},
    {U'ħ', {"H"}},
    {U'ı', {"I"}},
    {U'ĸ', {"Q"}},
    {U'ł', {"L"}},
    {U'ŋ', {"N"}},
    {U'œ', {"OE"}},
    {U'ŧ', {"T"}},
}};

constexpr std::array<std::string_view, 26> letters{"A", "B", "C", "D", "E", "F", "G", "H", "I",
                                                   "J", "K", "L", "M", "N", "O", "P", "Q", "R",
                                                   "S", "T", "U", "V", "W", "X", "Y", "Z"};

const Row* icao_row(char32_t small) {
  const auto found = std::ranges::find(icao_table, small, &Row::small);
  return found == icao_table.end() ? nullptr : &*found;
}

bool is_hyphen(char32_t code) { return code == U'-' || (code >= U'\u2010' && code <= U'\u2013'); }

bool is_droppable(char32_t code) {
  constexpr std::u32string_view signs = U"'.`´·ʹʻʼʾʿ‘’′";
  return signs.find(code) != std::u32string_view::npos;
}

const icu::Normalizer2& nfc() {
  static const icu::Normalizer2& instance = []() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
    base::ensure(U_SUCCESS(status) != 0 && form != nullptr, "ICU has its normalisation data");
    return *form;
  }();
  return instance;
}

const icu::Normalizer2& nfkc() {
  static const icu::Normalizer2& instance = []() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(status);
    base::ensure(U_SUCCESS(status) != 0 && form != nullptr, "ICU has its normalisation data");
    return *form;
  }();
  return instance;
}

bool is_latin(char32_t code) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(code), &status) == USCRIPT_LATIN;
}

Sign ascii_sign(char32_t code) {
  Sign sign{.code = code, .folded = code, .base = code};
  sign.is_capital = code >= U'A' && code <= U'Z';
  if (sign.is_capital) sign.folded = sign.base = code + (U'a' - U'A');
  if (sign.folded >= U'a' && sign.folded <= U'z') {
    sign.kind = SignKind::letter;
  } else if (is_droppable(code)) {
    sign.kind = SignKind::droppable;
  }
  return sign;
}

// Splits `sign.folded` into base and marks. More marks than a Sign has room for: no base, so that no rule of
// marks applies.
void take_marks_off(Sign& sign) {
  icu::UnicodeString apart;
  if (nfc().getDecomposition(static_cast<UChar32>(sign.folded), apart) == 0) return;
  std::size_t count = 0;
  char32_t base = 0;
  for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
    const auto code = static_cast<char32_t>(apart.char32At(at));
    if (at == 0) {
      base = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(code), U_FOLD_CASE_DEFAULT));
    } else if (count == sign.marks.size()) {
      sign.marks = {};
      return;
    } else {
      sign.marks[count++] = code;
    }
  }
  sign.base = base;
}

void spell(Sign& sign) {
  const Row* row = icao_row(sign.folded);
  if (row == nullptr && sign.base != sign.folded) row = icao_row(sign.base);
  if (row != nullptr) {
    sign.spellings = row->spellings;
    sign.is_from_table = true;
  } else if (sign.base >= U'a' && sign.base <= U'z') {
    sign.spellings[0] = letters[sign.base - U'a'];
  }
}

Sign sign_of(char32_t code) {
  if (code < 0x80) return ascii_sign(code);
  const auto point = static_cast<UChar32>(code);
  Sign sign{.code = code, .folded = code, .base = code};
  if (is_droppable(code)) {
    sign.kind = SignKind::droppable;
  } else if (u_charType(point) == U_NON_SPACING_MARK) {
    sign.kind = SignKind::mark;
  } else if (u_isalpha(point) != 0 && is_latin(code)) {
    sign.kind = SignKind::letter;
    sign.folded = sign.base = static_cast<char32_t>(u_foldCase(point, U_FOLD_CASE_DEFAULT));
    sign.is_capital = u_isUUppercase(point) != 0;
    take_marks_off(sign);
    spell(sign);
  }
  return sign;
}

// The text in normalisation form C; empty if it is not UTF-8.
std::optional<icu::UnicodeString> normalised(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t length = 0;
  std::array<UChar, base::limits::name_bytes_max> units{};  // UTF-16 has never more units than UTF-8
  u_strFromUTF8(units.data(), static_cast<std::int32_t>(units.size()), &length, utf8.data(),
                static_cast<std::int32_t>(utf8.size()), &status);
  if (U_FAILURE(status) != 0) return std::nullopt;
  icu::UnicodeString text{units.data(), length};
  if (nfc().isNormalized(text, status) == 0) text = nfc().normalize(text, status);
  if (U_FAILURE(status) != 0) return std::nullopt;
  return text;
}

// A capital or small letter of the Latin script that is a form of others: "ﬁ", full-width "Ａ".
bool is_compatibility_form(UChar32 point) {
  const auto type = u_charType(point);
  if (type != U_UPPERCASE_LETTER && type != U_LOWERCASE_LETTER && type != U_TITLECASE_LETTER) return false;
  UErrorCode status = U_ZERO_ERROR;
  return is_latin(static_cast<char32_t>(point)) &&
         nfkc().isNormalized(icu::UnicodeString{point}, status) == 0;
}

icu::UnicodeString without_compatibility_forms(const icu::UnicodeString& text, bool& changed) {
  icu::UnicodeString plain;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 point = text.char32At(at);
    if (point < 0x80 || !is_compatibility_form(point)) {
      plain.append(point);
      continue;
    }
    UErrorCode status = U_ZERO_ERROR;
    plain.append(nfkc().normalize(icu::UnicodeString{point}, status));
    changed = true;
  }
  return plain;
}

}  // namespace

std::optional<Words> words_of(std::string_view utf8) {
  if (utf8.size() > base::limits::name_bytes_max) return std::nullopt;
  auto text = normalised(utf8);
  if (!text) return std::nullopt;
  Words words;
  *text = without_compatibility_forms(*text, words.has_compatibility_forms);
  words.signs.reserve(static_cast<std::size_t>(text->length()));
  char32_t joint = U' ';
  bool in_word = false;
  for (std::int32_t at = 0; at < text->length(); at = text->moveIndex32(at, 1)) {
    const auto code = static_cast<char32_t>(text->char32At(at));
    if (is_hyphen(code) || u_isUWhiteSpace(static_cast<UChar32>(code)) != 0) {
      // Between words a hyphen is stronger than the spaces around it.
      if (in_word) joint = U' ';
      if (is_hyphen(code)) joint = code;
      in_word = false;
      continue;
    }
    const auto place = static_cast<std::uint32_t>(words.signs.size());
    if (!in_word) words.words.push_back({.begin = place, .end = place, .joint = joint});
    in_word = true;
    words.signs.push_back(sign_of(code));
    words.words.back().end = place + 1;
  }
  if (words.words.empty()) return words;
  words.has_outer_hyphen = is_hyphen(words.words.front().joint) || (!in_word && is_hyphen(joint));
  return words;
}

}  // namespace skranke::cpr
