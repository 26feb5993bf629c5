// What a version of a policy would have changed: last month's decided cases, and visits to come with a plan,
// judged by the version before and by this one.
//
// PRIVACY: only kinds and facts of documents are read, and what leaves are counts, and ids of cases.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "cases/port/case_book.hpp"
#include "policy/catalogue.hpp"
#include "policy/verdict.hpp"

namespace skranke::counter {

struct Flips {
  std::int64_t cases = 0;     // that were looked at
  std::int64_t accepted = 0;  // accepted after, and not before
  std::int64_t rejected = 0;  // accepted before, and not after
  std::int64_t other = 0;     // rejected or undetermined before, and the other of these after
  std::int64_t unread = 0;    // not a case of both
};

struct Flipped {
  std::string case_id;
  std::string centre_id;
  policy::Outcome before = policy::Outcome::rejected;
  policy::Outcome after = policy::Outcome::rejected;
};

inline constexpr base::Day look_ahead_days = 31;       // before today, of the cases
inline constexpr std::int64_t look_ahead_piece = 500;  // judged at once

struct CasesAhead {
  std::int64_t all = 0;  // how many there are to be judged
  Flips flips;           // of this piece
  std::vector<Flipped> flipped;
  std::optional<cases::DecidedAt> next;  // where the next piece goes on; none: this was the last one
};

// A piece of last month's cases, from after `after` on. Every centre's; training does not count.
// `day_of`: the day at the counter that a moment is in.
[[nodiscard]] base::Result<CasesAhead> cases_ahead(cases::CaseBook& book, const policy::Edition& before,
                                                   const policy::Edition& after_it,
                                                   const cases::DecidedAt& after, base::Day today,
                                                   const std::function<base::Day(cases::Moment)>& day_of);

struct PlannedVisit {
  std::string booking_id;
  std::string centre_id;
  base::Day day = 0;
  std::string plan;  // as JSON
};

// Visits whose plan says what is brought along.
[[nodiscard]] Flips visits_ahead(const std::vector<PlannedVisit>& visits, const policy::Edition& before,
                                 const policy::Edition& after);

}  // namespace skranke::counter
