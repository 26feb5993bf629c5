// What the pages of this room are drawn with: owned objects of cairo and pango, tags, and the QR code.
#pragma once

#include <memory>
#include <string>

#include <cairo/cairo-pdf.h>
#include <cairo/cairo.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

#include "base/civil.hpp"

namespace skranke::letters {

// Points, 72 an inch.
inline constexpr double page_width = 595.28;
inline constexpr double page_height = 841.89;

struct Free {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
  void operator()(QRcode* code) const { QRcode_free(code); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

// A part of the tree that readers for the blind go by.
class Tag {
 public:
  Tag(cairo_t* context, std::string_view name) : context_{context}, name_{name} {
    cairo_tag_begin(context_, name_.c_str(), nullptr);
  }
  Tag(const Tag&) = delete;
  Tag& operator=(const Tag&) = delete;
  Tag(Tag&&) = delete;
  Tag& operator=(Tag&&) = delete;
  ~Tag() { cairo_tag_end(context_, name_.c_str()); }

 private:
  cairo_t* context_;
  std::string name_;
};

// A PDF of A4 pages that is written into `file`, which outlives it. `day` is written as the day of creation,
// so that the bytes don't depend on when they were made.
[[nodiscard]] Owned<cairo_surface_t> new_pdf(std::string& file, const std::string& title, base::Day day);

// What a screen would change about glyphs is off: the same text has the same shape everywhere.
void fix_shapes(PangoLayout* layout);

// The QR code of a text (ISO/IEC 18004, level M), with its quiet zone, `width` wide from (x, y).
void draw_qr_code(cairo_t* context, const std::string& text, double x, double y, double width);

}  // namespace skranke::letters
