// The templates are what Debian's OCR-B font looks like. SKRANKE_WRITE_TEMPLATES=1 writes them anew.
#include <cmath>
#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>

#include "sight/drawing.hpp"

namespace {

using namespace skranke;

constexpr const char* file = SKRANKE_SOURCE_DIR "/src/sight/templates.cpp";

char level_of(float ink) { return "0123456789ABCDEF"[std::lround(ink * 15)]; }

void write_templates() {
  std::ofstream out{file};
  out << "// What the characters of OCR-B look like: made by tests/sight/templates_test.cpp from the font of "
         "Debian's package\n"
         "// fonts-ocr-b (OCRB.otf: Matthew Skala 2012, public domain, after Norbert Schwarz's Metafont, "
         "which anybody may use,\n"
         "// change and distribute). A line of digits is five rows of a character, each digit the ink of one "
         "sample, 0 to F.\n"
         "#include \"sight/glyphs.hpp\"\n\n#include <algorithm>\n\nnamespace skranke::sight {\nnamespace "
         "{\n\n"
         "// clang-format off\nconstexpr std::array<std::string_view, glyph_count> drawn{\n";
  for (const char c : sight::glyph_characters) {
    const sight::Cell cell = drawn::draw_cell(c);
    out << "  /* " << c << " */";
    for (std::size_t i = 0; i < cell.size(); ++i) {
      if (i % 80 == 0) out << (i == 0 ? " \"" : "\"\n          \"");
      out << level_of(cell[i]);
    }
    out << "\",\n";
  }
  out << "};\n// clang-format on\n\n}  // namespace\n\n"
         "const std::array<Cell, glyph_count>& glyph_templates() {\n"
         "  static const std::array<Cell, glyph_count> cells = [] {\n"
         "    std::array<Cell, glyph_count> made{};\n"
         "    for (std::size_t i = 0; i < glyph_count; ++i) {\n"
         "      std::ranges::transform(drawn[i], made[i].begin(), [](char c) {\n"
         "        return static_cast<float>(c <= '9' ? c - '0' : c - 'A' + 10) / 15;\n"
         "      });\n    }\n    return made;\n  }();\n  return cells;\n}\n\n}  // namespace skranke::sight\n";
}

TEST(Templates, AreWhatTheFontLooksLike) {
  if (std::getenv("SKRANKE_WRITE_TEMPLATES") != nullptr) write_templates();
  const auto& templates = sight::glyph_templates();
  for (std::size_t i = 0; i < sight::glyph_count; ++i) {
    const sight::Cell cell = drawn::draw_cell(sight::glyph_characters[i]);
    float most = 0;
    for (std::size_t k = 0; k < cell.size(); ++k) most = std::max(most, std::abs(cell[k] - templates[i][k]));
    EXPECT_LT(most, 0.15F) << sight::glyph_characters[i];
  }
}

}  // namespace
