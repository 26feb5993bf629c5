#include "http/watch/exposition.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace skranke::http::watch {
namespace {

std::string_view name_of(Kind kind, Format format) {
  switch (kind) {
    case Kind::counter:
      return "counter";
    case Kind::gauge:
      return "gauge";
    case Kind::histogram:
      return "histogram";
    case Kind::info:
      return format == Format::open_metrics ? "info" : "gauge";
  }
  std::unreachable();
}

std::string_view suffix_of(Kind kind) {
  if (kind == Kind::counter) return "_total";
  return kind == Kind::info ? "_info" : "";
}

template <class Number>
void append_number(std::string& out, Number value) {
  std::array<char, 32> digits{};
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

// Backslash, quotation mark and line end are all that needs escaping in a label's value.
void append_label(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append("=\"");
  for (const char c : value) {
    if (c == '\\' || c == '"') out.push_back('\\');
    if (c == '\n') {
      out.append("\\n");
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

}  // namespace

void Exposition::family(std::string_view name, Kind kind, std::string_view help) {
  name_ = name;
  kind_ = kind;
  const std::string_view suffix = format_ == Format::open_metrics ? std::string_view{} : suffix_of(kind);
  text_.append("# HELP ").append(name).append(suffix).append(" ").append(help).append("\n");
  text_.append("# TYPE ").append(name).append(suffix).append(" ").append(name_of(kind, format_)).append("\n");
}

void Exposition::begin_line(std::string_view suffix, Labels labels, std::string_view bound) {
  text_.append(name_).append(suffix);
  if (labels.size() > 0 || !bound.empty()) {
    text_.push_back('{');
    for (const auto& [name, value] : labels) {
      append_label(text_, name, value);
      text_.push_back(',');
    }
    if (!bound.empty()) {
      append_label(text_, "le", bound);
    } else {
      text_.pop_back();
    }
    text_.push_back('}');
  }
  text_.push_back(' ');
}

void Exposition::sample(Labels labels, std::uint64_t value) {
  begin_line(suffix_of(kind_), labels);
  append_number(text_, value);
  text_.push_back('\n');
}

void Exposition::sample(Labels labels, double value) {
  begin_line(suffix_of(kind_), labels);
  append_number(text_, value);
  text_.push_back('\n');
}

void Exposition::times(Labels labels, const base::Histogram::Counts& counts) {
  constexpr double microseconds = 1e6;
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at < counts.of.size(); ++at) {
    sum += counts.of[at];
    std::string bound{"+Inf"};
    if (at < base::Histogram::bounds.size()) {
      bound.clear();
      append_number(bound, static_cast<double>(base::Histogram::bounds[at]) / microseconds);
      // OpenMetrics' canonical numbers have a point.
      if (bound.find_first_of(".e") == std::string::npos) bound.append(".0");
    }
    begin_line("_bucket", labels, bound);
    append_number(text_, sum);
    text_.push_back('\n');
  }
  begin_line("_sum", labels);
  append_number(text_, static_cast<double>(counts.microseconds) / microseconds);
  text_.push_back('\n');
  begin_line("_count", labels);
  append_number(text_, sum);
  text_.push_back('\n');
}

std::string Exposition::finish() && {
  if (format_ == Format::open_metrics) text_.append("# EOF\n");
  return std::move(text_);
}

Format format_of(std::string_view accept) {
  return accept.find("application/openmetrics-text") != std::string_view::npos ? Format::open_metrics
                                                                               : Format::prometheus;
}

std::string_view content_type_of(Format format) {
  return format == Format::open_metrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                                        : "text/plain; version=0.0.4; charset=utf-8";
}

}  // namespace skranke::http::watch
