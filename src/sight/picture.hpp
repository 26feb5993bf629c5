// A picture as brightness, and as ink.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace skranke::sight {

// Rows from the top, 0 black to 255 white.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> grey;
};

// How much ink there is, 0 to 1; none outside.
struct Ink {
  int width = 0;
  int height = 0;
  std::vector<float> amount;

  [[nodiscard]] float at(int x, int y) const {
    if (x < 0 || y < 0 || x >= width || y >= height) return 0;
    return amount[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                  static_cast<std::size_t>(x)];
  }
  // Between four pixels.
  [[nodiscard]] float between(float x, float y) const;
};

// Against the paper around each place, so that a shadow is no ink. Large pictures are made smaller first. The
// picture has at least one pixel.
[[nodiscard]] Ink ink_of(const Picture& picture);

// How far lines of text rise to the right, in radians, from -0.1 to 0.1.
[[nodiscard]] float skew_of(const Ink& ink);

// Turned so that lines that rise by `skew` are level.
[[nodiscard]] Ink levelled(const Ink& ink, float skew);

}  // namespace skranke::sight
