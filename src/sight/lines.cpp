#include "sight/lines.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace skranke::sight {
namespace {

constexpr int height_min = 6;  // of a line that can be read

std::vector<float> row_sums(const Ink& ink) {
  std::vector<float> sums(static_cast<std::size_t>(ink.height));
  for (int y = 0; y < ink.height; ++y) {
    for (int x = 0; x < ink.width; ++x)
      sums[static_cast<std::size_t>(y)] += ink.at(x, y) > 0.5F ? 1.0F : 0.0F;
  }
  return sums;
}

// Of what is ink rather than paper; what a guilloche or noise adds is below half.
std::vector<float> inked_in_columns(const Ink& ink, int top, int bottom) {
  std::vector<float> sums(static_cast<std::size_t>(ink.width));
  for (int y = top; y < bottom; ++y) {
    for (int x = 0; x < ink.width; ++x)
      sums[static_cast<std::size_t>(x)] += ink.at(x, y) > 0.5F ? 1.0F : 0.0F;
  }
  return sums;
}

std::vector<float> column_sums(const Ink& ink, int top, int bottom) {
  std::vector<float> sums(static_cast<std::size_t>(ink.width));
  for (int y = top; y < bottom; ++y) {
    for (int x = 0; x < ink.width; ++x) sums[static_cast<std::size_t>(x)] += ink.at(x, y);
  }
  return sums;
}

// From where to where there is print, and not just a speck: a stretch as wide as the band is high has to be
// inked.
void find_sides(const Ink& ink, Band& band) {
  const std::vector<float> sums = inked_in_columns(ink, band.top, band.bottom);
  const int size = band.height();
  const auto is_printed = [&](int from) {
    float inked = 0;
    for (int x = std::max(0, from); x < std::min(ink.width, from + size); ++x)
      inked += sums[static_cast<std::size_t>(x)];
    return inked > 0.08F * static_cast<float>(size * size);
  };
  const auto is_inked = [&](int x) {
    return sums[static_cast<std::size_t>(x)] > 0.12F * static_cast<float>(size);
  };
  band.left = 0;
  while (band.left < ink.width && !(is_inked(band.left) && is_printed(band.left))) ++band.left;
  band.right = ink.width;
  while (band.right > band.left && !(is_inked(band.right - 1) && is_printed(band.right - size))) --band.right;
}

// The ink at the borders of characters: least where the pitch is right.
float ink_at_borders(const std::vector<float>& sums, const Pitch& pitch, int columns) {
  float inked = 0;
  for (int column = 0; column <= columns; ++column) {
    const float x = pitch.left + pitch.pitch * static_cast<float>(column);
    for (const float beside : {-0.06F, 0.0F, 0.06F}) {
      const auto at = static_cast<std::ptrdiff_t>(std::lround(x + beside * pitch.pitch - 0.5F));
      if (at >= 0 && at < std::ssize(sums)) inked += sums[static_cast<std::size_t>(at)];
    }
  }
  return inked;
}

}  // namespace

std::vector<Band> bands_of(const Ink& ink) {
  const std::vector<float> sums = row_sums(ink);
  std::vector<float> sorted = sums;
  std::ranges::sort(sorted);
  const float base = sorted[sorted.size() / 10];
  const float threshold = base + 0.15F * (sorted[sorted.size() - 1 - sorted.size() / 50] - base);
  std::vector<Band> bands;
  int top = -1;
  for (int y = 0; y <= ink.height; ++y) {
    const bool is_inked = y < ink.height && sums[static_cast<std::size_t>(y)] > std::max(threshold, 1.0F);
    if (is_inked && top < 0) top = y;
    if (is_inked || top < 0) continue;
    // A gap of two rows is none.
    if (!bands.empty() && top - bands.back().bottom <= 2) {
      bands.back().bottom = y;
    } else {
      bands.push_back({.top = top, .bottom = y});
    }
    top = -1;
  }
  std::erase_if(bands, [](const Band& band) { return band.height() < height_min; });
  for (Band& band : bands) find_sides(ink, band);
  return bands;
}

Pitch pitch_of(const Ink& ink, const Band& band, int columns) {
  const std::vector<float> sums = column_sums(ink, band.top, band.bottom);
  // From the first character's ink to the last one's: characters are about two thirds of their pitch wide.
  const float about = static_cast<float>(band.width()) / (static_cast<float>(columns) - 0.35F);
  Pitch best{.left = static_cast<float>(band.left) - 0.17F * about, .pitch = about};
  float least = ink_at_borders(sums, best, columns);
  for (float factor = 0.985F; factor < 1.0155F; factor += 0.001F) {
    for (float beside = -0.45F; beside < 0.06F; beside += 0.025F) {
      const Pitch tried{.left = static_cast<float>(band.left) + beside * about, .pitch = about * factor};
      const float inked = ink_at_borders(sums, tried, columns);
      if (inked >= least) continue;
      least = inked;
      best = tried;
    }
  }
  return best;
}

}  // namespace skranke::sight
