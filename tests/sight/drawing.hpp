// Pictures of invented documents, drawn by FreeType from Debian's OCR-B fonts, and made as bad as photos are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sight/glyphs.hpp"
#include "sight/picture.hpp"

namespace skranke::drawn {

inline constexpr const char* round_font = "/usr/share/fonts/opentype/ocr-b/OCRB.otf";
inline constexpr const char* sharp_font =
    "/usr/share/fonts/opentype/ocr-b/OCRBS.otf";  // other ends of strokes

// How a picture is taken.
struct Shot {
  const char* font = round_font;
  float pitch = 24;      // pixels a character
  float degrees = 0;     // turned
  float blur = 0;        // standard deviation, in pixels
  float noise = 0;       // standard deviation, in steps of brightness
  int ink = 30;          // brightness of print
  int paper = 240;       // and of paper
  float shadow = 0;      // how much darker the right side is, 0 to 1
  float pattern = 0;     // amplitude of a guilloche, in steps of brightness
  int jpeg_quality = 0;  // 0: PNG
  std::uint64_t seed = 1;
};

// Lines of characters on the grid of a zone, 2.5 pitches apart.
[[nodiscard]] sight::Picture draw(std::string_view lines, const Shot& shot);

// As a file.
[[nodiscard]] std::string encode(const sight::Picture& picture, int jpeg_quality);

// One character, as a template has it.
[[nodiscard]] sight::Cell draw_cell(char c);

}  // namespace skranke::drawn
