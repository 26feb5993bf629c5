#include "letters/sheet.hpp"

#include "base/ensure.hpp"
#include "base/memory.hpp"
#include "letters/amended.hpp"
#include "letters/drawing.hpp"

namespace skranke::letters {
namespace {

constexpr double margin = 70.87;  // 25 mm
constexpr double bottom = page_height - 70.87;
constexpr double indent = 14.0;
constexpr double hanging = 10.5;            // as wide as a bullet
constexpr double leading = 1.15;            // of a line's height
constexpr double code_width = 113.39;       // 40 mm
constexpr double long_code_width = 198.43;  // 70 mm
constexpr std::size_t short_code_bytes = 400;

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
  std::string language;
  std::vector<std::string> figures;  // what the codes say

  void next_page() {
    cairo_show_page(context.get());
    y = margin;
  }
};

Sheet::Sheet(const std::string& title, base::Day day, std::string language)
    : state_{std::make_unique<State>()} {
  State& state = *state_;
  state.language = std::move(language);
  state.surface = new_pdf(state.file, title, day);
  state.context.reset(cairo_create(state.surface.get()));
  base::ensure_memory(cairo_status(state.context.get()) == CAIRO_STATUS_SUCCESS, "a page");
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

void Sheet::keep_with_long_code() {
  constexpr double lines = 110;  // a heading and four lines
  if (state_->y + lines + long_code_width > bottom) state_->next_page();
}

void Sheet::qr_code(const std::string& text, const std::string& meaning) {
  State& state = *state_;
  const double width = text.size() > short_code_bytes ? long_code_width : code_width;
  if (state.y + width > bottom) state.next_page();
  state.figures.push_back(meaning);
  const Tag figure{state.context.get(), "Figure"};
  draw_qr_code(state.context.get(), text, margin, state.y, width);
  state.y += width + 6;
}

std::string Sheet::bytes() {
  State& state = *state_;
  cairo_tag_end(state.context.get(), "Document");
  cairo_show_page(state.context.get());
  state.context.reset();
  cairo_surface_finish(state.surface.get());
  base::ensure(cairo_surface_status(state.surface.get()) == CAIRO_STATUS_SUCCESS, "a letter can be written");
  return amended(std::move(state.file), state.language, state.figures);
}

}  // namespace skranke::letters
