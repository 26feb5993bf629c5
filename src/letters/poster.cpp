#include "letters/poster.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/ensure.hpp"
#include "base/memory.hpp"
#include "letters/amended.hpp"
#include "letters/drawing.hpp"

namespace skranke::letters {
namespace {

constexpr double margin = 20;  // points
constexpr double width = page_width - 2 * margin;
constexpr double bottom = page_height - margin;
constexpr double size_step = 0.25;  // how finely sizes are tried
constexpr double code_width = 78;   // 27 mm
constexpr double footer_size = 7.5;
constexpr std::size_t letter_max = 3;  // of an id that stands beside its list as a large letter
constexpr std::string_view regular = "DejaVu Sans Condensed, DejaVu Sans";
constexpr std::string_view bold = "DejaVu Sans Condensed, DejaVu Sans Bold";

struct Colour {
  double red;
  double green;
  double blue;
};
constexpr Colour black{.red = 0.08, .green = 0.08, .blue = 0.08};
constexpr Colour white{.red = 1, .green = 1, .blue = 1};
// White on each of them, and each on white, has a contrast of at least 7.
constexpr std::array<Colour, 4> colours{
    Colour{.red = 0.04, .green = 0.29, .blue = 0.56}, Colour{.red = 0.11, .green = 0.36, .blue = 0.22},
    Colour{.red = 0.42, .green = 0.16, .blue = 0.53}, Colour{.red = 0.48, .green = 0.23, .blue = 0.06}};

// Lays a poster out at one size of text, and draws it too where that is asked for: so nothing is measured
// otherwise than it is drawn.
class Board {
 public:
  Board(cairo_t* context, const PosterFacts& facts, double size, bool is_drawn)
      : context_{context}, facts_{facts}, size_{size}, is_drawn_{is_drawn} {}

  // How high it is, on pages without end.
  double lay_out(double gap) {
    gap_ = gap;
    put_head();
    put_conditions();
    for (std::size_t i = 0; i < facts_.lists.size(); ++i)
      put_list(facts_.lists[i], colours[i % colours.size()], i > 0);
    put_foot();
    return y_ - margin;
  }

  [[nodiscard]] int pages() const { return pages_; }

 private:
  struct Style {
    std::string_view font;
    double size;
    Colour colour;
    std::string_view tag;
    PangoAlignment align = PANGO_ALIGN_LEFT;
  };

  void fill(const Colour& colour) const {
    cairo_set_source_rgb(context_, colour.red, colour.green, colour.blue);
  }

  // Text in a column; returns how high it is.
  [[nodiscard]] double text(double x, double y, double w, std::string_view words, const Style& style) const {
    const Owned<PangoLayout> layout{pango_cairo_create_layout(context_)};
    fix_shapes(layout.get());
    const Owned<PangoFontDescription> font{
        pango_font_description_from_string(std::string{style.font}.c_str())};
    pango_font_description_set_size(font.get(), static_cast<int>(style.size * PANGO_SCALE));
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>(w * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), style.align);
    pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
    if (is_drawn_) {
      const Tag tagged{context_, style.tag};
      fill(style.colour);
      cairo_move_to(context_, x, y);
      pango_cairo_show_layout(context_, layout.get());
    }
    PangoRectangle logical;
    pango_layout_get_extents(layout.get(), nullptr, &logical);
    return static_cast<double>(logical.height) / PANGO_SCALE;
  }

  void rounded(double x, double y, double w, double h) const {
    constexpr double radius = 6;
    constexpr double quarter = 1.5707963267948966;
    cairo_new_sub_path(context_);
    cairo_arc(context_, x + w - radius, y + radius, radius, -quarter, 0);
    cairo_arc(context_, x + w - radius, y + h - radius, radius, 0, quarter);
    cairo_arc(context_, x + radius, y + h - radius, radius, quarter, 2 * quarter);
    cairo_arc(context_, x + radius, y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(context_);
  }

  // The height of what `put` puts, which is drawn only later.
  template <class Put>
  [[nodiscard]] double measured(Put put) {
    const bool was_drawn = std::exchange(is_drawn_, false);
    const double height = put();
    is_drawn_ = was_drawn;
    return height;
  }

  void put_head() {
    const double title_size = std::max(20.0, 1.7 * size_);
    const auto put = [&](double y) {
      double height = text(margin + 14, y + 10, width - 28, facts_.title,
                           {.font = bold, .size = title_size, .colour = white, .tag = "H1"});
      if (!facts_.lead.empty()) {
        height += 4 + text(margin + 14, y + 14 + height, width - 28, facts_.lead,
                           {.font = regular, .size = size_, .colour = white, .tag = "P"});
      }
      return height + 20;
    };
    const double height = measured([&] { return put(y_); });
    if (is_drawn_) {
      fill(colours[0]);
      rounded(margin, y_, width, height);
      cairo_fill(context_);
    }
    y_ += put(y_) + gap_;
  }

  void put_conditions() {
    if (facts_.conditions.empty()) return;
    std::string all = facts_.every + ": ";
    for (std::size_t i = 0; i < facts_.conditions.size(); ++i)
      all += (i == 0 ? "" : " · ") + facts_.conditions[i];
    y_ +=
        text(margin + 4, y_, width - 8, all, {.font = regular, .size = size_, .colour = black, .tag = "P"}) +
        gap_;
  }

  // One line of a list, with its mark.
  double put_line(double x, double y, double w, const std::string& line, const Colour& colour) {
    const double mark = 0.36 * size_;
    if (is_drawn_) {
      fill(colour);
      cairo_rectangle(context_, x, y + 0.48 * size_, mark, mark);
      cairo_fill(context_);
    }
    const double indent = 0.85 * size_;
    if (!is_drawn_)
      return text(x + indent, y, w - indent, line,
                  {.font = regular, .size = size_, .colour = black, .tag = "LBody"});
    const Tag item{context_, "LI"};
    return text(x + indent, y, w - indent, line,
                {.font = regular, .size = size_, .colour = black, .tag = "LBody"});
  }

  double put_lines(double x, double y, double w, const std::vector<std::string>& lines, std::size_t from,
                   std::size_t to, const Colour& colour) {
    double height = 0;
    for (std::size_t i = from; i < to; ++i)
      height += put_line(x, y + height, w, lines[i], colour) + 0.16 * size_;
    return height;
  }

  // A block's lines in two columns, as even as whole lines can be.
  double put_in_two(double x, double y, double w, const PosterBlock& block, const Colour& colour) {
    const double column = (w - size_) / 2;
    const auto height_of = [&](std::size_t from, std::size_t to) {
      return measured([&] { return put_lines(x, y, column, block.lines, from, to, colour); });
    };
    std::size_t half = 0;
    while (half < block.lines.size() &&
           height_of(0, half + 1) <= height_of(half + 1, block.lines.size()) + size_) {
      ++half;
    }
    const double left = put_lines(x, y, column, block.lines, 0, half, colour);
    const double right =
        put_lines(x + column + size_, y, column, block.lines, half, block.lines.size(), colour);
    return std::max(left, right);
  }

  double put_block(double x, double y, double w, const PosterBlock& block, bool has_whole_width,
                   const Colour& colour) {
    double height = 0;
    if (!block.heading.empty())
      height = text(x, y, w, block.heading, {.font = bold, .size = size_, .colour = colour, .tag = "H3"}) +
               0.2 * size_;
    if (!is_drawn_) {
      return height + (has_whole_width
                           ? put_in_two(x, y + height, w, block, colour)
                           : put_lines(x, y + height, w, block.lines, 0, block.lines.size(), colour));
    }
    const Tag list{context_, "L"};
    return height + (has_whole_width
                         ? put_in_two(x, y + height, w, block, colour)
                         : put_lines(x, y + height, w, block.lines, 0, block.lines.size(), colour));
  }

  // Blocks two a row, since they are taken together.
  double put_blocks(double x, double y, double w, const PosterList& list, const Colour& colour) {
    if (list.blocks.size() == 1) return put_block(x, y, w, list.blocks[0], true, colour);
    const double gap = 2 * size_;
    double height = 0;
    for (std::size_t i = 0; i < list.blocks.size(); i += 2) {
      const bool is_alone = i + 1 == list.blocks.size();
      const double first = is_alone ? w : best_width(x, y, w - gap, &list.blocks[i], colour);
      double row = put_block(x, y + height, first, list.blocks[i], is_alone, colour);
      if (!is_alone) {
        if (is_drawn_) put_plus(x + first + gap / 2 - 0.1 * size_, y + height + size_, colour);
        row = std::max(
            row, put_block(x + first + gap, y + height, w - gap - first, list.blocks[i + 1], false, colour));
      }
      height += row + (i + 2 < list.blocks.size() ? 0.4 * size_ : 0);
    }
    return height;
  }

  // How wide the first of two blocks has to be for both to be as low as they can.
  double best_width(double x, double y, double w, const PosterBlock* two, const Colour& colour) {
    double best = w / 2;
    double lowest = page_height;
    for (double share = 0.34; share < 0.67; share += 0.04) {
      const double height = measured([&] {
        return std::max(put_block(x, y, w * share, two[0], false, colour),
                        put_block(x, y, w * (1 - share), two[1], false, colour));
      });
      if (height < lowest) {
        lowest = height;
        best = w * share;
      }
    }
    return best;
  }

  void put_plus(double x, double y, const Colour& colour) const {
    const double arm = 0.5 * size_;
    fill(colour);
    cairo_set_line_width(context_, 0.24 * size_);
    cairo_move_to(context_, x - arm, y);
    cairo_line_to(context_, x + arm, y);
    cairo_move_to(context_, x, y - arm);
    cairo_line_to(context_, x, y + arm);
    cairo_stroke(context_);
  }

  void put_list(const PosterList& list, const Colour& colour, bool is_next) {
    const bool has_letter = g_utf8_strlen(list.id.c_str(), -1) <= static_cast<glong>(letter_max);
    const double letter = has_letter ? 2.6 * size_ : 0;
    const double inside = 0.55 * size_;
    const double x = margin + letter + inside;
    const double w = width - letter - 2 * inside;
    const std::string heading = has_letter ? list.heading : list.id + ": " + list.heading;
    const auto put = [&](double y) {
      double height = inside;
      height += text(x, y + height, w, heading,
                     {.font = bold, .size = 1.25 * size_, .colour = colour, .tag = "H2"}) +
                0.25 * size_;
      height += put_blocks(x, y + height, w, list, colour);
      for (const std::string& note : list.notes) {
        height += 0.1 * size_ +
                  text(x, y + height, w, note, {.font = bold, .size = size_, .colour = black, .tag = "P"});
      }
      return height + inside;
    };
    const double height = measured([&] { return put(y_); });
    if (is_drawn_ && y_ + height > bottom) next_page();
    if (is_drawn_) put_frame(list, height, letter, colour);
    put(y_);
    if (is_drawn_ && is_next && y_ > margin) put_either();
    y_ += height + gap_;
  }

  void put_frame(const PosterList& list, double height, double letter, const Colour& colour) const {
    fill(colour);
    if (letter > 0) {
      cairo_save(context_);
      rounded(margin, y_, width, height);
      cairo_clip(context_);
      cairo_rectangle(context_, margin, y_, letter, height);
      cairo_fill(context_);
      cairo_restore(context_);
    }
    cairo_set_line_width(context_, 1.4);
    rounded(margin, y_, width, height);
    cairo_stroke(context_);
    if (letter == 0) return;
    const double count = static_cast<double>(g_utf8_strlen(list.id.c_str(), -1));
    const double letter_size = count > 1 ? 2.9 * size_ / count : 2.2 * size_;
    const double high = Board{context_, facts_, size_, false}.text(
        margin, y_, letter, list.id,
        {.font = bold, .size = letter_size, .colour = white, .tag = "P", .align = PANGO_ALIGN_CENTER});
    (void)text(margin, y_ + std::min((height - high) / 2, 0.3 * size_), letter, list.id,
               {.font = bold, .size = letter_size, .colour = white, .tag = "P", .align = PANGO_ALIGN_CENTER});
  }

  // "or", on the edge of two cards.
  void put_either() const {
    const double high = 1.3 * size_;
    const double wide = 4 * size_;
    const double x = margin + width - wide - 2 * size_;
    const double y = y_ - gap_ / 2 - high / 2;
    fill(black);
    rounded(x, y, wide, high);
    cairo_fill(context_);
    (void)text(x, y - 0.02 * size_, wide, facts_.either,
               {.font = bold, .size = size_, .colour = white, .tag = "P", .align = PANGO_ALIGN_CENTER});
  }

  void put_foot() {
    const double left = facts_.url.empty() ? margin : margin + code_width + 10;
    const double w = margin + width - left;
    const auto put = [&](double y) {
      double height = 0;
      for (const std::string& exclusion : facts_.exclusions) {
        height +=
            text(left, y + height, w, exclusion, {.font = bold, .size = size_, .colour = black, .tag = "P"}) +
            0.3 * size_;
      }
      if (!facts_.url.empty()) {
        height += text(left, y + height, w, facts_.check,
                       {.font = bold, .size = 1.25 * size_, .colour = colours[0], .tag = "P"});
        height += text(left, y + height, w, facts_.url,
                       {.font = regular, .size = size_, .colour = black, .tag = "P"});
      }
      height += 2 + text(left, y + height + 2, w, facts_.footer,
                         {.font = regular, .size = footer_size, .colour = black, .tag = "P"});
      return std::max(height, facts_.url.empty() ? 0 : code_width);
    };
    const double height = measured([&] { return put(y_); });
    if (is_drawn_ && y_ + height > bottom + 0.5) next_page();
    if (is_drawn_ && !facts_.url.empty()) {
      const Tag figure{context_, "Figure"};
      fill(black);
      draw_qr_code(context_, facts_.url, margin, y_, code_width);
    }
    y_ += put(y_);
  }

  void next_page() {
    cairo_show_page(context_);
    ++pages_;
    y_ = margin;
  }

  cairo_t* context_;
  const PosterFacts& facts_;
  double size_;
  bool is_drawn_;
  double gap_ = 0;
  double y_ = margin;
  int pages_ = 1;
};

constexpr double gap_min = 6;
constexpr double gap_max = 16;

double height_at(cairo_t* context, const PosterFacts& facts, double size) {
  return Board{context, facts, size, false}.lay_out(gap_min);
}

}  // namespace

Poster poster(const PosterFacts& facts) {
  Poster made;
  const Owned<cairo_surface_t> surface = new_pdf(made.pdf, facts.title, facts.day);
  Owned<cairo_t> context{cairo_create(surface.get())};
  base::ensure_memory(cairo_status(context.get()) == CAIRO_STATUS_SUCCESS, "a page");
  constexpr double room = bottom - margin;
  int low = 0;  // steps above the smallest size
  int high = static_cast<int>((poster_size_max - poster_size_min) / size_step);
  while (low < high) {
    const int middle = (low + high + 1) / 2;
    const bool fits = height_at(context.get(), facts, poster_size_min + middle * size_step) <= room;
    (fits ? low : high) = fits ? middle : middle - 1;
  }
  made.size = poster_size_min + low * size_step;
  const double left = room - height_at(context.get(), facts, made.size);
  const auto gaps = static_cast<double>(facts.lists.size() + 2);
  const double gap = left > 0 ? std::min(gap_max, gap_min + left / gaps) : gap_min;
  cairo_tag_begin(context.get(), "Document", nullptr);
  Board board{context.get(), facts, made.size, true};
  board.lay_out(gap);
  made.pages = board.pages();
  cairo_tag_end(context.get(), "Document");
  cairo_show_page(context.get());
  context.reset();
  cairo_surface_finish(surface.get());
  base::ensure(cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS, "a poster can be written");
  made.pdf = amended(std::move(made.pdf), facts.language,
                     facts.url.empty() ? std::vector<std::string>{} : std::vector{facts.code});
  return made;
}

}  // namespace skranke::letters
