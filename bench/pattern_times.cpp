#include "pattern_times.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <utility>

namespace {

constexpr double left = 90;
constexpr double right = 720;
constexpr double top = 56;
constexpr double bottom = 380;
constexpr double n_min = 8e3;
constexpr double n_max = 1.3e6;
constexpr double t_min = 2e-3;
constexpr double t_max = 30;
constexpr double bound_seconds = 20;  // for a million statements

double n_log_n(double n) { return n * std::log2(n); }

double x_of(double n) { return left + (right - left) * std::log(n / n_min) / std::log(n_max / n_min); }
double y_of(double seconds) {
  return bottom - (bottom - top) * std::log(seconds / t_min) / std::log(t_max / t_min);
}

std::string text_of(const char* format, double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

void put_line(std::string& out, std::pair<double, double> from, std::pair<double, double> to,
              std::string_view style) {
  out.append("<line x1=\"")
      .append(text_of("%.1f", from.first))
      .append("\" y1=\"")
      .append(text_of("%.1f", from.second));
  out.append("\" x2=\"")
      .append(text_of("%.1f", to.first))
      .append("\" y2=\"")
      .append(text_of("%.1f", to.second));
  out.append("\" class=\"").append(style).append("\"/>\n");
}

void put_text(std::string& out, double x, double y, std::string_view anchor, std::string_view words) {
  out.append("<text x=\"").append(text_of("%.1f", x)).append("\" y=\"").append(text_of("%.1f", y));
  out.append("\" text-anchor=\"").append(anchor).append("\">").append(words).append("</text>\n");
}

void put_axes(std::string& out) {
  constexpr std::array<std::pair<double, std::string_view>, 4> times{
      {{0.01, "10 ms"}, {0.1, "0.1 s"}, {1, "1 s"}, {10, "10 s"}}};
  for (const auto& [seconds, label] : times) {
    put_line(out, {left, y_of(seconds)}, {right, y_of(seconds)}, "grid");
    put_text(out, left - 8, y_of(seconds) + 4, "end", label);
  }
  constexpr std::array<std::pair<double, std::string_view>, 3> sizes{
      {{1e4, "10,000"}, {1e5, "100,000"}, {1e6, "1,000,000"}}};
  for (const auto& [n, label] : sizes) {
    put_line(out, {x_of(n), top}, {x_of(n), bottom}, "grid");
    put_text(out, x_of(n), bottom + 18, "middle", label);
  }
  put_text(out, (left + right) / 2, bottom + 40, "middle",
           "Statements, among three times as many people (both axes logarithmic)");
}

}  // namespace

PatternFit fit(const std::vector<PatternTime>& times) {
  double x_sum = 0;
  double y_sum = 0;
  for (const PatternTime& each : times) {
    x_sum += std::log(n_log_n(each.statements));
    y_sum += std::log(each.seconds);
  }
  const auto count = static_cast<double>(times.size());
  double across = 0;
  double along = 0;
  for (const PatternTime& each : times) {
    const double x = std::log(n_log_n(each.statements)) - x_sum / count;
    across += x * (std::log(each.seconds) - y_sum / count);
    along += x * x;
  }
  return {.nanoseconds = 1e9 * std::exp((y_sum - x_sum) / count), .exponent = across / along};
}

std::string to_json(const std::vector<PatternTime>& times, const PatternFit& fit) {
  std::string out = "{\n  \"times\": [\n";
  for (const PatternTime& each : times) {
    out.append("    {\"statements\": ").append(std::to_string(each.statements));
    out.append(", \"people\": ").append(std::to_string(each.people));
    out.append(", \"alerts\": ").append(std::to_string(each.alerts));
    out.append(", \"seconds\": ").append(text_of("%.4f", each.seconds));
    out.append(", \"ns_per_n_log_n\": ")
        .append(text_of("%.1f", 1e9 * each.seconds / n_log_n(each.statements)));
    out.append(&each == &times.back() ? "}\n" : "},\n");
  }
  out.append("  ],\n  \"fit\": {\"ns_per_n_log_n\": ").append(text_of("%.1f", fit.nanoseconds));
  return out.append(", \"exponent\": ").append(text_of("%.3f", fit.exponent)).append("}\n}\n");
}

std::string to_svg(const std::vector<PatternTime>& times, const PatternFit& fit) {
  std::string out;
  out.append(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 432\" role=\"img\" "
      "aria-labelledby=\"title\" font-family=\"sans-serif\" font-size=\"13\">\n");
  out.append(
      "<title id=\"title\">Time to find the patterns in a ledger of statements, by its "
      "size</title>\n<style>\n");
  out.append("text{fill:#222}.grid{stroke:#888;stroke-opacity:.35}.bound{stroke:#c0392b;stroke-width:2;");
  out.append("stroke-dasharray:6 4}.fit{stroke:#d97706;stroke-width:2}.time{fill:#1f6feb}\n");
  out.append("@media (prefers-color-scheme:dark){text{fill:#eee}.bound{stroke:#ff7b72}}\n</style>\n");
  put_text(out, 12, 24, "start", "Finding patterns, one core");
  out.append("<circle class=\"time\" cx=\"230\" cy=\"20\" r=\"5\"/>\n");
  put_text(out, 242, 24, "start", "measured");
  put_line(out, {330, 20}, {354, 20}, "fit");
  put_text(out, 362, 24, "start", text_of("%.0f ns &#183; n &#183; log&#8322; n", fit.nanoseconds));
  put_line(out, {540, 20}, {564, 20}, "bound");
  put_text(out, 572, 24, "start", "bound for a million");
  put_axes(out);
  put_line(out, {x_of(7e5), y_of(bound_seconds)}, {right, y_of(bound_seconds)}, "bound");
  const auto fitted = [&](double n) { return std::pair{x_of(n), y_of(fit.nanoseconds * 1e-9 * n_log_n(n))}; };
  for (double n = n_min; n < n_max; n *= 1.2)
    put_line(out, fitted(n), fitted(std::min(n * 1.2, n_max)), "fit");
  for (const PatternTime& each : times) {
    out.append("<circle class=\"time\" r=\"5\" cx=\"").append(text_of("%.1f", x_of(each.statements)));
    out.append("\" cy=\"").append(text_of("%.1f", y_of(each.seconds))).append("\"/>\n");
  }
  return out.append("</svg>\n");
}
