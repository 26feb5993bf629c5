#include "policy/reasons.hpp"

namespace skranke::policy {
namespace {

// The clocks' reasons if the lines `asked` are those that count.
Reasons of_lines(const Program& program, const proofing::Document& document, Clock& clock, Mask asked) {
  if (asked == 0) return 0;
  Reasons reasons = 0;
  const auto all_are = [asked](Mask failing) { return (asked & ~failing) == 0; };
  // Which of these holds is anybody's guess to the processor, so it is computed rather than branched on.
  const auto told = [](bool holds, Reason reason) {
    return static_cast<Reasons>(bit(reason) * (holds ? 1U : 0U));
  };
  if (document.issued != proofing::day_unknown && all_are(program.window_alternatives)) {
    const bool is_later = document.issued > clock.visit();
    const bool is_outside = all_are(~clock.issued_row(document.issued).may);
    reasons |= told(is_later, Reason::not_yet_issued);
    reasons |= told(is_outside && !is_later, Reason::too_old);
  }
  if (document.income_year != proofing::year_unknown && all_are(program.year_alternatives))
    reasons |= told(all_are(~clock.income_year_row(document.income_year).may), Reason::wrong_year);
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
