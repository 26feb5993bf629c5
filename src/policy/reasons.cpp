#include "policy/reasons.hpp"

namespace skranke::policy {
namespace {

// The clocks' reasons if the lines `asked` are those that count.
Reasons of_lines(const Program& program, const proofing::Document& document, Clock& clock, Mask asked) {
  if (asked == 0) return 0;
  Reasons reasons = 0;
  const auto all_are = [asked](Mask failing) { return (asked & ~failing) == 0; };
  if (document.issued != proofing::day_unknown && all_are(program.window_alternatives)) {
    if (document.issued > clock.visit()) {
      reasons |= bit(Reason::not_yet_issued);
    } else if (all_are(~clock.issued_row(document.issued).may)) {
      reasons |= bit(Reason::too_old);
    }
  }
  if (document.income_year != proofing::year_unknown && all_are(program.year_alternatives) &&
      all_are(~clock.income_year_row(document.income_year).may)) {
    reasons |= bit(Reason::wrong_year);
  }
  constexpr std::size_t validity = proofing::score_index(proofing::Fact::validity);
  if (document.score_place(validity) != 0 &&
      all_are(~program.score_rows[validity][document.score_place(validity)].may)) {
    reasons |= bit(Reason::score_too_low);
  }
  return reasons;
}

}  // namespace

Reasons clock_reasons(const Program& program, const proofing::Document& document, Clock& clock,
                      std::uint8_t place) {
  if (document.issuer != base::country_unknown) {
    const std::size_t cell = program.cell_index(place, document.kind, program.issuer_class[document.issuer]);
    return of_lines(program, document, clock, program.asked[cell]);
  }
  auto reasons = static_cast<Reasons>(~0U);
  for (std::size_t issuer = 1; issuer < program.issuer_class_count; ++issuer) {
    reasons &=
        of_lines(program, document, clock, program.asked[program.cell_index(place, document.kind, issuer)]);
  }
  return reasons;
}

}  // namespace skranke::policy
