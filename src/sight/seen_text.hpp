// The characters of a zone as they were seen: each place with how much it looks like each character.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "proofing/zone_layout.hpp"
#include "sight/glyphs.hpp"
#include "sight/picture.hpp"

namespace skranke::sight {

struct SeenText {
  const proofing::ZoneLayout* layout = nullptr;
  std::array<Likeness, proofing::zone_characters_max> likeness{};
  float mean = 0;  // of the likeness of what each place looks most like, of what it may have

  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(layout->lines) * static_cast<std::size_t>(layout->width);
  }
  [[nodiscard]] float of(std::size_t at, char c) const { return likeness[at][glyph_characters.find(c)]; }
};

// The best of all formats and lines; its layout is null where there are no lines of any format.
[[nodiscard]] SeenText see_text(const Ink& level);

// What every place looks most like, of what the standard has there.
[[nodiscard]] std::string likeliest(const SeenText& seen);

// The other characters that the place may have, as far as they are nearly as likely as `c`: the likeliest
// first.
[[nodiscard]] std::string others_at(const SeenText& seen, std::size_t at, char c);

// By how much `c` is likelier than any other character that the place may have.
[[nodiscard]] float lead_of(const SeenText& seen, std::size_t at, char c);

// The same, of the characters only that no check digit tells from `c`: S and 8, G and 6, U and 0, B and 1 …
[[nodiscard]] float lead_unseen(const SeenText& seen, std::size_t at, char c);

}  // namespace skranke::sight
