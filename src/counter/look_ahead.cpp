#include "counter/look_ahead.hpp"

#include "codec/one_version.hpp"
#include "codec/plan_text.hpp"
#include "counter/documents.hpp"

namespace skranke::counter {
namespace {

using policy::Outcome;

constexpr cases::Moment seconds_a_day = 86'400;

// Whether something flips; it is counted in any case.
bool count(Flips& flips, std::optional<Outcome> before, std::optional<Outcome> after) {
  ++flips.cases;
  if (!before || !after) return ++flips.unread, false;
  if (*before == *after) return false;
  ++(*after == Outcome::accepted    ? flips.accepted
     : *before == Outcome::accepted ? flips.rejected
                                    : flips.other);
  return true;
}

}  // namespace

base::Result<CasesAhead> cases_ahead(cases::CaseBook& book, const policy::Edition& before,
                                     const policy::Edition& after_it, const cases::DecidedAt& after,
                                     base::Day today, const std::function<base::Day(cases::Moment)>& day_of) {
  const cases::Moment from = cases::Moment{today - look_ahead_days} * seconds_a_day;
  const auto all = book.decided_count(from);
  if (!all) return std::unexpected{all.error()};
  const auto decided = book.decided(from, after, look_ahead_piece);
  if (!decided) return std::unexpected{decided.error()};
  codec::OneVersion old_one{before};
  codec::OneVersion new_one{after_it};
  CasesAhead ahead{.all = *all, .flips = {}, .flipped = {}, .next = {}};
  for (const cases::DecidedCase& each : *decided) {
    const cases::Case& kase = each.kase;
    const std::vector<std::string> facts = facts_of(kase);
    // Months count from the day on which it was decided.
    const base::Day day = day_of(each.place.at);
    const auto by = [&](codec::OneVersion& version) {
      return version.decide(check_text(facts, day, version.place_of(kase.centre)), day);
    };
    const auto was = by(old_one);
    const auto is = by(new_one);
    if (count(ahead.flips, was, is))
      ahead.flipped.push_back(
          {.case_id = kase.case_id, .centre_id = kase.centre, .before = *was, .after = *is});
  }
  if (static_cast<std::int64_t>(decided->size()) == look_ahead_piece) ahead.next = decided->back().place;
  return ahead;
}

Flips visits_ahead(const std::vector<PlannedVisit>& visits, const policy::Edition& before,
                   const policy::Edition& after) {
  Flips flips;
  codec::OneVersion old_one{before};
  codec::OneVersion new_one{after};
  for (const PlannedVisit& visit : visits) {
    const auto plan = codec::read_plan(visit.plan);
    if (plan && plan->policy != before.program.id) continue;
    const auto by = [&](codec::OneVersion& version) -> std::optional<Outcome> {
      if (!plan) return std::nullopt;
      return version.decide(codec::case_of(*plan, visit.day, version.place_of(visit.centre_id)), visit.day);
    };
    static_cast<void>(count(flips, by(old_one), by(new_one)));
  }
  return flips;
}

}  // namespace skranke::counter
