#include "sight/glyphs.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

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
  constexpr int shifts = 2 * reach + 1;
  constexpr std::size_t finalists = 10;
  const Patch patch = patch_at(ink, x, y, pitch);
  std::array<std::optional<Cell>, static_cast<std::size_t>(shifts * shifts)> cells;
  const auto cell_at = [&](int dx, int dy) -> const Cell& {
    auto& cell = cells[static_cast<std::size_t>(dy * shifts + dx)];
    if (!cell) {
      cell.emplace();
      for (int j = 0; j < cell_height; ++j)
        std::copy_n(patch.begin() + (j + dy) * patch_width + dx, cell_width, cell->begin() + j * cell_width);
      normalise(*cell);
    }
    return *cell;
  };
  const auto& templates = normalised_templates();
  Likeness best;
  best.fill(-1);
  std::array<std::pair<int, int>, glyph_count> where{};
  // Every other shift for all characters; then the shifts beside the best one for those that may win.
  for (int dy = 0; dy < shifts; dy += 2) {
    for (int dx = 0; dx < shifts; dx += 2) {
      for (std::size_t i = 0; i < glyph_count; ++i) {
        const float found = product(cell_at(dx, dy), templates[i]);
        if (found <= best[i]) continue;
        best[i] = found;
        where[i] = {dx, dy};
      }
    }
  }
  Likeness sorted = best;
  std::ranges::nth_element(sorted, sorted.begin() + finalists, std::ranges::greater{});
  for (std::size_t i = 0; i < glyph_count; ++i) {
    if (best[i] <= sorted[finalists]) continue;
    const auto [at_x, at_y] = where[i];
    for (int dy = std::max(0, at_y - 1); dy <= std::min(shifts - 1, at_y + 1); ++dy) {
      for (int dx = std::max(0, at_x - 1); dx <= std::min(shifts - 1, at_x + 1); ++dx)
        best[i] = std::max(best[i], product(cell_at(dx, dy), templates[i]));
    }
  }
  return best;
}

}  // namespace skranke::sight
