// What a centre's days were like, in numbers: docs/centre-side.md defines each.
//
// Pure: rows in, figures out. A percentile is the nearest rank, so it is always a value that was there; a
// rate has its Wilson interval, so that three visits don't look like a finding.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "running/port/running_store.hpp"

namespace skranke::running {

// The share of `whole` that `part` is, and between what it lies with 95 per cent confidence.
struct Rate {
  std::int64_t part = 0;
  std::int64_t whole = 0;
  double share = 0;  // 0 where the whole is
  double low = 0;
  double high = 1;
};
// SPEC: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927; z = 1.96.
[[nodiscard]] Rate rate_of(std::int64_t part, std::int64_t whole);

// The smallest value that at least `percent` of the values don't exceed; empty of no values. Sorts them.
[[nodiscard]] std::optional<std::int64_t> percentile(std::vector<std::int64_t>& values, std::int32_t percent);

struct DayFigures {
  base::Day day = 0;
  std::int64_t booked = 0;
  std::int64_t walk_ins = 0;
  std::int64_t arrived = 0;   // booked visits of which somebody came
  std::int64_t no_shows = 0;  // whose time is over, and nobody came
  std::int64_t helped = 0;
  std::int64_t wasted = 0;
  std::optional<std::int64_t> wait_p50_minutes;
  std::optional<std::int64_t> wait_p90_minutes;
  std::optional<std::int64_t> service_p50_minutes;
  std::optional<std::int64_t> lead_p50_days;
  std::int64_t minutes_open = 0;  // of all counters together
  std::int64_t minutes_used = 0;
};

enum class Advice : std::uint8_t { enough, not_enough, unknown, none };
inline constexpr std::size_t advices = 4;
[[nodiscard]] std::string_view name(Advice advice);
[[nodiscard]] Advice advice_of(std::string_view text);  // what is no advice is none

// Why visits ended as they did; "helped" first.
inline constexpr std::array<std::string_view, 5> outcomes{"helped", "documents", "witness", "questions",
                                                          "other"};
[[nodiscard]] bool is_wasted(std::string_view outcome);

struct Figures {
  std::vector<DayFigures> days;
  DayFigures all;  // of all the days together, its percentiles of all the visits
  Rate wasted;     // of visits with an outcome
  Rate no_shows;   // of booked visits whose time is over
  std::array<Rate, advices> wasted_by_advice;
  std::array<std::int64_t, outcomes.size()> by_outcome{};
};

// A day whose figures are wanted: its visits begin in [from, to).
struct FigureDay {
  base::Day day = 0;
  Instant from = 0;
  Instant to = 0;
  std::int64_t minutes_open = 0;
};

// `days` one after another; a fact of no such day is left out.
[[nodiscard]] Figures figures_of(std::span<const FigureDay> days, std::span<const VisitFact> facts,
                                 Moment now);

}  // namespace skranke::running
