// A document as the counter knows it: its kind and the facts that somebody has stated about it.
//
// Where a policy asks something of the applicant too, they stand among the documents as one of a kind of
// their own, so that one engine decides it all. A fact that nobody stated is unknown, never false
// (clauses.md, "Facts that are not known"). No number, no name and no picture of the document is here: only
// what the rules ask about.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "base/civil.hpp"
#include "base/country.hpp"

namespace skranke::proofing {

// In the order in which the contract lists them.
enum class Fact : std::uint8_t {
  issuer,
  form,
  photo,
  cpr_number,
  temporary,
  name_matches,
  authority,
  expires,
  issued,
  income_year,
  validity,      // a score: how well the document itself was checked
  born,          // of the applicant, as are the next three
  activity,      // a score: how long the identity has been seen to be used
  fraud,         // a score: how well it was looked for signs of fraud
  verification,  // a score: how well it was checked that the identity is the applicant's
};
inline constexpr std::size_t fact_count = 15;
inline constexpr std::array<Fact, fact_count> all_facts{
    Fact::issuer,       Fact::form,      Fact::photo,    Fact::cpr_number, Fact::temporary,
    Fact::name_matches, Fact::authority, Fact::expires,  Fact::issued,     Fact::income_year,
    Fact::validity,     Fact::born,      Fact::activity, Fact::fraud,      Fact::verification};

[[nodiscard]] constexpr std::string_view name(Fact fact) {
  switch (fact) {
    case Fact::issuer:
      return "issuer";
    case Fact::form:
      return "form";
    case Fact::photo:
      return "photo";
    case Fact::cpr_number:
      return "cpr_number";
    case Fact::temporary:
      return "temporary";
    case Fact::name_matches:
      return "name_matches";
    case Fact::authority:
      return "authority";
    case Fact::expires:
      return "expires";
    case Fact::issued:
      return "issued";
    case Fact::income_year:
      return "income_year";
    case Fact::validity:
      return "validity";
    case Fact::born:
      return "born";
    case Fact::activity:
      return "activity";
    case Fact::fraud:
      return "fraud";
    case Fact::verification:
      return "verification";
  }
  std::unreachable();
}

// Facts that are a score, a whole number from 0 to score_max; they stand in one word, four bits each.
inline constexpr std::array<Fact, 4> score_facts{Fact::validity, Fact::activity, Fact::fraud,
                                                 Fact::verification};
inline constexpr std::int32_t score_max = 5;

// The place of a score in score_facts. Only for those.
[[nodiscard]] constexpr std::size_t score_index(Fact fact) {
  return fact == Fact::validity ? 0 : static_cast<std::size_t>(fact) - static_cast<std::size_t>(Fact::born);
}
static_assert(score_index(Fact::activity) == 1 && score_index(Fact::verification) == 3);

[[nodiscard]] constexpr bool is_score(Fact fact) { return fact >= Fact::validity && fact != Fact::born; }

enum class Tri : std::uint8_t { unknown, no, yes };
enum class Form : std::uint8_t { unknown, physical, app, copy };
enum class Authority : std::uint8_t { unknown, immigration_service, foreign_ministry, other };

inline constexpr std::array<std::string_view, 4> form_names{"unknown", "physical", "app", "copy"};
inline constexpr std::array<std::string_view, 4> authority_names{"unknown", "immigration-service",
                                                                 "foreign-ministry", "other"};

// The yes-or-no facts stand in one byte, two bits each, so that one table look-up judges all four.
inline constexpr std::array<Fact, 4> flag_facts{Fact::photo, Fact::cpr_number, Fact::temporary,
                                                Fact::name_matches};

// The place of a yes-or-no fact in Document::flags, as a shift. Only for the four of flag_facts.
[[nodiscard]] constexpr unsigned flag_shift(Fact fact) {
  switch (fact) {
    case Fact::photo:
      return 0;
    case Fact::cpr_number:
      return 2;
    case Fact::temporary:
      return 4;
    case Fact::name_matches:
      return 6;
    case Fact::issuer:
    case Fact::form:
    case Fact::authority:
    case Fact::expires:
    case Fact::issued:
    case Fact::income_year:
    case Fact::validity:
    case Fact::born:
    case Fact::activity:
    case Fact::fraud:
    case Fact::verification:
      break;
  }
  std::unreachable();
}

// Special values of the dated facts.
inline constexpr base::Day day_unknown = std::numeric_limits<base::Day>::min();
inline constexpr base::Day day_never = std::numeric_limits<base::Day>::max();  // of `expires` only
inline constexpr std::int32_t year_unknown = std::numeric_limits<std::int32_t>::min();

struct Document {
  std::uint8_t kind = 0;  // an index into the policy's kinds
  Form form = Form::unknown;
  Authority authority = Authority::unknown;
  std::uint8_t flags = 0;  // see flag_shift; a Tri each
  base::Country issuer = base::country_unknown;
  std::uint16_t scores = 0;         // by score_index, four bits each: 0 unknown, else the score and one
  base::Day expires = day_unknown;  // the last day on which it counts; day_never: no end
  base::Day issued = day_unknown;
  std::int32_t income_year = year_unknown;
  base::Day born = day_unknown;  // of the applicant

  [[nodiscard]] constexpr Tri flag(Fact fact) const {
    return static_cast<Tri>((flags >> flag_shift(fact)) & 3U);
  }
  constexpr void set_flag(Fact fact, Tri value) {
    const unsigned shift = flag_shift(fact);
    flags = static_cast<std::uint8_t>((flags & ~(3U << shift)) | (static_cast<unsigned>(value) << shift));
  }
  // 0 for unknown, else the score and one.
  [[nodiscard]] constexpr std::size_t score_place(std::size_t index) const {
    return scores >> 4 * index & 15U;
  }
  constexpr void set_score(Fact fact, std::int32_t score) {
    const std::size_t shift = 4 * score_index(fact);
    scores =
        static_cast<std::uint16_t>((scores & ~(15U << shift)) | (static_cast<unsigned>(score + 1) << shift));
  }
  [[nodiscard]] constexpr bool knows(Fact fact) const {
    switch (fact) {
      case Fact::issuer:
        return issuer != base::country_unknown;
      case Fact::form:
        return form != Form::unknown;
      case Fact::photo:
      case Fact::cpr_number:
      case Fact::temporary:
      case Fact::name_matches:
        return flag(fact) != Tri::unknown;
      case Fact::authority:
        return authority != Authority::unknown;
      case Fact::expires:
        return expires != day_unknown;
      case Fact::issued:
        return issued != day_unknown;
      case Fact::income_year:
        return income_year != year_unknown;
      case Fact::born:
        return born != day_unknown;
      case Fact::validity:
      case Fact::activity:
      case Fact::fraud:
      case Fact::verification:
        return score_place(score_index(fact)) != 0;
    }
    std::unreachable();
  }
};

}  // namespace skranke::proofing
