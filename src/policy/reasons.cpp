#include "policy/reasons.hpp"

#include <algorithm>

#include "policy/box.hpp"
#include "policy/judge.hpp"

namespace skranke::policy {
namespace {

using proofing::Document;
using proofing::Tri;

// The reasons of the lines' own facts, if the lines `asked` are those that count.
Reasons of_lines(const Program& program, const Document& document, base::Day visit, std::uint8_t place,
                 Mask asked) {
  if (asked == 0) return 0;
  Reasons reasons = 0;
  const auto all_are = [asked](Mask failing) { return (asked & ~failing) == 0; };
  for (const FlagRule& rule : program.flag_rules) {
    const Tri value = document.flag(rule.fact);
    if (value != Tri::unknown && value != rule.wanted && all_are(rule.alternatives))
      reasons |= bit(rule.reason);
  }
  if (all_are(~program.bare_place[place])) reasons |= bit(Reason::elsewhere_only);
  if (!program.has_clock[document.kind]) return reasons;
  if (document.issued != proofing::day_unknown && all_are(program.window_alternatives)) {
    if (document.issued > visit) {
      reasons |= bit(Reason::not_yet_issued);
    } else if (all_are(~issued_row(program, document.issued, visit).may)) {
      reasons |= bit(Reason::too_old);
    }
  }
  if (document.income_year != proofing::year_unknown && all_are(program.year_alternatives) &&
      all_are(~income_year_row(program, document.income_year, visit).may)) {
    reasons |= bit(Reason::wrong_year);
  }
  return reasons;
}

Reasons with_issuer_class(const Program& program, const Document& document, base::Day visit,
                          std::uint8_t place, std::size_t issuer_class) {
  const Mask of_kind = program.bare_kind[document.kind];
  const Mask taking = of_kind & program.bare_issuer[issuer_class];
  if (taking != 0) return of_lines(program, document, visit, place, taking);
  return static_cast<Reasons>(bit(Reason::not_listed) | of_lines(program, document, visit, place, of_kind));
}

}  // namespace

Reasons certain_reasons(const Program& program, const Document& document, base::Day visit,
                        std::uint8_t place) {
  const bool expired = expires_class(document, visit) == 2;
  Reasons reasons = program.flag_reasons[document.flags];
  if (expired) reasons |= program.expires_reasons;
  for (const GeneralRule& rule : program.general) {
    const bool can_hold =
        std::ranges::any_of(rule.boxes, [&](const Box& box) { return can_be_in(box, document, expired); });
    if (!can_hold) reasons |= bit(rule.reason);
  }
  Reasons lines = 0;
  if (document.issuer != base::country_unknown) {
    lines = with_issuer_class(program, document, visit, place, program.issuer_class[document.issuer]);
  } else {
    lines = static_cast<Reasons>(~0U);
    for (std::size_t issuer_class = 1; issuer_class < program.bare_issuer.size(); ++issuer_class) {
      lines &= with_issuer_class(program, document, visit, place, issuer_class);
    }
  }
  return reasons | lines;
}

}  // namespace skranke::policy
