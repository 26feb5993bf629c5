// The drawing of a simulation: how often each passes, on a logarithmic axis, with intervals.
//
// The reader's own text colour is used, so that it reads on light and on dark ground; the two modes differ in
// shape as well as in colour.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "app/question_simulation.hpp"

namespace skranke::app {
namespace {

constexpr double left = 165;
constexpr double right = 730;
constexpr double top = 64;
constexpr double row = 38;
constexpr double least = 1e-6;  // the left end; what is rarer is drawn there
constexpr std::array<std::string_view, questions::actor_count> labels{
    "Stranger", "Knows what is public", "At the bound",  "Neighbour", "Former partner",
    "Family",   "True person",          "Uneven memory", "Forgetful"};

double x_of(double rate) {
  return left + (right - left) * (1 - std::log10(std::max(rate, least)) / std::log10(least));
}

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

void line(std::string& out, double x1, double y1, double x2, double y2, std::string_view style) {
  out.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
  out.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
  out.append("\" class=\"").append(style).append("\"/>\n");
}

void text(std::string& out, double x, double y, std::string_view anchor, std::string_view words) {
  out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\" text-anchor=\"");
  out.append(anchor).append("\">").append(words).append("</text>\n");
}

std::string_view shape(questions::Mode mode) { return mode == questions::Mode::score ? "score" : "count"; }

void mark(std::string& out, double x, double y, questions::Mode mode) {
  out.append("<path class=\"").append(shape(mode)).append("\" d=\"M").append(number(x)).append(" ");
  if (mode == questions::Mode::score) {
    out.append(number(y)).append("m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z\"/>\n");
  } else {
    out.append(number(y)).append("m-5 -5h10v10h-10z\"/>\n");
  }
}

void axis(std::string& out, double bottom, std::uint32_t at_least) {
  constexpr std::array<std::pair<double, std::string_view>, 7> ticks{{{1e-6, "0.0001 %"},
                                                                      {1e-5, "0.001 %"},
                                                                      {1e-4, "0.01 %"},
                                                                      {1e-3, "0.1 %"},
                                                                      {1e-2, "1 %"},
                                                                      {1e-1, "10 %"},
                                                                      {1.0, "100 %"}}};
  for (const auto& [rate, label] : ticks) {
    line(out, x_of(rate), top - 10, x_of(rate), bottom, "grid");
    text(out, x_of(rate), bottom + 18, "middle", label);
  }
  line(out, x_of(1.0 / at_least), top - 10, x_of(1.0 / at_least), bottom, "bound");
  text(out, (left + right) / 2, bottom + 40, "middle",
       "Share of lives that ever pass (true persons: of first sessions), logarithmic");
}

}  // namespace

std::string to_svg(const Simulation& simulation) {
  const double bottom = top + row * questions::actor_count;
  std::string out;
  out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 ").append(number(bottom + 52));
  out.append("\" role=\"img\" aria-labelledby=\"title\" font-family=\"sans-serif\" font-size=\"13\">\n");
  out.append("<title id=\"title\">Who passes the register questions of policy ");
  out.append(simulation.policy).append("</title>\n<style>\n");
  out.append("text{fill:#222}.grid{stroke:#888;stroke-opacity:.35}.bound{stroke:#c0392b;stroke-width:2;");
  out.append("stroke-dasharray:6 4}.score{fill:#1f6feb;stroke:#1f6feb}.count{fill:#d97706;stroke:#d97706}\n");
  out.append(".range{stroke-width:3;stroke-opacity:.6}\n");
  out.append("@media (prefers-color-scheme:dark){text{fill:#eee}.bound{stroke:#ff7b72}}\n</style>\n");
  text(out, 12, 24, "start", "Who passes the register questions");
  double x = 300;
  for (const SimulatedMode& mode : simulation.modes) {
    mark(out, x, 20, mode.mode);
    text(out, x + 12, 24, "start", mode.mode == questions::Mode::score ? "score mode" : "count mode");
    x += 120;
  }
  line(out, x, 20, x + 24, 20, "bound");
  std::string bound{"1/A = 1/"};
  text(out, x + 32, 24, "start", bound.append(std::to_string(simulation.at_least)));
  axis(out, bottom, simulation.at_least);
  for (std::size_t i = 0; i < questions::actor_count; ++i) {
    const double y = top + row * (static_cast<double>(i) + 0.4);
    text(out, left - 12, y + 4, "end", labels[i]);
    double shift = simulation.modes.size() > 1 ? -7 : 0;
    for (const SimulatedMode& mode : simulation.modes) {
      for (const SimulatedActor& one : mode.actors) {
        if (static_cast<std::size_t>(one.actor) != i || one.tally.lives == 0) continue;
        const auto interval = questions::wilson(one.tally.passed, one.tally.lives);
        const double rate = static_cast<double>(one.tally.passed) / static_cast<double>(one.tally.lives);
        std::string range{"range "};
        line(out, x_of(interval.low), y + shift, x_of(interval.high), y + shift,
             range.append(shape(mode.mode)));
        mark(out, x_of(rate), y + shift, mode.mode);
      }
      shift += 14;
    }
  }
  return out.append("</svg>\n");
}

}  // namespace skranke::app
