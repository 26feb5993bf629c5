// What one document serves: the row look-ups that everything else stands on. Inline, because deciding
// spends most of its time here.
#pragma once

#include "base/age.hpp"
#include "policy/combination.hpp"
#include "policy/program.hpp"
#include "proofing/evidence.hpp"

namespace skranke::policy {

// Unknown, not before the visit, or before it: an index into Program::expires_rows.
[[nodiscard]] inline std::size_t expires_class(const proofing::Document& document, base::Day visit) {
  if (document.expires == proofing::day_unknown) return 0;
  return document.expires >= visit ? 1 : 2;
}

// What the day of the visit means to the rules with a clock: worked out once a case, and only if needed.
class Clock {
 public:
  Clock(const Program& program, base::Day visit) : program_{program}, visit_{visit} {}

  // The alternatives (and marks) that the issue date allows. SPEC: clauses.md, "3 months old".
  [[nodiscard]] Row issued_row(base::Day issued) {
    if (issued == proofing::day_unknown) return {.may = ~Mask{0}, .must = ~program_.window_alternatives};
    Mask allowed = ~program_.window_alternatives;
    for (const IssuedWindow& window : program_.windows) {
      allowed |= is_within(issued, window.months_old_max) ? window.alternatives : 0;
    }
    return {.may = allowed, .must = allowed};
  }

  [[nodiscard]] Row income_year_row(std::int32_t income_year) {
    if (income_year == proofing::year_unknown) return {.may = ~Mask{0}, .must = ~program_.year_alternatives};
    if (visit_year_ == proofing::year_unknown) visit_year_ = base::date_from(visit_).year;
    Mask allowed = ~program_.year_alternatives;
    for (const IncomeYear& year : program_.income_years) {
      allowed |= income_year == visit_year_ - year.years_back ? year.alternatives : 0;
    }
    return {.may = allowed, .must = allowed};
  }

  // The alternatives that the applicant's age allows.
  [[nodiscard]] Row born_row(base::Day born) const {
    if (born == proofing::day_unknown) return {.may = ~Mask{0}, .must = ~program_.age_alternatives};
    Mask allowed = ~Mask{0};
    for (const AgeRule& age : program_.ages) {
      const bool is_old_enough = visit_ >= base::day_of_age(born, age.years);
      if (is_old_enough == age.is_below) allowed &= ~age.alternatives;
    }
    return {.may = allowed, .must = allowed};
  }

  [[nodiscard]] base::Day visit() const { return visit_; }

 private:
  // So many calendar months are 28 to 31 times as many days: only between does it take the calendar.
  [[nodiscard]] bool is_within(base::Day issued, std::int32_t months) const {
    const std::int64_t age = std::int64_t{visit_} - issued;
    const std::int64_t sure = 28 * std::int64_t{months};
    if (age > sure && age <= 31 * std::int64_t{months}) return issued >= base::months_before(visit_, months);
    return static_cast<std::uint64_t>(age) <= static_cast<std::uint64_t>(sure);
  }

  const Program& program_;
  base::Day visit_;
  std::int32_t visit_year_ = proofing::year_unknown;  // until a document asks for it
};

inline void operator&=(Row& row, const Row& other) {
  row.may &= other.may;
  row.must &= other.must;
}

// `may`: what the document serves in at least one completion; `must`: what it serves in every one.
[[nodiscard]] inline Row judge(const Program& program, const proofing::Document& document, Clock& clock,
                               const Cell& cell) {
  Row row = cell.row;
  row &= program.flag_rows[document.flags];
  row &= program.form_authority_rows[static_cast<unsigned>(document.form) |
                                     static_cast<unsigned>(document.authority) << 2U];
  row &= program.expires_rows[expires_class(document, clock.visit())];
  if (cell.has_clock) {
    row &= clock.issued_row(document.issued);
    row &= clock.income_year_row(document.income_year);
  }
  if (cell.has_scores) {
    for (std::size_t i = 0; i < program.score_rows.size(); ++i)
      row &= program.score_rows[i][document.score_place(i)];
    row &= clock.born_row(document.born);
  }
  return row;
}

// The bits in which a document's completions differ; none where it serves nothing in any.
[[nodiscard]] inline Mask unsettled(const Program& program, const Row& row) {
  return (row.may & program.alternatives) != 0 ? row.may ^ row.must : 0;
}

}  // namespace skranke::policy
