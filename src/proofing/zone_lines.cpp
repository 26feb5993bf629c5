#include "proofing/zone_lines.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace skranke::proofing {
namespace {

constexpr std::size_t lines_max = 3;

constexpr std::string_view shapes =
    "expected two lines of 44 (TD3) or 36 (TD2) characters, or three of 30 (TD1)";
constexpr std::string_view alphabet = "expected a capital A to Z, a digit or <";

std::string place(std::size_t line, std::size_t column) {
  return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": ";
}

base::Problem problem_at(std::size_t line, std::size_t column, std::string_view text) {
  return {base::Fault::invalid_value, place(line, column).append(text), {}};
}

struct Lines {
  std::array<std::string_view, lines_max> line;
  std::size_t count = 0;  // may be more than there is room for
};

bool ends_line(char c) { return c == '\n' || c == '\r'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Of one pass over the text: up to the first character that no zone has, which is nearly always a line's end.
base::Result<Lines> split(std::string_view text) {
  Lines lines;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && class_of(text[end]) != 0) ++end;
    std::size_t rest = end;
    while (rest < text.size() && is_blank(text[rest])) ++rest;
    if (rest < text.size() && !ends_line(text[rest])) {
      if (lines.count < lines_max)
        return std::unexpected{problem_at(lines.count + 1, end - at + 1, alphabet)};
      while (rest < text.size() && !ends_line(text[rest])) ++rest;
    }
    if (end > at) {
      if (lines.count < lines_max) lines.line[lines.count] = text.substr(at, end - at);
      ++lines.count;
    }
    at = rest + 1;
  }
  return lines;
}

const ZoneLayout* layout_for(const Lines& lines) {
  for (const ZoneLayout& layout : zone_layouts) {
    if (lines.count == layout.lines && lines.line[0].size() == layout.width) return &layout;
  }
  return nullptr;
}

// Of lines that are none of the formats'.
base::Problem wrong_shape(const Lines& lines) {
  if (lines.count == 0) return problem_at(1, 1, std::string{"nothing is here; "}.append(shapes));
  if (lines.count > lines_max)
    return problem_at(lines_max + 1, 1, std::string{"a line too many; "}.append(shapes));
  if (lines.count == 1)
    return problem_at(1, lines.line[0].size() + 1, std::string{"there is one line only; "}.append(shapes));
  const std::string expected = lines.count == 3 ? "expected 30 in each of three lines (TD1)"
                                                : "expected 44 (TD3) or 36 (TD2) in each of two lines";
  return problem_at(1, lines.line[0].size() + 1,
                    "the line has " + std::to_string(lines.line[0].size()) + " characters; " + expected);
}

std::optional<base::Problem> wrong_width(const Lines& lines, const ZoneLayout& layout) {
  for (std::size_t i = 0; i < layout.lines; ++i) {
    const std::size_t size = lines.line[i].size();
    if (size != layout.width)
      return problem_at(i + 1, std::min<std::size_t>(size, layout.width) + 1,
                        "the line has " + std::to_string(size) + " characters; expected " +
                            std::to_string(layout.width) + ", as in line 1 (" +
                            std::string{name(layout.format)} + ")");
  }
  return std::nullopt;
}

using Masks = std::array<std::uint8_t, zone_characters_max>;

// Which classes each position of a format can have.
constexpr Masks masks_of(const ZoneLayout& layout) {
  Masks masks{};
  const auto set = [&masks](ZoneField field, unsigned first, unsigned rest) {
    for (std::size_t i = 0; i < field.size; ++i)
      masks[field.at + i] = static_cast<std::uint8_t>(i == 0 ? first : rest);
  };
  constexpr unsigned letters = class_letter | class_filler;
  constexpr unsigned digits = class_digit | class_filler;
  // Of a card the second one is at its issuer's discretion, and some have a digit there.
  set(layout.kind, class_letter, layout.format == ZoneFormat::td3 ? letters : unsigned{class_any});
  set(layout.issuer, class_letter, letters);
  set(layout.names, letters, letters);
  set(layout.number, class_letter | class_digit, class_any);
  set(layout.nationality, class_letter, letters);
  set(layout.born, digits, digits);
  set(layout.sex, letters, letters);
  set(layout.expires, digits, digits);
  for (const ZoneField& field : layout.optional) set(field, class_any, class_any);
  // A filler there says that the number goes on in the optional field, which TD3 has no room for.
  set(layout.number_check, layout.format == ZoneFormat::td3 ? unsigned{class_digit} : digits, 0);
  set(layout.born_check, class_digit, 0);
  set(layout.expires_check, class_digit, 0);
  set(layout.optional_check, digits, 0);
  set(layout.composite_check, class_digit, 0);
  return masks;
}
constexpr std::array<Masks, 3> masks{masks_of(zone_layouts[0]), masks_of(zone_layouts[1]),
                                     masks_of(zone_layouts[2])};

std::string expected_of(unsigned mask) {
  switch (mask) {
    case class_letter:
      return "expected a letter";
    case class_digit:
      return "expected a digit";
    case class_letter | class_digit:
      return "expected a letter or a digit";
    case class_letter | class_filler:
      return "expected a letter or <";
    case class_digit | class_filler:
      return "expected a digit or <";
    default:
      return std::string{alphabet};
  }
}

}  // namespace

std::uint8_t classes_at(const ZoneLayout& layout, std::size_t at) {
  return masks[static_cast<std::size_t>(layout.format)][at];
}

base::Problem zone_problem(const ZoneLayout& layout, std::size_t at, std::string_view expected) {
  return problem_at(at / layout.width + 1, at % layout.width + 1, expected);
}

base::Result<ZoneLines> zone_lines(std::string_view text) {
  const auto split_text = split(text);
  if (!split_text) return std::unexpected{split_text.error()};
  const Lines& lines = *split_text;
  ZoneLines zone{.layout = layout_for(lines), .characters = {}};
  if (zone.layout == nullptr) return std::unexpected{wrong_shape(lines)};
  if (auto problem = wrong_width(lines, *zone.layout)) return std::unexpected{std::move(*problem)};
  auto* end = zone.characters.begin();
  for (std::size_t i = 0; i < zone.layout->lines; ++i) end = std::ranges::copy(lines.line[i], end).out;
  const Masks& mask = masks[static_cast<std::size_t>(zone.layout->format)];
  const std::string_view characters = zone.view();
  for (std::size_t i = 0; i < characters.size(); ++i) {
    if ((class_of(characters[i]) & mask[i]) == 0)
      return std::unexpected{zone_problem(*zone.layout, i, expected_of(mask[i]))};
  }
  return zone;
}

}  // namespace skranke::proofing
