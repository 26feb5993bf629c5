#include "messages/gsm.hpp"

#include <memory>

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "base/ensure.hpp"

namespace skranke::messages {
namespace {

// The default alphabet without its escape, in the order of its codes.
constexpr std::u32string_view alphabet =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    U"abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view extension = U"\f^{}\\[~]|€";

// How many septets one character takes; 0: it is not in the alphabet.
std::size_t width_of(char32_t c) {
  if (alphabet.contains(c)) return 1;
  return extension.contains(c) ? 2 : 0;
}

std::u32string characters(const icu::UnicodeString& text) {
  std::u32string out;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    out.push_back(static_cast<char32_t>(text.char32At(i)));
  return out;
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

void append_utf8(std::string& out, char32_t c) {
  icu::UnicodeString{static_cast<UChar32>(c)}.toUTF8String(out);
}

std::unique_ptr<icu::Transliterator> make_folding() {
  UErrorCode code = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> folding{
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, code)};
  base::ensure(U_SUCCESS(code) && folding != nullptr, "ICU has Any-Latin and Latin-ASCII");
  return folding;
}

}  // namespace

std::string in_gsm_alphabet(std::string_view text) {
  std::string out;
  std::unique_ptr<icu::Transliterator> folding;
  for (const char32_t c : characters(from_utf8(text))) {
    if (width_of(c) > 0) {
      append_utf8(out, c);
      continue;
    }
    // Most messages need none; it takes a while to make.
    if (!folding) folding = make_folding();
    icu::UnicodeString folded{static_cast<UChar32>(c)};
    folding->transliterate(folded);
    for (const char32_t plain : characters(folded)) append_utf8(out, width_of(plain) > 0 ? plain : U'?');
  }
  return out;
}

std::size_t septets(std::string_view text) {
  std::size_t count = 0;
  for (const char32_t c : characters(from_utf8(text))) count += width_of(c);
  return count;
}

std::string cut_to_septets(std::string_view text, std::size_t count) {
  std::string out;
  for (const char32_t c : characters(from_utf8(text))) {
    if (width_of(c) > count) break;
    count -= width_of(c);
    append_utf8(out, c);
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace skranke::messages
