// Where the lines of a zone are in level ink, and where each of their characters.
#pragma once

#include <vector>

#include "sight/picture.hpp"

namespace skranke::sight {

// A line of print.
struct Band {
  int top = 0;     // the first row
  int bottom = 0;  // behind the last
  int left = 0;
  int right = 0;

  [[nodiscard]] float middle() const { return static_cast<float>(top + bottom) / 2; }
  [[nodiscard]] int width() const { return right - left; }
  [[nodiscard]] int height() const { return bottom - top; }
};

// From the top.
[[nodiscard]] std::vector<Band> bands_of(const Ink& ink);

// Where `columns` characters of a fixed pitch stand in a band: the first one's left border, and their width.
struct Pitch {
  float left = 0;
  float pitch = 0;

  [[nodiscard]] float middle(int column) const { return left + pitch * (static_cast<float>(column) + 0.5F); }
};
[[nodiscard]] Pitch pitch_of(const Ink& ink, const Band& band, int columns);

}  // namespace skranke::sight
