// What may be kept of the answer of a system that was told about a person.
#pragma once

#include <string>

namespace skranke::webhook {

// A star in place of each digit that may be of a CPR number (ten in a row or more; six and four with up to
// three bytes between them that are no letters), and of each letter of a token as long as a signed record's
// part (64 or more of base64): a receiver that says back what it got would otherwise have it kept in the
// clear. As long as it was.
[[nodiscard]] std::string without_persons(std::string answer);

// The longest piece that a cut can leave unknown as such.
inline constexpr std::size_t overhang = 64;

}  // namespace skranke::webhook
