#include "running/figures.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace skranke::running {
namespace {

constexpr std::int64_t seconds_a_minute = 60;
constexpr std::int64_t minutes_a_day = 1440;

// What percentiles are taken of.
struct Samples {
  std::vector<std::int64_t> waits;     // seconds
  std::vector<std::int64_t> services;  // seconds
  std::vector<std::int64_t> leads;     // minutes
};

std::optional<std::int64_t> rounded(std::optional<std::int64_t> value, std::int64_t unit) {
  if (!value) return std::nullopt;
  return (*value + unit / 2) / unit;
}

void put_percentiles(DayFigures& figures, Samples& samples) {
  constexpr std::int32_t half = 50;
  constexpr std::int32_t most = 90;
  figures.wait_p50_minutes = rounded(percentile(samples.waits, half), seconds_a_minute);
  figures.wait_p90_minutes = rounded(percentile(samples.waits, most), seconds_a_minute);
  figures.service_p50_minutes = rounded(percentile(samples.services, half), seconds_a_minute);
  const auto lead = percentile(samples.leads, half);
  if (lead) figures.lead_p50_days = *lead / minutes_a_day;
}

void count_booking(const VisitFact& fact, Moment now, DayFigures& figures, Samples& samples) {
  ++figures.booked;
  if (fact.has_ticket)
    ++figures.arrived;
  else if ((*fact.start + fact.minutes) * seconds_a_minute <= now)
    ++figures.no_shows;
  const std::int64_t lead = *fact.start - fact.created_at / seconds_a_minute;
  samples.leads.push_back(std::max<std::int64_t>(lead, 0));
}

void count_ticket(const VisitFact& fact, DayFigures& figures, Samples& samples) {
  if (!fact.start) ++figures.walk_ins;
  // Who comes early does not wait for the centre before their time.
  const Moment waits_from =
      fact.start ? std::max(fact.arrived_at, *fact.start * seconds_a_minute) : fact.arrived_at;
  if (fact.called_at) samples.waits.push_back(std::max<std::int64_t>(*fact.called_at - waits_from, 0));
  if (fact.serving_at && fact.ended_at && *fact.ended_at >= *fact.serving_at) {
    samples.services.push_back(*fact.ended_at - *fact.serving_at);
    figures.minutes_used += rounded(*fact.ended_at - *fact.serving_at, seconds_a_minute).value_or(0);
  }
  if (fact.outcome == outcomes.front()) ++figures.helped;
  if (is_wasted(fact.outcome)) ++figures.wasted;
}

void add(DayFigures& all, const DayFigures& day) {
  all.booked += day.booked;
  all.walk_ins += day.walk_ins;
  all.arrived += day.arrived;
  all.no_shows += day.no_shows;
  all.helped += day.helped;
  all.wasted += day.wasted;
  all.minutes_open += day.minutes_open;
  all.minutes_used += day.minutes_used;
}

std::size_t day_at(std::span<const FigureDay> days, const VisitFact& fact) {
  const auto day = fact.start ? std::ranges::upper_bound(days, *fact.start, {}, &FigureDay::to)
                              : std::ranges::lower_bound(days, fact.ticket_day, {}, &FigureDay::day);
  const bool is_there =
      day != days.end() && (fact.start ? *fact.start >= day->from : day->day == fact.ticket_day);
  return is_there ? static_cast<std::size_t>(day - days.begin()) : days.size();
}

}  // namespace

Rate rate_of(std::int64_t part, std::int64_t whole) {
  constexpr double z = 1.96;
  Rate rate{.part = part, .whole = whole};
  if (whole <= 0) return rate;
  const auto n = static_cast<double>(whole);
  rate.share = static_cast<double>(part) / n;
  const double middle = rate.share + z * z / (2 * n);
  const double spread = z * std::sqrt((rate.share * (1 - rate.share) + z * z / (4 * n)) / n);
  rate.low = part == 0 ? 0 : std::max(0.0, (middle - spread) / (1 + z * z / n));
  rate.high = part == whole ? 1 : std::min(1.0, (middle + spread) / (1 + z * z / n));
  return rate;
}

std::optional<std::int64_t> percentile(std::vector<std::int64_t>& values, std::int32_t percent) {
  if (values.empty()) return std::nullopt;
  constexpr std::size_t whole = 100;
  const std::size_t rank = (values.size() * static_cast<std::size_t>(percent) + whole - 1) / whole;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::ranges::nth_element(values, at);
  return *at;
}

std::string_view name(Advice advice) {
  switch (advice) {
    case Advice::enough:
      return "enough";
    case Advice::not_enough:
      return "not-enough";
    case Advice::unknown:
      return "unknown";
    case Advice::none:
      return "none";
  }
  std::unreachable();
}

Advice advice_of(std::string_view text) {
  for (const Advice advice : {Advice::enough, Advice::not_enough, Advice::unknown}) {
    if (name(advice) == text) return advice;
  }
  return Advice::none;
}

bool is_wasted(std::string_view outcome) {
  return outcome == "documents" || outcome == "witness" || outcome == "questions";
}

Figures figures_of(std::span<const FigureDay> days, std::span<const VisitFact> facts, Moment now) {
  Figures figures;
  std::vector<Samples> samples(days.size());
  for (const FigureDay& day : days) {
    figures.days.push_back({});
    figures.days.back().day = day.day;
    figures.days.back().minutes_open = day.minutes_open;
  }
  std::int64_t over = 0;
  std::int64_t ended = 0;
  std::array<std::pair<std::int64_t, std::int64_t>, advices> by_advice{};
  for (const VisitFact& fact : facts) {
    const std::size_t at = day_at(days, fact);
    if (at == days.size()) continue;
    DayFigures& day = figures.days[at];
    if (fact.start) {
      count_booking(fact, now, day, samples[at]);
      if ((*fact.start + fact.minutes) * seconds_a_minute <= now) ++over;
    }
    if (!fact.has_ticket) continue;
    count_ticket(fact, day, samples[at]);
    const auto* const outcome = std::ranges::find(outcomes, fact.outcome);
    if (outcome == outcomes.end()) continue;
    ++ended;
    ++figures.by_outcome.at(static_cast<std::size_t>(outcome - outcomes.begin()));
    auto& [wasted, visits] = by_advice.at(static_cast<std::size_t>(advice_of(fact.advised)));
    ++visits;
    if (is_wasted(fact.outcome)) ++wasted;
  }
  Samples all;
  for (std::size_t i = 0; i < days.size(); ++i) {
    std::ranges::copy(samples[i].waits, std::back_inserter(all.waits));
    std::ranges::copy(samples[i].services, std::back_inserter(all.services));
    std::ranges::copy(samples[i].leads, std::back_inserter(all.leads));
    put_percentiles(figures.days[i], samples[i]);
    add(figures.all, figures.days[i]);
  }
  put_percentiles(figures.all, all);
  figures.wasted = rate_of(figures.all.wasted, ended);
  figures.no_shows = rate_of(figures.all.no_shows, over);
  for (std::size_t i = 0; i < advices; ++i)
    figures.wasted_by_advice.at(i) = rate_of(by_advice.at(i).first, by_advice.at(i).second);
  return figures;
}

}  // namespace skranke::running
