// Characters of OCR-B by their shape: the nearest of 37 templates.
//
// A zone is printed in a fixed pitch, so a character's place is known to within a fraction of its width, and
// its size too; what is left is to compare. SPEC: ICAO Doc 9303-3, 4.1 (OCR-B, size 1, 2.54 mm a character).
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "sight/picture.hpp"

namespace skranke::sight {

inline constexpr std::string_view glyph_characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";
inline constexpr std::size_t glyph_count = 37;

// A template is `cell_width` by `cell_height` samples; the pitch is `cell_width` of them.
inline constexpr int cell_width = 16;
inline constexpr int cell_height = 20;
inline constexpr std::size_t cell_samples = 320;
using Cell = std::array<float, cell_samples>;

// The ink of each character, 0 to 1, as a font draws it (templates.cpp).
[[nodiscard]] const std::array<Cell, glyph_count>& glyph_templates();

// How much a place looks like each character: -1 to 1, in the order of glyph_characters.
using Likeness = std::array<float, glyph_count>;

// Around (x, y), where the middle of a character `pitch` pixels wide should be.
[[nodiscard]] Likeness likeness_at(const Ink& ink, float x, float y, float pitch);

}  // namespace skranke::sight
