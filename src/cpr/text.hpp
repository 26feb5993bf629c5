// The register's text: fields of fixed width in ISO-8859-1, padded with spaces, and what the project keeps
// of them, UTF-8 in normalisation form C.
//
// Each byte of ISO-8859-1 is the code point of the same number, and none of these 256 code points is changed
// by normalising or composes with another one. So decoding byte by byte is NFC already, and needs no
// library; text_test.cpp holds that against ICU.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace skranke::cpr {

// `text` without the spaces at both ends. Only U+0020 is padding; a no-break space belongs to the text.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// The field in UTF-8, NFC, trimmed. Every sequence of bytes is a text; control characters stay.
[[nodiscard]] std::string text_of(std::string_view latin1_field);

// The bytes of a UTF-8 text in ISO-8859-1, for who writes records; empty if it is not UTF-8 or holds a
// character that ISO-8859-1 lacks.
[[nodiscard]] std::optional<std::string> latin1_of(std::string_view utf8);

}  // namespace skranke::cpr
