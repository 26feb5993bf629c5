// The lines of a text that should be a machine-readable zone, and words about what is wrong with them.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/result.hpp"
#include "proofing/zone_layout.hpp"

namespace skranke::proofing {

struct ZoneLines {
  const ZoneLayout* layout = nullptr;
  std::array<char, zone_characters_max> characters{};  // all lines, one after the other

  [[nodiscard]] std::string_view view() const {
    return {characters.data(), static_cast<std::size_t>(layout->lines) * layout->width};
  }
};

// Takes `text` apart. Every character is one that its place can have by its class; nothing else is judged.
[[nodiscard]] base::Result<ZoneLines> zone_lines(std::string_view text);

// What position `at` of a zone can have: bits of ZoneClass.
[[nodiscard]] std::uint8_t classes_at(const ZoneLayout& layout, std::size_t at);

// "line 2, column 14: expected …", for position `at` of a zone.
[[nodiscard]] base::Problem zone_problem(const ZoneLayout& layout, std::size_t at, std::string_view expected);

}  // namespace skranke::proofing
