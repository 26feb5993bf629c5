// What was decided at a centre, and how long it took.
#include <algorithm>
#include <array>
#include <map>

#include "storage/cases/stored_case_book.hpp"
#include "storage/cases/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using cases::Figures;
using cases::Moment;

// Which part of a case is done with which event; what is repeated counts the last time.
struct Part {
  std::string_view step;
  std::array<std::string_view, 2> ends_with;
};
constexpr std::array parts{
    Part{"applicant", {"identified", "identified"}},
    Part{"documents", {"documents-shown", "documents-shown"}},
    Part{"looks", {"look-answered", "face-compared"}},
    Part{"proof", {"questions-concluded", "vouched"}},
    Part{"second-look", {"second-look-answered", "second-look-answered"}},
    Part{"decision", {"accepted", "refused"}},
};

struct OneCase {
  base::Day opened = 0;
  std::string outcome;
  std::string proof;
  std::vector<std::pair<Moment, std::string>> events;
};

// From the end of one part to the end of the next that this case had.
void add_times(const OneCase& kase, std::map<std::string_view, std::vector<std::int64_t>>& times) {
  if (kase.events.empty()) return;
  Moment before = kase.events.front().first;
  for (const Part& part : parts) {
    Moment end = 0;
    for (const auto& [at, what] : kase.events)
      if (what == part.ends_with[0] || what == part.ends_with[1]) end = at;
    if (end == 0) continue;
    times[part.step].push_back(std::max<std::int64_t>(0, end - before));
    before = std::max(before, end);
  }
}

std::int64_t at_share(const std::vector<std::int64_t>& sorted, std::size_t percent) {
  return sorted[(sorted.size() - 1) * percent / 100];
}

void count(const OneCase& kase, cases::DayFigures& day) {
  ++day.opened;
  if (kase.outcome == "accepted") ++day.accepted;
  if (kase.outcome == "refused") ++day.refused;
  if (kase.outcome == "ended") ++day.ended;
  if (kase.outcome == "accepted" && kase.proof == "questions") ++day.with_questions;
  if (kase.outcome == "accepted" && kase.proof == "witness") ++day.with_witness;
}

constexpr std::string_view cases_sql =
    "select case_id, opened_at, outcome, proof from desk_case "
    "where centre_id = $1 and opened_at >= $2 and opened_at < $3 and is_training = 0 order by case_id";
constexpr std::string_view events_sql =
    "select e.case_id, e.at, e.what from desk_case c join desk_event e on e.case_id = c.case_id "
    "where c.centre_id = $1 and c.opened_at >= $2 and c.opened_at < $3 and c.is_training = 0 "
    "order by e.case_id, e.revision";
constexpr std::string_view reasons_sql =
    "select r.case_id, r.code from desk_case c join desk_refusal r on r.case_id = c.case_id "
    "where c.centre_id = $1 and c.opened_at >= $2 and c.opened_at < $3 and c.is_training = 0";

}  // namespace

Result<Figures> StoredCaseBook::figures(const std::string& centre_id, base::Day from, base::Day to,
                                        const std::function<base::Day(Moment)>& day_of) {
  constexpr Moment seconds_a_day = 86'400;
  // A day more on both sides holds the days of any time zone.
  const std::vector<Value> span{centre_id, (Moment{from} - 1) * seconds_a_day,
                                (Moment{to} + 2) * seconds_a_day};
  std::map<std::string, OneCase> all;
  Figures figures;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    figures = {};
    const auto rows = transaction.run(cases_sql, span);
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      const base::Day opened = day_of(integer_at(row, 1));
      if (opened < from || opened > to) continue;
      all[text_at(row, 0)] = {
          .opened = opened, .outcome = text_at(row, 2), .proof = text_at(row, 3), .events = {}};
    }
    const auto events = transaction.run(events_sql, span);
    if (!events) return std::unexpected{events.error()};
    for (const Row& row : *events)
      if (const auto kase = all.find(text_at(row, 0)); kase != all.end())
        kase->second.events.emplace_back(integer_at(row, 1), text_at(row, 2));
    const auto reasons = transaction.run(reasons_sql, span);
    if (!reasons) return std::unexpected{reasons.error()};
    std::map<std::string, std::int64_t> counts;
    for (const Row& row : *reasons)
      if (all.contains(text_at(row, 0))) ++counts[text_at(row, 1)];
    for (const auto& [code, count] : counts) figures.reasons.push_back({.code = code, .count = count});
    std::ranges::stable_sort(figures.reasons, std::ranges::greater{}, &cases::ReasonCount::count);
    return {};
  });
  if (!read) return cases_unavailable(read.error());
  for (base::Day day = from; day <= to; ++day) figures.days.push_back({.day = day});
  std::map<std::string_view, std::vector<std::int64_t>> times;
  for (const auto& [id, kase] : all) {
    count(kase, figures.days[static_cast<std::size_t>(kase.opened - from)]);
    add_times(kase, times);
  }
  for (const Part& part : parts) {
    auto& taken = times[part.step];
    if (taken.empty()) continue;
    std::ranges::sort(taken);
    figures.steps.push_back({.step = std::string{part.step},
                             .median_seconds = at_share(taken, 50),
                             .p90_seconds = at_share(taken, 90)});
  }
  return figures;
}

}  // namespace skranke::storage
