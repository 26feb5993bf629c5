// What one document serves: the row look-ups that everything else stands on. Inline, because deciding
// spends most of its time here.
#pragma once

#include "base/civil.hpp"
#include "policy/combination.hpp"
#include "policy/program.hpp"
#include "proofing/evidence.hpp"

namespace skranke::policy {

// Unknown, not before the visit, or before it: an index into Program::expires_rows.
[[nodiscard]] inline std::size_t expires_class(const proofing::Document& document, base::Day visit) {
  if (document.expires == proofing::day_unknown) return 0;
  return document.expires >= visit ? 1 : 2;
}

// The alternatives (and marks) that the issue date allows. SPEC: clauses.md, "3 months old".
[[nodiscard]] inline Row issued_row(const Program& program, base::Day issued, base::Day visit) {
  Row row;
  if (issued == proofing::day_unknown) {
    row.must = ~program.window_alternatives;
    return row;
  }
  row.may = ~program.window_alternatives;
  if (issued <= visit) {
    for (const IssuedWindow& window : program.windows) {
      if (issued >= base::months_before(visit, window.months_old_max)) row.may |= window.alternatives;
    }
  }
  row.must = row.may;
  return row;
}

[[nodiscard]] inline Row income_year_row(const Program& program, std::int32_t income_year, base::Day visit) {
  Row row;
  if (income_year == proofing::year_unknown) {
    row.must = ~program.year_alternatives;
    return row;
  }
  row.may = ~program.year_alternatives;
  const std::int32_t visit_year = base::date_from(visit).year;
  for (const IncomeYear& year : program.income_years) {
    if (income_year == visit_year - year.years_back) row.may |= year.alternatives;
  }
  row.must = row.may;
  return row;
}

inline void operator&=(Row& row, const Row& other) {
  row.may &= other.may;
  row.must &= other.must;
}

// `may`: what the document serves in at least one completion; `must`: what it serves in every one.
[[nodiscard]] inline Row judge(const Program& program, const proofing::Document& document, base::Day visit,
                               const Cell& cell) {
  Row row = cell.row;
  row &= program.flag_rows[document.flags];
  row &= program.form_authority_rows[static_cast<unsigned>(document.form) |
                                     static_cast<unsigned>(document.authority) << 2U];
  row &= program.expires_rows[expires_class(document, visit)];
  if (cell.has_clock) {
    row &= issued_row(program, document.issued, visit);
    row &= income_year_row(program, document.income_year, visit);
  }
  return row;
}

// The bits in which a document's completions differ; none where it serves nothing in any.
[[nodiscard]] inline Mask unsettled(const Program& program, const Row& row) {
  return (row.may & program.alternatives) != 0 ? row.may ^ row.must : 0;
}

}  // namespace skranke::policy
