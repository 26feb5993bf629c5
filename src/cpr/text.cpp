#include "cpr/text.hpp"

namespace skranke::cpr {

std::string text_of(std::string_view latin1_field) {
  const std::string_view field = trimmed(latin1_field);
  std::size_t high = 0;
  for (const char c : field) high += static_cast<unsigned char>(c) >> 7U;
  if (high == 0) return std::string{field};
  std::string text;
  text.reserve(field.size() + high);
  for (const char c : field) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80U) {
      text.push_back(c);
    } else {
      text.push_back(static_cast<char>(0xC0U | byte >> 6U));
      text.push_back(static_cast<char>(0x80U | (byte & 0x3FU)));
    }
  }
  return text;
}

std::optional<std::string> latin1_of(std::string_view utf8) {
  std::string bytes;
  bytes.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80U) {
      bytes.push_back(utf8[i]);
      continue;
    }
    // U+0080 to U+00FF are the sequences C2 80 to C3 BF.
    if ((lead != 0xC2U && lead != 0xC3U) || ++i == utf8.size()) return std::nullopt;
    const auto rest = static_cast<unsigned char>(utf8[i]);
    if ((rest & 0xC0U) != 0x80U) return std::nullopt;
    bytes.push_back(static_cast<char>((lead & 0x03U) << 6U | (rest & 0x3FU)));
  }
  return bytes;
}

}  // namespace skranke::cpr
