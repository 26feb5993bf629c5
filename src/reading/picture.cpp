#include "reading/picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "policy/check_tree.hpp"
#include "reading/demands.hpp"
#include "reading/lettering.hpp"
#include "reading/markup.hpp"

namespace skranke::reading {
namespace {

using policy::Tree;

// Units of the drawing, which are pixels at its own size.
constexpr int width = 1200;
constexpr int margin = 20;
constexpr int label_width = 200;
constexpr int cards_left = margin + label_width + 24;
constexpr int cards_width = width - margin - cards_left;
constexpr int plus_gap = 44;  // between cards, for the sign
constexpr int padding = 12;
constexpr int pile_step = 6;  // from one card of a pile to the next
constexpr int text_size = 14;
constexpr int heading_size = 16;
constexpr int label_size = 26;
constexpr int band_gap = 40;  // between lists, for "or"

// Of the width of a letter, in sizes: wide enough for every usual typeface, since nothing here can measure
// one.
constexpr double letter_width = 0.56;
constexpr double bold_width = 0.62;

// White text stands on each of them with a contrast of at least 7.
constexpr std::array<std::string_view, 4> colours{"#0b4a8f", "#1d5c37", "#6a2a86", "#7a3b10"};
constexpr std::string_view red = "#a3000b";
constexpr std::array<std::string_view, 4> signs{"◆", "◇", "▲", "△"};

int line_height(int size) { return size + size / 3; }

struct Entry {
  std::string id;  // empty: none is shown
  std::vector<std::string> lines;
  std::string sign;  // of exclusions
};

struct Card {
  std::vector<std::string> heading;
  std::vector<Entry> entries;
  int pile = 1;
  int id_width = 0;  // of a column for ids; 0: each stands above its text

  [[nodiscard]] int height() const {
    int sum = 2 * padding + static_cast<int>(heading.size()) * line_height(heading_size) + 4;
    for (const Entry& entry : entries) {
      const bool is_above = id_width == 0 && !entry.id.empty();
      sum += (static_cast<int>(entry.lines.size()) + (is_above ? 1 : 0)) * line_height(text_size) + 4;
    }
    return sum + (pile - 1) * pile_step;
  }
};

class Drawing {
 public:
  explicit Drawing(const Wording& wording) : wording_{wording} {}

  std::string draw(bool is_file) {
    put_conditions();
    put_levels();
    const std::vector<policy::List>& lists = wording_.tree().lists;
    for (std::size_t i = 0; i < lists.size(); ++i) put_list(lists[i], colours[i % colours.size()], i > 0);
    put_exclusions();
    const std::string id = is_file ? "policy" : "picture";
    std::string out = R"(<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby=")" + id +
                      "-title " + id + R"(-about" viewBox="0 0 )" + std::to_string(width) + " " +
                      std::to_string(y_) + R"(" width=")" + std::to_string(width) + R"(" height=")" +
                      std::to_string(y_) + R"(" font-family="'IBM Plex Sans', 'DejaVu Sans', sans-serif")" +
                      (is_file ? " xml:lang=\"" : " lang=\"") + wording_.language() + "\">\n" +
                      element("title", wording_.title(), " id=\"" + id + "-title\"") + "\n" +
                      element("desc", picture_description(wording_), " id=\"" + id + "-about\"") + "\n";
    return out + R"(<rect width="100%" height="100%" fill="#ffffff"/>)" + "\n" + body_ + "</svg>\n";
  }

 private:
  void text(int x, int y, const std::string& words, int size, std::string_view colour,
            std::string_view more = {}) {
    body_ +=
        element("text", words,
                " x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" font-size=\"" +
                    std::to_string(size) + "\" fill=\"" + std::string{colour} + "\"" + std::string{more}) +
        "\n";
  }

  void box(int x, int y, int w, int h, std::string_view fill, std::string_view line) {
    body_ += "<rect x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" width=\"" +
             std::to_string(w) + "\" height=\"" + std::to_string(h) + "\" rx=\"8\" fill=\"" +
             std::string{fill} + "\" stroke=\"" + std::string{line} + "\" stroke-width=\"1.5\"/>\n";
  }

  // A pill with a sentence, as wide as the cards; returns its height.
  int note(int x, int y, int w, const std::string& sentence, std::string_view colour) {
    const auto lines = wrapped(sentence, w - 2 * padding, text_size, letter_width);
    const int height = static_cast<int>(lines.size()) * line_height(text_size) + padding;
    box(x, y, w, height, "#fff8e1", colour);
    for (std::size_t i = 0; i < lines.size(); ++i)
      text(x + padding, y + padding / 2 + text_size + static_cast<int>(i) * line_height(text_size), lines[i],
           text_size, "#1a1a1a");
    return height;
  }

  [[nodiscard]] std::string sign_of(std::size_t line) const {
    const Tree& tree = wording_.tree();
    std::string all;
    for (const policy::Exclusion& exclusion : tree.exclusions) {
      for (std::size_t side = 0; side < exclusion.never_together.size(); ++side) {
        const auto lines = policy::expand(tree, {&exclusion.never_together[side], 1});
        if (std::ranges::find(lines, line) == lines.end()) continue;
        all.append(all.empty() ? "" : " ").append(exclusion.clause.text).append(" ");
        all.append(signs[side % signs.size()]);
      }
    }
    return all;
  }

  void add_lines(Card& card, const std::vector<std::size_t>& lines, int w) const {
    const Tree& tree = wording_.tree();
    std::size_t longest = 0;
    for (const std::size_t line : lines) longest = std::max(longest, letters(tree.lines[line].id.text));
    std::size_t word = 0;
    for (const std::size_t line : lines) word = std::max(word, longest_word(wording_.line(tree.lines[line])));
    // Where ids or words are too long to stand beside each other, each id has a line of its own above its
    // text.
    const int one = static_cast<int>(std::ceil(static_cast<double>(longest) * text_size * bold_width)) + 10;
    const bool has_room = word <= room_for(w - 2 * padding - one, text_size, letter_width);
    card.id_width = one <= w / 3 && has_room ? one : 0;
    for (const std::size_t line : lines) {
      std::string words = wording_.line(tree.lines[line]);
      if (const auto& applicant = tree.lines[line].applicant)
        words += " (" + applicant_words(wording_, *applicant) + ")";
      Entry entry{.id = tree.lines[line].id.text, .lines = {}, .sign = sign_of(line)};
      const int sign =
          entry.sign.empty()
              ? 0
              : static_cast<int>(static_cast<double>(letters(entry.sign) + 1) * text_size * bold_width);
      entry.lines = wrapped(words, w - 2 * padding - card.id_width - sign, text_size, letter_width);
      card.entries.push_back(std::move(entry));
    }
  }

  void put_card(const Card& card, int x, int y, int w, int h, std::string_view colour) {
    const int front = (card.pile - 1) * pile_step;
    for (int i = card.pile - 1; i > 0; --i)
      box(x + i * pile_step, y + i * pile_step, w - front, h - front, "#e3eaf3", colour);
    box(x, y, w - front, h - front, "#f5f8fc", colour);
    int at = y + padding;
    for (const std::string& line : card.heading) {
      text(x + padding, at + heading_size, line, heading_size, colour, " font-weight=\"700\"");
      at += line_height(heading_size);
    }
    at += 4;
    for (const Entry& entry : card.entries) {
      if (!entry.sign.empty())
        text(x + w - front - padding, at + text_size, entry.sign, text_size, red,
             R"( font-weight="700" text-anchor="end")");
      if (!entry.id.empty()) {
        text(x + padding, at + text_size, entry.id, text_size, "#1a1a1a", " font-weight=\"700\"");
        if (card.id_width == 0) at += line_height(text_size);
      }
      for (const std::string& line : entry.lines) {
        text(x + padding + card.id_width, at + text_size, line, text_size, "#1a1a1a");
        at += line_height(text_size);
      }
      at += 4;
    }
  }

  void put_conditions() {
    const Tree& tree = wording_.tree();
    if (tree.conditions.empty()) return;
    Card card{.heading = {wording_.say("every")}, .entries = {}, .pile = 1, .id_width = 0};
    for (const policy::Condition& condition : tree.conditions) {
      const std::string words = condition.clause.text + ": " + condition_words(wording_, condition);
      card.entries.push_back(
          {.id = {},
           .lines = wrapped(words, width - 2 * margin - 2 * padding, text_size, letter_width),
           .sign = {}});
    }
    put_card(card, margin, y_, width - 2 * margin, card.height(), "#1a1a1a");
    y_ += card.height() + 24;
  }

  // The lines of each level, which parts that ask for one don't repeat.
  void put_levels() {
    const Tree& tree = wording_.tree();
    const int gap = 16;
    const auto count = static_cast<int>(tree.levels.size());
    if (count == 0) return;
    const int w = (width - 2 * margin - (count - 1) * gap) / count;
    std::vector<Card> cards;
    int height = 0;
    for (const policy::Name& level : tree.levels) {
      Card card{.heading = {wording_.say("level", {{"level", level.text}})},
                .entries = {},
                .pile = 1,
                .id_width = 0};
      std::vector<std::size_t> lines;
      for (std::size_t line = 0; line < tree.lines.size(); ++line) {
        if (tree.lines[line].level.text == level.text) lines.push_back(line);
      }
      add_lines(card, lines, w);
      card.id_width = 0;
      for (Entry& entry : card.entries) entry.id.clear();
      height = std::max(height, card.height());
      cards.push_back(std::move(card));
    }
    for (std::size_t i = 0; i < cards.size(); ++i)
      put_card(cards[i], margin + static_cast<int>(i) * (w + gap), y_, w, height, "#444444");
    y_ += height + 24;
  }

  [[nodiscard]] Card card_of(const policy::List& list, const policy::Part& part, int w) const {
    Card card;
    card.pile = std::max(1, part.count);
    w -= (card.pile - 1) * pile_step;
    card.heading = wrapped(part_heading(wording_, list, part), w - 2 * padding, heading_size, bold_width);
    if (part.level_at_least.text.empty()) add_lines(card, policy::lines_of(wording_.tree(), part), w);
    return card;
  }

  void put_list(const policy::List& list, std::string_view colour, bool is_next) {
    if (is_next) {
      text(margin + label_width / 2, y_ + band_gap - 14, wording_.say("or"), heading_size, "#1a1a1a",
           R"( font-style="italic" text-anchor="middle")");
      y_ += band_gap;
    }
    const auto count = static_cast<int>(list.take.size());
    const int w = (cards_width - (count - 1) * plus_gap) / count;
    std::vector<Card> cards;
    int height = 0;
    for (const policy::Part& part : list.take) {
      cards.push_back(card_of(list, part, w));
      height = std::max(height, cards.back().height());
    }
    const int id_size = letters(list.id.text) > 8 ? heading_size : label_size;
    const auto heading =
        wrapped(wording_.list(list.id.text), label_width - 2 * padding, text_size, letter_width);
    const int label_height =
        2 * padding + line_height(id_size) + static_cast<int>(heading.size()) * line_height(text_size);
    height = std::max(height, label_height);
    box(margin, y_, label_width, height, colour, colour);
    text(margin + padding, y_ + padding + id_size, list.id.text, id_size, "#ffffff", " font-weight=\"700\"");
    for (std::size_t i = 0; i < heading.size(); ++i)
      text(margin + padding,
           y_ + padding + line_height(id_size) + text_size + static_cast<int>(i) * line_height(text_size),
           heading[i], text_size, "#ffffff");
    for (std::size_t i = 0; i < cards.size(); ++i) {
      const int x = cards_left + static_cast<int>(i) * (w + plus_gap);
      put_card(cards[i], x, y_, w, height, colour);
      if (i > 0) put_plus(x - plus_gap / 2, y_ + height / 2, colour);
    }
    y_ += height;
    for (const std::string& sentence : list_notes(wording_, list)) {
      y_ += 8;
      y_ += note(cards_left, y_, cards_width, sentence, colour);
    }
  }

  // "Together with", as a sign in a circle.
  void put_plus(int x, int y, std::string_view colour) {
    body_ += "<circle cx=\"" + std::to_string(x) + "\" cy=\"" + std::to_string(y) + "\" r=\"14\" fill=\"" +
             std::string{colour} + "\"/><path d=\"M" + std::to_string(x - 7) + " " + std::to_string(y) +
             "h14M" + std::to_string(x) + " " + std::to_string(y - 7) +
             "v14\" stroke=\"#ffffff\" stroke-width=\"3\"/>\n";
  }

  void put_exclusions() {
    for (const policy::Exclusion& exclusion : wording_.tree().exclusions) {
      std::string sides;
      for (std::size_t side = 0; side < exclusion.never_together.size(); ++side)
        sides.append(side == 0 ? "" : " × ").append(signs[side % signs.size()]);
      y_ += 16;
      y_ += note(margin, y_, width - 2 * margin,
                 exclusion.clause.text + " (" + sides + "): " + wording_.clause(exclusion.clause.text), red);
    }
    y_ += margin;
  }

  const Wording& wording_;
  std::string body_;
  int y_ = margin;
};

}  // namespace

std::string picture(const Wording& wording, bool is_file) { return Drawing{wording}.draw(is_file); }

std::string picture_description(const Wording& wording) {
  const Tree& tree = wording.tree();
  std::string out;
  const auto add = [&](const std::string& sentence) {
    out.append(out.empty() ? "" : " ").append(sentence).append(".");
  };
  for (const policy::Condition& condition : tree.conditions)
    add(wording.say("every") + ", " + condition.clause.text + ": " + condition_words(wording, condition));
  for (const policy::List& list : tree.lists) {
    std::string parts;
    for (const policy::Part& part : list.take) {
      std::string lines;
      for (const std::size_t line : policy::lines_of(tree, part))
        lines += (lines.empty() ? "" : ", ") + tree.lines[line].id.text;
      parts += (parts.empty() ? "" : " + ") + part_heading(wording, list, part) + ": " + lines;
    }
    add(wording.say("table", {{"list", list.id.text}, {"heading", parts}}));
    for (const std::string& note : list_notes(wording, list)) add(note);
  }
  for (const policy::Exclusion& exclusion : tree.exclusions) {
    std::string text = exclusion.clause.text + ": " + wording.clause(exclusion.clause.text);
    if (text.ends_with('.')) text.pop_back();
    add(text);
  }
  return out;
}

}  // namespace skranke::reading
