// Times of the search for patterns by size, held against n log n: as JSON and as a drawing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct PatternTime {
  std::uint32_t statements = 0;
  std::uint32_t people = 0;
  std::size_t alerts = 0;
  double seconds = 0;  // of the processor, the fastest round
};

struct PatternFit {
  double nanoseconds = 0;  // t = nanoseconds · n · log2 n, the factor being the geometric mean over the sizes
  double exponent = 0;     // t grows like (n log n)^exponent: the slope of least squares
};

[[nodiscard]] PatternFit fit(const std::vector<PatternTime>& times);
[[nodiscard]] std::string to_json(const std::vector<PatternTime>& times, const PatternFit& fit);
[[nodiscard]] std::string to_svg(const std::vector<PatternTime>& times, const PatternFit& fit);
