#include "sight/picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace skranke::sight {
namespace {

constexpr int side_max = 2000;  // of what is looked at; a zone of 44 characters has then 45 pixels for each
constexpr std::size_t points_max = 200'000;  // of ink, that are asked for the skew

struct Size {
  std::size_t width;
  std::size_t height;
};

// The mean of squares of `factor` pixels a side.
Picture smaller(const Picture& picture, int factor) {
  Picture small{.width = picture.width / factor, .height = picture.height / factor, .grey = {}};
  small.grey.reserve(static_cast<std::size_t>(small.width) * static_cast<std::size_t>(small.height));
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) {
      unsigned sum = 0;
      for (int j = 0; j < factor; ++j) {
        const auto row = static_cast<std::size_t>(y * factor + j) * static_cast<std::size_t>(picture.width);
        for (int i = 0; i < factor; ++i) sum += picture.grey[row + static_cast<std::size_t>(x * factor + i)];
      }
      small.grey.push_back(static_cast<std::uint8_t>(sum / static_cast<unsigned>(factor * factor)));
    }
  }
  return small;
}

// Brightness against the mean of the surroundings; about 1 for paper.
std::vector<float> relative_brightness(const Picture& picture) {
  const int width = picture.width;
  const int height = picture.height;
  const auto stride = static_cast<std::size_t>(width) + 1;
  std::vector<std::uint64_t> sums(stride * (static_cast<std::size_t>(height) + 1));
  const auto sum_at = [&](int x, int y) -> std::uint64_t& {
    return sums[static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x)];
  };
  const auto at = [&](int x, int y) {
    return picture
        .grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x)
      sum_at(x + 1, y + 1) = at(x, y) + sum_at(x, y + 1) + sum_at(x + 1, y) - sum_at(x, y);
  }
  const int reach = std::max(8, std::max(width, height) / 25);
  std::vector<float> relative;
  relative.reserve(picture.grey.size());
  for (int y = 0; y < height; ++y) {
    const int top = std::max(0, y - reach);
    const int bottom = std::min(height, y + reach + 1);
    for (int x = 0; x < width; ++x) {
      const int left = std::max(0, x - reach);
      const int right = std::min(width, x + reach + 1);
      const std::uint64_t sum =
          sum_at(right, bottom) - sum_at(left, bottom) - sum_at(right, top) + sum_at(left, top);
      const float mean = static_cast<float>(sum) / static_cast<float>((bottom - top) * (right - left));
      relative.push_back((static_cast<float>(at(x, y)) + 8) / (mean + 8));
    }
  }
  return relative;
}

struct Levels {
  float dark;
  float light;
};

// Paper is most of a picture of a zone, so it is the median, and what is brighter than that tells how noisy
// paper is. Ink is what is darker than noise can be. (A threshold between two classes, as Otsu's, cuts the
// noise of the paper in two where there is little ink.)
Levels levels_of(const std::vector<float>& values) {
  constexpr std::size_t bins = 512;
  constexpr float scale = 256;
  std::array<std::size_t, bins> count{};
  for (const float value : values)
    ++count[std::min(bins - 1, static_cast<std::size_t>(std::max(0.0F, value) * scale))];
  const auto quantile = [&count](std::size_t end, double share) {
    std::size_t total = 0;
    for (std::size_t i = 0; i < end; ++i) total += count[i];
    std::size_t below = 0;
    for (std::size_t i = 0; i < end; ++i) {
      below += count[i];
      if (static_cast<double>(below) >= share * static_cast<double>(total))
        return static_cast<float>(i) / scale;
    }
    return static_cast<float>(end) / scale;
  };
  const float light = quantile(bins, 0.5);
  const float noise = std::max(0.02F, quantile(bins, 0.84) - light);
  const float darkest_paper = std::max(0.0F, light - 3.5F * noise);
  const float dark = quantile(static_cast<std::size_t>(darkest_paper * scale), 0.4);
  return {.dark = std::min(dark, light - 0.02F), .light = light};
}

struct Point {
  float x;
  float y;
};

// How much the rows differ from each other, if lines rise by `skew`.
double unevenness(const std::vector<Point>& points, float skew, std::vector<float>& rows) {
  std::ranges::fill(rows, 0.0F);
  const float slope = std::tan(skew);
  const auto last = static_cast<float>(rows.size() - 1);
  const float middle = last / 2;
  for (const Point& point : points) {
    const float row = std::clamp(point.y + point.x * slope + middle, 0.0F, last);
    rows[static_cast<std::size_t>(row)] += 1;
  }
  double sum = 0;
  for (const float row : rows) sum += static_cast<double>(row) * static_cast<double>(row);
  return sum;
}

}  // namespace

float Ink::between(float x, float y) const {
  const float left = std::floor(x);
  const float top = std::floor(y);
  const int i = static_cast<int>(left);
  const int j = static_cast<int>(top);
  const float across = x - left;
  const float down = y - top;
  return at(i, j) * (1 - across) * (1 - down) + at(i + 1, j) * across * (1 - down) +
         at(i, j + 1) * (1 - across) * down + at(i + 1, j + 1) * across * down;
}

Ink ink_of(const Picture& picture) {
  const int factor = (std::max(picture.width, picture.height) + side_max - 1) / side_max;
  const bool can_shrink = factor > 1 && picture.width >= factor && picture.height >= factor;
  if (can_shrink) return ink_of(smaller(picture, factor));
  std::vector<float> relative = relative_brightness(picture);
  const Levels levels = levels_of(relative);
  const float range = std::max(0.02F, levels.light - levels.dark);
  for (float& value : relative) value = std::clamp((levels.light - value) / range, 0.0F, 1.0F);
  return {.width = picture.width, .height = picture.height, .amount = std::move(relative)};
}

float skew_of(const Ink& ink) {
  std::vector<Point> points;
  const float middle_x = static_cast<float>(ink.width) / 2;
  const float middle_y = static_cast<float>(ink.height) / 2;
  const std::size_t all = ink.amount.size();
  const std::size_t step = std::max<std::size_t>(1, all / (points_max * 4)) | 1U;
  for (std::size_t i = 0; i < all && points.size() < points_max; i += step) {
    if (ink.amount[i] < 0.5F) continue;
    const auto width = static_cast<std::size_t>(ink.width);
    points.push_back(
        {.x = static_cast<float>(i % width) - middle_x, .y = static_cast<float>(i / width) - middle_y});
  }
  std::vector<float> rows(static_cast<std::size_t>(ink.height) + static_cast<std::size_t>(ink.width) / 4 + 1);
  constexpr float degree = 3.14159265F / 180;
  float best = 0;
  double most = -1;
  const auto look = [&](float from, float to, float by) {
    float found = best;
    for (float angle = from; angle <= to + by / 2; angle += by) {
      const double value = unevenness(points, angle, rows);
      if (value <= most) continue;
      most = value;
      found = angle;
    }
    best = found;
  };
  look(-5.5F * degree, 5.5F * degree, 0.25F * degree);
  look(best - 0.25F * degree, best + 0.25F * degree, 0.05F * degree);
  return best;
}

Ink levelled(const Ink& ink, float skew) {
  Ink level{.width = ink.width, .height = ink.height, .amount = {}};
  level.amount.reserve(ink.amount.size());
  const float across = std::cos(skew);
  const float up = std::sin(skew);
  const float middle_x = static_cast<float>(ink.width) / 2;
  const float middle_y = static_cast<float>(ink.height) / 2;
  for (int y = 0; y < ink.height; ++y) {
    for (int x = 0; x < ink.width; ++x) {
      const float dx = static_cast<float>(x) - middle_x;
      const float dy = static_cast<float>(y) - middle_y;
      level.amount.push_back(ink.between(across * dx + up * dy + middle_x, across * dy - up * dx + middle_y));
    }
  }
  return level;
}

}  // namespace skranke::sight
