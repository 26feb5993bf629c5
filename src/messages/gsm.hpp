// The alphabet of text messages: 7 bits a character, 160 of them in one message.
//
// SPEC: 3GPP TS 23.038 (GSM 03.38), 6.2.1: the default alphabet, and the extension table, whose characters
// count as two.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace skranke::messages {

inline constexpr std::size_t septets_max = 160;  // of one message

// The text with every character that the alphabet does not have folded: accents dropped, other scripts in
// Latin letters, the rest as "?". UTF-8.
[[nodiscard]] std::string in_gsm_alphabet(std::string_view text);

// How many septets a text of the alphabet takes.
[[nodiscard]] std::size_t septets(std::string_view text);

// The longest beginning that takes at most so many septets, without spaces at its end.
[[nodiscard]] std::string cut_to_septets(std::string_view text, std::size_t count);

}  // namespace skranke::messages
