#include "sight/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include <ft2build.h>
#include FT_FREETYPE_H
#include <jpeglib.h>
#include <png.h>

#include "synthetic/chance.hpp"

namespace skranke::drawn {
namespace {

constexpr float advance = 0.723F;        // of the font's em: a character's pitch
constexpr float middle_of_line = 0.39F;  // of the em, above the base line: half a digit's height
constexpr int drawn_pitch = 48;          // of the sheet from which pictures are taken
constexpr int margin = 3 * drawn_pitch;

void expect(bool holds, const char* what) {
  if (!holds) throw std::runtime_error{what};
}

// Ink on a sheet, 0 to 255.
struct Sheet {
  int width;
  int height;
  std::vector<std::uint8_t> ink;

  [[nodiscard]] float at(int x, int y) const {
    if (x < 0 || y < 0 || x >= width || y >= height) return 0;
    return static_cast<float>(ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                  static_cast<std::size_t>(x)]) /
           255;
  }
};

class Font {
 public:
  Font(const char* path, int pitch) : pitch_{pitch} {
    expect(FT_Init_FreeType(&library_) == 0, "FreeType begins");
    expect(FT_New_Face(library_, path, 0, &face_) == 0, "the font of the package fonts-ocr-b is there");
    expect(FT_Set_Char_Size(face_, std::lround(static_cast<float>(pitch) / advance * 64), 0, 72, 72) == 0,
           "its size is set");
  }
  ~Font() {
    FT_Done_Face(face_);
    FT_Done_FreeType(library_);
  }
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;

  // With its left border at `x`, and the middle of its line at `y`.
  void put(Sheet& sheet, char c, int x, int y) const {
    expect(FT_Load_Char(face_, static_cast<FT_ULong>(c), FT_LOAD_RENDER | FT_LOAD_NO_HINTING) == 0,
           "the font has it");
    const FT_GlyphSlot slot = face_->glyph;
    const int base = y + static_cast<int>(std::lround(middle_of_line / advance * static_cast<float>(pitch_)));
    for (unsigned j = 0; j < slot->bitmap.rows; ++j) {
      for (unsigned i = 0; i < slot->bitmap.width; ++i) {
        const int at_x = x + slot->bitmap_left + static_cast<int>(i);
        const int at_y = base - slot->bitmap_top + static_cast<int>(j);
        if (at_x < 0 || at_y < 0 || at_x >= sheet.width || at_y >= sheet.height) continue;
        sheet.ink[static_cast<std::size_t>(at_y * sheet.width + at_x)] =
            slot->bitmap.buffer[j * static_cast<unsigned>(slot->bitmap.pitch) + i];
      }
    }
  }

 private:
  int pitch_;
  FT_Library library_ = nullptr;
  FT_Face face_ = nullptr;
};

Sheet sheet_of(std::string_view lines, const char* font) {
  const std::size_t columns = lines.find('\n');
  const auto rows = static_cast<int>(std::ranges::count(lines, '\n'));
  Sheet sheet{.width = 2 * margin + drawn_pitch * static_cast<int>(columns),
              .height = 2 * margin + drawn_pitch * (5 * rows - 3) / 2,
              .ink = {}};
  sheet.ink.resize(static_cast<std::size_t>(sheet.width) * static_cast<std::size_t>(sheet.height));
  const Font drawn{font, drawn_pitch};
  int row = 0;
  int column = 0;
  for (const char c : lines) {
    if (c == '\n') {
      ++row;
      column = 0;
    } else {
      drawn.put(sheet, c, margin + drawn_pitch * column++,
                margin + drawn_pitch * (2 + 5 * row) / 2 - drawn_pitch / 2);
    }
  }
  return sheet;
}

// The sum of twelve even draws is nearly normal.
float normal(synthetic::Chance& chance) {
  float sum = -6;
  for (int i = 0; i < 12; ++i) sum += static_cast<float>(chance.below(10'000)) / 10'000;
  return sum;
}

void blur(std::vector<float>& values, int width, int height, float deviation) {
  if (deviation <= 0) return;
  const int reach = std::max(1, static_cast<int>(std::ceil(2.5F * deviation)));
  std::vector<float> kernel;
  float sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    kernel.push_back(std::exp(-static_cast<float>(i * i) / (2 * deviation * deviation)));
    sum += kernel.back();
  }
  const auto pass = [&](int across, int down) {
    const std::vector<float> from = values;
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        float mixed = 0;
        for (int i = -reach; i <= reach; ++i) {
          const int at_x = std::clamp(x + i * across, 0, width - 1);
          const int at_y = std::clamp(y + i * down, 0, height - 1);
          mixed += kernel[static_cast<std::size_t>(i + reach)] *
                   from[static_cast<std::size_t>(at_y * width + at_x)];
        }
        values[static_cast<std::size_t>(y * width + x)] = mixed / sum;
      }
    }
  };
  pass(1, 0);
  pass(0, 1);
}

}  // namespace

sight::Picture draw(std::string_view lines, const Shot& shot) {
  const Sheet sheet = sheet_of(lines, shot.font);
  const float scale = static_cast<float>(drawn_pitch) / shot.pitch;
  const int width = static_cast<int>(static_cast<float>(sheet.width) / scale);
  const int height = static_cast<int>(static_cast<float>(sheet.height) / scale +
                                      std::abs(shot.degrees) * 0.0175F * static_cast<float>(width));
  const float angle = shot.degrees * 3.14159265F / 180;
  std::vector<float> ink;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      float sum = 0;
      for (int part = 0; part < 9; ++part) {
        const float dx =
            static_cast<float>(x) + (static_cast<float>(part % 3) + 0.5F) / 3 - static_cast<float>(width) / 2;
        const float dy = static_cast<float>(y) + (static_cast<float>(part / 3) + 0.5F) / 3 -
                         static_cast<float>(height) / 2;
        sum += sheet.at(static_cast<int>(std::floor(scale * (std::cos(angle) * dx - std::sin(angle) * dy) +
                                                    static_cast<float>(sheet.width) / 2)),
                        static_cast<int>(std::floor(scale * (std::sin(angle) * dx + std::cos(angle) * dy) +
                                                    static_cast<float>(sheet.height) / 2)));
      }
      ink.push_back(sum / 9);
    }
  }
  blur(ink, width, height, shot.blur);
  synthetic::Chance chance{shot.seed, 1, 2};
  sight::Picture picture{.width = width, .height = height, .grey = {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float wave =
          std::sin(static_cast<float>(x) * 0.31F + 3 * std::sin(static_cast<float>(y) * 0.07F)) +
          std::sin(static_cast<float>(y) * 0.23F + 2 * std::sin(static_cast<float>(x) * 0.05F));
      const float light = 1 - shot.shadow * static_cast<float>(x) / static_cast<float>(width);
      const float paper = static_cast<float>(shot.paper) + wave / 2 * shot.pattern;
      const float amount = ink[static_cast<std::size_t>(y * width + x)];
      const float grey = (paper + (static_cast<float>(shot.ink) - paper) * amount) * light +
                         (shot.noise > 0 ? shot.noise * normal(chance) : 0);
      picture.grey.push_back(static_cast<std::uint8_t>(std::clamp(grey, 0.0F, 255.0F)));
    }
  }
  return picture;
}

std::string encode(const sight::Picture& picture, int jpeg_quality) {
  if (jpeg_quality == 0) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.format = PNG_FORMAT_GRAY;
    png_alloc_size_t size = 0;
    expect(png_image_write_to_memory(&image, nullptr, &size, 0, picture.grey.data(), 0, nullptr) != 0,
           "its size is told");
    std::string bytes(size, '\0');
    expect(png_image_write_to_memory(&image, bytes.data(), &size, 0, picture.grey.data(), 0, nullptr) != 0,
           "it is written");
    return bytes.substr(0, size);
  }
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &data, &size);
  info.image_width = static_cast<JDIMENSION>(picture.width);
  info.image_height = static_cast<JDIMENSION>(picture.height);
  info.input_components = 1;
  info.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, jpeg_quality, TRUE);
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    auto* row =
        const_cast<JSAMPLE*>(picture.grey.data() + std::size_t{info.next_scanline} * info.image_width);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  std::string bytes{reinterpret_cast<const char*>(data), size};
  std::free(data);
  return bytes;
}

sight::Cell draw_cell(char c) {
  constexpr int part = 10;  // pixels of a sample
  constexpr int width = sight::cell_width * part;
  constexpr int height = sight::cell_height * part;
  Sheet sheet{.width = width,
              .height = height,
              .ink = std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height)};
  Font{round_font, width}.put(sheet, c, 0, height / 2);
  sight::Cell cell{};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x)
      cell[static_cast<std::size_t>(y / part * sight::cell_width + x / part)] +=
          sheet.at(x, y) / (part * part);
  }
  return cell;
}

}  // namespace skranke::drawn
