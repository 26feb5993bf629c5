// Figures as text for Prometheus.
//
// SPEC: Prometheus' text format 0.0.4, and OpenMetrics 1.0. They differ in the names of counters' families,
// in the kind `info`, and in the last line; the samples are the same.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/histogram.hpp"

namespace skranke::http::watch {

enum class Format : std::uint8_t { prometheus, open_metrics };

enum class Kind : std::uint8_t {
  counter,  // its samples are named NAME_total
  gauge,
  histogram,
  info,  // its sample is named NAME_info, and is 1
};

class Exposition {
 public:
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  explicit Exposition(Format format) : format_{format} {}

  // What follows belongs to it. A name comes once, with all its samples behind it. `help` is one line.
  void family(std::string_view name, Kind kind, std::string_view help);
  void sample(Labels labels, std::uint64_t value);
  void sample(Labels labels, double value);
  // Of a histogram; in seconds.
  void times(Labels labels, const base::Histogram::Counts& counts);

  [[nodiscard]] std::string finish() &&;

 private:
  void begin_line(std::string_view suffix, Labels labels, std::string_view bound = {});

  Format format_;
  std::string name_;
  Kind kind_ = Kind::gauge;
  std::string text_;
};

// The one that a header field Accept asks for: OpenMetrics where it is named, without weighing.
[[nodiscard]] Format format_of(std::string_view accept);
[[nodiscard]] std::string_view content_type_of(Format format);

}  // namespace skranke::http::watch
