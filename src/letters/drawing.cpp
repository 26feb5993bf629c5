#include "letters/drawing.hpp"

#include "base/ensure.hpp"

#ifdef __SANITIZE_ADDRESS__
// fontconfig keeps what it has read of fonts until the process ends, and frees none of it.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
// What is passed over is nothing that the program says.
extern "C" const char* __lsan_default_options();
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
#endif

namespace skranke::letters {
namespace {

constexpr int quiet_modules = 4;  // of white around a QR code

cairo_status_t append(void* into, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Owned<cairo_surface_t> new_pdf(std::string& file, const std::string& title, base::Day day) {
  Owned<cairo_surface_t> surface{cairo_pdf_surface_create_for_stream(append, &file, page_width, page_height)};
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                 (base::format_day(day) + "T00:00:00Z").c_str());
  return surface;
}

void fix_shapes(PangoLayout* layout) {
  const Owned<cairo_font_options_t> options{cairo_font_options_create()};
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango_layout_get_context(layout), options.get());
  pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
  pango_layout_context_changed(layout);
}

// What a code of level M can hold.
constexpr std::size_t medium_bytes_max = 2331;

void draw_qr_code(cairo_t* context, const std::string& text, double x, double y, double width) {
  const Owned<QRcode> code{
      QRcode_encodeString8bit(text.c_str(), 0, text.size() > medium_bytes_max ? QR_ECLEVEL_L : QR_ECLEVEL_M)};
  base::ensure(code != nullptr, "what a QR code says fits into one");
  const double module = width / (code->width + 2 * quiet_modules);
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width; ++column) {
      if ((code->data[row * code->width + column] & 1U) == 0) continue;
      cairo_rectangle(context, x + (column + quiet_modules) * module, y + (row + quiet_modules) * module,
                      module, module);
    }
  }
  // Without the fine white lines that neighbours would have between them.
  cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE);
  cairo_fill(context);
  cairo_set_antialias(context, CAIRO_ANTIALIAS_DEFAULT);
}

}  // namespace skranke::letters
