#include "sight/glyphs.hpp"

#include <algorithm>
#include <cmath>

namespace skranke::sight {
namespace {

constexpr int reach = 3;  // samples that a character may be beside its place, each way
constexpr int patch_width = cell_width + 2 * reach;
constexpr int patch_height = cell_height + 2 * reach;
using Patch = std::array<float, static_cast<std::size_t>(patch_width* patch_height)>;

// Without its mean, and of length 1.
void normalise(Cell& cell) {
  float mean = 0;
  for (const float sample : cell) mean += sample;
  mean /= static_cast<float>(cell_samples);
  float square = 0;
  for (float& sample : cell) {
    sample -= mean;
    square += sample * sample;
  }
  const float length = std::sqrt(std::max(square, 1e-6F));
  for (float& sample : cell) sample /= length;
}

const std::array<Cell, glyph_count>& normalised_templates() {
  static const std::array<Cell, glyph_count> cells = [] {
    std::array<Cell, glyph_count> made = glyph_templates();
    for (Cell& cell : made) normalise(cell);
    return made;
  }();
  return cells;
}

// Each sample is the mean of its area, of a quarter of a pixel at least.
Patch patch_at(const Ink& ink, float x, float y, float pitch) {
  const float step = pitch / static_cast<float>(cell_width);
  const int parts = std::clamp(static_cast<int>(std::lround(step)), 1, 4);
  Patch patch{};
  std::size_t at = 0;
  for (int j = 0; j < patch_height; ++j) {
    for (int i = 0; i < patch_width; ++i) {
      float sum = 0;
      for (int part = 0; part < parts * parts; ++part) {
        const float across = (static_cast<float>(part % parts) + 0.5F) / static_cast<float>(parts);
        const float down = (static_cast<float>(part / parts) + 0.5F) / static_cast<float>(parts);
        sum += ink.between(x + step * (static_cast<float>(i) + across - patch_width / 2.0F) - 0.5F,
                           y + step * (static_cast<float>(j) + down - patch_height / 2.0F) - 0.5F);
      }
      patch[at++] = sum / static_cast<float>(parts * parts);
    }
  }
  return patch;
}

// Four sums beside each other, since one after the other can't be made faster by a compiler.
float product(const Cell& left, const Cell& right) {
  std::array<float, 8> sums{};
  for (std::size_t i = 0; i < cell_samples; i += sums.size()) {
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += left[i + k] * right[i + k];
  }
  float sum = 0;
  for (const float part : sums) sum += part;
  return sum;
}

}  // namespace

Likeness likeness_at(const Ink& ink, float x, float y, float pitch) {
  const Patch patch = patch_at(ink, x, y, pitch);
  Likeness best;
  best.fill(-1);
  for (int dy = 0; dy <= 2 * reach; ++dy) {
    for (int dx = 0; dx <= 2 * reach; ++dx) {
      Cell cell{};
      for (int j = 0; j < cell_height; ++j)
        std::copy_n(patch.begin() + (j + dy) * patch_width + dx, cell_width, cell.begin() + j * cell_width);
      normalise(cell);
      for (std::size_t i = 0; i < glyph_count; ++i)
        best[i] = std::max(best[i], product(cell, normalised_templates()[i]));
    }
  }
  return best;
}

}  // namespace skranke::sight
