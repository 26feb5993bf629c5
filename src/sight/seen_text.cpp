#include "sight/seen_text.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>
#include <vector>

#include "proofing/zone_lines.hpp"
#include "sight/lines.hpp"

namespace skranke::sight {
namespace {

using proofing::ZoneFormat;
using proofing::ZoneLayout;

// How much less likely than the best a character may be, and still be tried.
constexpr float near = 0.12F;
// Those that are taken for each other by printers and readers alike are tried from farther away.
constexpr float near_of_pair = 0.25F;
constexpr std::array<std::string_view, 9> pairs{"O0", "I1", "B8", "S5", "Z2", "D0", "Q0", "G6", "U0"};

// Places of each format that are looked at: a page of other print would cost seconds.
constexpr std::size_t tries_max = 8;

bool are_pair(char one, char other) {
  return std::ranges::any_of(pairs, [&](std::string_view pair) {
    return pair.find(one) != std::string_view::npos && pair.find(other) != std::string_view::npos;
  });
}

bool can_stand(const ZoneLayout& layout, std::size_t at, char c) {
  if ((proofing::class_of(c) & proofing::classes_at(layout, at)) == 0) return false;
  if (at == layout.kind.at)
    return std::string_view{layout.format == ZoneFormat::td3 ? "P" : "ACI"}.find(c) != std::string_view::npos;
  if (at == layout.sex.at) return c == 'F' || c == 'M' || c == '<';
  return true;
}

// Lines as long as each other, one below the other, whose characters are as high as their pitch says.
bool could_be(std::span<const Band> lines, const ZoneLayout& layout) {
  const Band& first = lines.front();
  for (const Band& line : lines) {
    const float pitch = static_cast<float>(line.width()) / (static_cast<float>(layout.width) - 0.35F);
    const float height = static_cast<float>(line.height()) / pitch;
    if (height < 0.7F || height > 1.7F) return false;
    if (std::max(std::abs(line.left - first.left), std::abs(line.right - first.right)) >
        static_cast<int>(2 * pitch))
      return false;
  }
  return lines.back().bottom - lines.front().top < 5 * layout.lines * first.height();
}

struct Best {
  char character = '<';
  float likeness = -2;
};

// Of what the standard has there: lines of other print are none that a zone can have.
Best best_at(const SeenText& seen, std::size_t at) {
  Best best;
  for (std::size_t i = 0; i < glyph_count; ++i) {
    if (seen.likeness[at][i] <= best.likeness || !can_stand(*seen.layout, at, glyph_characters[i])) continue;
    best = {.character = glyph_characters[i], .likeness = seen.likeness[at][i]};
  }
  return best;
}

SeenText see_lines(const Ink& ink, std::span<const Band> bands, const ZoneLayout& layout) {
  SeenText seen{.layout = &layout, .likeness = {}, .mean = 0};
  float sum = 0;
  for (std::size_t line = 0; line < layout.lines; ++line) {
    const Band& band = bands[line];
    const Pitch pitch = pitch_of(ink, band, layout.width);
    for (int column = 0; column < layout.width; ++column) {
      const std::size_t at = line * layout.width + static_cast<std::size_t>(column);
      seen.likeness[at] = likeness_at(ink, pitch.middle(column), band.middle(), pitch.pitch);
      sum += best_at(seen, at).likeness;
    }
  }
  seen.mean = sum / static_cast<float>(seen.size());
  return seen;
}

}  // namespace

SeenText see_text(const Ink& level) {
  const std::vector<Band> bands = bands_of(level);
  SeenText best;
  for (const ZoneLayout& layout : proofing::zone_layouts) {
    std::size_t tries = 0;
    // From the bottom up, where zones are.
    for (std::size_t end = bands.size(); end >= layout.lines && tries < tries_max; --end) {
      const auto lines = std::span{bands}.subspan(end - layout.lines, layout.lines);
      if (!could_be(lines, layout)) continue;
      ++tries;
      const SeenText seen = see_lines(level, lines, layout);
      if (best.layout == nullptr || seen.mean > best.mean) best = seen;
    }
  }
  return best;
}

std::string likeliest(const SeenText& seen) {
  std::string text;
  for (std::size_t at = 0; at < seen.size(); ++at) text.push_back(best_at(seen, at).character);
  return text;
}

std::string others_at(const SeenText& seen, std::size_t at, char c) {
  const float most = std::ranges::max(seen.likeness[at]);
  std::string others;
  for (std::size_t i = 0; i < glyph_count; ++i) {
    const char other = glyph_characters[i];
    if (other == c || !can_stand(*seen.layout, at, other)) continue;
    if (seen.likeness[at][i] > most - (are_pair(c, other) ? near_of_pair : near)) others.push_back(other);
  }
  std::ranges::sort(others, std::ranges::greater{}, [&](char other) { return seen.of(at, other); });
  return others;
}

namespace {

template <class Among>
float lead_among(const SeenText& seen, std::size_t at, char c, const Among& among) {
  float next = -1;
  for (std::size_t i = 0; i < glyph_count; ++i) {
    const char other = glyph_characters[i];
    if (other != c && among(other) && can_stand(*seen.layout, at, other))
      next = std::max(next, seen.likeness[at][i]);
  }
  return seen.of(at, c) - next;
}

}  // namespace

float lead_of(const SeenText& seen, std::size_t at, char c) {
  return lead_among(seen, at, c, [](char /*other*/) { return true; });
}

float lead_unseen(const SeenText& seen, std::size_t at, char c) {
  return lead_among(seen, at, c,
                    [c](char other) { return proofing::value_of(other) % 10 == proofing::value_of(c) % 10; });
}

}  // namespace skranke::sight
