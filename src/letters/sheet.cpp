#include "letters/sheet.hpp"

#include <array>
#include <cstdio>

#include <cairo/cairo-pdf.h>
#include <cairo/cairo.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

#include "base/ensure.hpp"

#ifdef __SANITIZE_ADDRESS__
// fontconfig keeps what it has read of fonts until the process ends, and frees none of it.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
#endif

namespace skranke::letters {
namespace {

// Points, 72 an inch.
constexpr double page_width = 595.28;
constexpr double page_height = 841.89;
constexpr double margin = 70.87;  // 25 mm
constexpr double bottom = page_height - 70.87;
constexpr double indent = 14.0;
constexpr double hanging = 10.5;       // as wide as a bullet
constexpr double leading = 1.15;       // of a line's height
constexpr double code_width = 113.39;  // 40 mm
constexpr int quiet_modules = 4;       // of white around a QR code

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

cairo_status_t append(void* into, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

// A part of the tree that readers for the blind go by.
class Tag {
 public:
  Tag(cairo_t* context, std::string_view name) : context_{context}, name_{name} {
    cairo_tag_begin(context_, name_.c_str(), nullptr);
  }
  Tag(const Tag&) = delete;
  Tag& operator=(const Tag&) = delete;
  ~Tag() { cairo_tag_end(context_, name_.c_str()); }

 private:
  cairo_t* context_;
  std::string name_;
};

// What a screen would change about glyphs is off: the same text has the same shape everywhere.
void fix_shapes(PangoLayout* layout) {
  const Owned<cairo_font_options_t> options{cairo_font_options_create()};
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango_layout_get_context(layout), options.get());
  pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
  pango_layout_context_changed(layout);
}

}  // namespace

struct Sheet::Style {
  const char* font;
  double left;
  double hanging;  // of every line but the first
  double before;   // space above, not at the top of a page
  double after;
};

struct Sheet::State {
  std::string file;
  Owned<cairo_surface_t> surface;
  Owned<cairo_t> context;
  double y = margin;

  void next_page() {
    cairo_show_page(context.get());
    y = margin;
  }
};

Sheet::Sheet(const std::string& title, base::Day day) : state_{std::make_unique<State>()} {
  State& state = *state_;
  state.surface.reset(cairo_pdf_surface_create_for_stream(append, &state.file, page_width, page_height));
  cairo_pdf_surface_restrict_to_version(state.surface.get(), CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(state.surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(state.surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 (base::format_day(day) + "T00:00:00Z").c_str());
  state.context.reset(cairo_create(state.surface.get()));
  base::ensure(cairo_status(state.context.get()) == CAIRO_STATUS_SUCCESS, "memory for a page");
  cairo_tag_begin(state.context.get(), "Document", nullptr);
}

Sheet::~Sheet() = default;

void Sheet::write(std::string_view tag, std::string_view text, const Style& style) {
  State& state = *state_;
  cairo_t* const context = state.context.get();
  const Owned<PangoLayout> layout{pango_cairo_create_layout(context)};
  fix_shapes(layout.get());
  const Owned<PangoFontDescription> font{pango_font_description_from_string(style.font)};
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_width(
      layout.get(), static_cast<int>((page_width - 2 * margin - style.left - style.hanging) * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  if (state.y > margin) state.y += style.before;
  const Tag tagged{context, tag};
  const int lines = pango_layout_get_line_count(layout.get());
  for (int i = 0; i < lines; ++i) {
    PangoLayoutLine* const line = pango_layout_get_line_readonly(layout.get(), i);
    PangoRectangle logical;
    pango_layout_line_get_extents(line, nullptr, &logical);
    const double height = leading * static_cast<double>(logical.height) / PANGO_SCALE;
    if (state.y + height > bottom) state.next_page();
    const double base_line = static_cast<double>(-logical.y) / PANGO_SCALE;
    cairo_move_to(context, margin + style.left + (i > 0 ? style.hanging : 0), state.y + base_line);
    pango_cairo_show_layout_line(context, line);
    state.y += height;
  }
  state.y += style.after;
}

void Sheet::heading(std::string_view text) {
  write("H1", text, {.font = "DejaVu Sans Bold 16", .left = 0, .hanging = 0, .before = 0, .after = 10});
}
void Sheet::subheading(std::string_view text) {
  write("H2", text, {.font = "DejaVu Sans Bold 11", .left = 0, .hanging = 0, .before = 10, .after = 3});
}
void Sheet::paragraph(std::string_view text) {
  write("P", text, {.font = "DejaVu Sans 10.5", .left = 0, .hanging = 0, .before = 0, .after = 6});
}
void Sheet::small(std::string_view text) {
  write("P", text, {.font = "DejaVu Sans 8.5", .left = 0, .hanging = 0, .before = 0, .after = 4});
}

void Sheet::begin_list() { cairo_tag_begin(state_->context.get(), "L", nullptr); }
void Sheet::item(std::string_view text) {
  const Tag item{state_->context.get(), "LI"};
  std::string with_bullet{"• "};
  write("LBody", with_bullet.append(text),
        {.font = "DejaVu Sans 10.5", .left = indent, .hanging = hanging, .before = 0, .after = 3});
}
void Sheet::end_list() { cairo_tag_end(state_->context.get(), "L"); }

void Sheet::qr_code(const std::string& text) {
  State& state = *state_;
  const Owned<QRcode> code{QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M)};
  base::ensure(code != nullptr, "what a QR code says fits into one");
  const double module = code_width / (code->width + 2 * quiet_modules);
  if (state.y + code_width > bottom) state.next_page();
  const Tag figure{state.context.get(), "Figure"};
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      if ((code->data[y * code->width + x] & 1U) == 0) continue;
      cairo_rectangle(state.context.get(), margin + (x + quiet_modules) * module,
                      state.y + (y + quiet_modules) * module, module, module);
    }
  }
  // Without the fine white lines that neighbours would have between them.
  cairo_set_antialias(state.context.get(), CAIRO_ANTIALIAS_NONE);
  cairo_fill(state.context.get());
  cairo_set_antialias(state.context.get(), CAIRO_ANTIALIAS_DEFAULT);
  state.y += code_width + 6;
}

std::string Sheet::bytes() {
  State& state = *state_;
  cairo_tag_end(state.context.get(), "Document");
  cairo_show_page(state.context.get());
  state.context.reset();
  cairo_surface_finish(state.surface.get());
  base::ensure(cairo_surface_status(state.surface.get()) == CAIRO_STATUS_SUCCESS, "a letter can be written");
  return std::move(state.file);
}

}  // namespace skranke::letters
