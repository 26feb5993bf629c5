#include "limit.hpp"

namespace skranke::bench {
namespace {

using proofing::Fact;
using proofing::Form;
using proofing::Tri;

// Kinds in the policy's order.
enum Kind : std::uint8_t {
  driving_licence,
  passport,
  residence_permit,
  ministry_card,
  national_card,
  municipal_card,
  health_card,
  special_card,
  residence_certificate,
  personal_certificate,
  baptism_certificate,
  birth_certificate,
  birth_and_baptism,
  birth_and_name,
  cpr_certificate,
  tax_notice,
  preliminary,
  benefit,
  other_kind,
  kind_count
};

// Lines as bits, in the order of the source, and the CPR number as one more.
using Bits = std::uint32_t;
constexpr Bits line(unsigned index) { return Bits{1} << index; }
constexpr Bits a1 = line(0), a2 = line(1), a3 = line(2), a4 = line(3), a5 = line(4), a6 = line(5);
constexpr Bits b11 = line(6), b12 = line(7), b13 = line(8), b14 = line(9), b15 = line(10);
constexpr Bits b2(unsigned n) { return line(10 + n); }
constexpr Bits c(unsigned n) { return line(18 + n); }
constexpr Bits has_cpr = line(31);
constexpr Bits list_a = 0x3F, list_b1 = 0x1F << 6, list_b2 = 0xFF << 11, list_c = 0xFFFU << 19;
constexpr Bits needs_cpr = a4 | a5 | list_b2 | has_cpr;
constexpr Bits only_faroe = a2 | b2(6) | c(10);
constexpr Bits tax = b2(7) | c(11), public_benefit = b2(8) | c(12);

enum Issuer : std::uint8_t { dk, gl, fo, elsewhere };

constexpr Bits lines_of(unsigned kind, unsigned issuer) {
  const bool realm = issuer != elsewhere;
  const bool dk_gl = issuer == dk || issuer == gl;
  switch (kind) {
    case driving_licence:
      return (dk_gl ? a1 : 0) | (issuer == fo ? a2 : 0) | (issuer == dk ? a3 : 0);
    case passport:
      return realm ? a4 | b15 : b12;
    case residence_permit:
      return issuer == dk ? a5 | b11 | c(5) : 0;
    case ministry_card:
      return issuer == dk ? a6 : 0;
    case national_card:
      return realm ? 0 : b13;
    case municipal_card:
      return dk_gl ? b14 | c(6) : 0;
    case health_card:
    case special_card:
      return dk_gl ? b2(1) | c(3) : 0;
    case residence_certificate:
      return (dk_gl ? b2(2) | c(4) : 0) | (issuer == fo ? c(7) : 0);
    case personal_certificate:
      return dk_gl ? b2(3) | c(1) : 0;
    case baptism_certificate:
      return dk_gl ? b2(4) | c(2) : 0;
    case birth_certificate:
      return dk_gl ? b2(5) : 0;
    case birth_and_baptism:
      return issuer == fo ? c(8) : 0;
    case birth_and_name:
      return issuer == fo ? c(9) : 0;
    case cpr_certificate:
      return issuer == fo ? b2(6) | c(10) : 0;
    case tax_notice:
    case preliminary:
      return tax;
    case benefit:
      return public_benefit;
    default:
      return 0;
  }
}

constexpr Bits in_form(unsigned kind, unsigned issuer, unsigned form) {
  if (form == static_cast<unsigned>(Form::physical)) return ~a3;
  if (form != static_cast<unsigned>(Form::app)) return 0;
  if (kind == driving_licence && issuer == dk) return a3;
  return kind == health_card && (issuer == dk || issuer == gl) ? ~Bits{0} : 0;
}

constexpr std::uint16_t reason(policy::Reason value) { return policy::bit(value); }

struct Tables {
  std::array<std::array<std::array<Bits, 4>, 4>, kind_count> lines{};             // kind, issuer, form
  std::array<std::array<std::array<std::uint16_t, 4>, 4>, kind_count> reasons{};  // form and issuer alone
  std::array<std::array<Bits, 4>, kind_count> bare{};  // the lines that take the issuer
  std::array<std::uint8_t, base::country_count> issuer{};
  std::array<Bits, 12> partner{};

  constexpr Tables() {
    for (unsigned kind = 0; kind < kind_count; ++kind) {
      Bits all = 0;
      for (unsigned issuer_of = 0; issuer_of < 4; ++issuer_of) all |= lines_of(kind, issuer_of);
      for (unsigned issuer_of = 0; issuer_of < 4; ++issuer_of) {
        const Bits taken = lines_of(kind, issuer_of);
        bare[kind][issuer_of] = taken != 0 ? taken : all;
        for (unsigned form = 0; form < 4; ++form) {
          const Bits formed = in_form(kind, issuer_of, form);
          lines[kind][issuer_of][form] = (taken & formed) | has_cpr;
          reasons[kind][issuer_of][form] =
              static_cast<std::uint16_t>((formed == 0 ? reason(policy::Reason::not_physical) : 0) |
                                         (taken == 0 ? reason(policy::Reason::not_listed) : 0));
        }
      }
    }
    issuer.fill(elsewhere);
    issuer[*base::parse_country("DK")] = dk;
    issuer[*base::parse_country("GL")] = gl;
    issuer[*base::parse_country("FO")] = fo;
    for (unsigned n = 0; n < 12; ++n) partner[n] = list_c & ~c(n + 1);
    partner[10] &= ~c(12);
    partner[11] &= ~c(11);
  }
};
constexpr Tables tables;

constexpr Bits when(bool holds) { return Bits{0} - static_cast<Bits>(holds); }
constexpr std::uint16_t reason_when(bool holds, policy::Reason value) {
  return static_cast<std::uint16_t>(reason(value) & when(holds));
}

bool pair_of_c(Bits first, Bits second) {
  if (((first | second) & has_cpr) == 0) return false;
  for (Bits bits = first & list_c; bits != 0; bits &= bits - 1) {
    if ((tables.partner[static_cast<unsigned>(__builtin_ctz(bits)) - 19] & second) != 0) return true;
  }
  return false;
}

// Which documents have which bits: bit 1 << index.
struct Having {
  unsigned a = 0;
  unsigned b1 = 0;
  unsigned b2 = 0;
  unsigned c = 0;
};

void combine(LimitVerdict& verdict, const Having& having) {
  const auto accept = [&verdict](std::uint8_t list, std::uint8_t count, int first, int second) {
    verdict.list = list;
    verdict.used_count = count;
    verdict.used = {static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(second)};
  };
  if (having.a != 0) return accept(0, 1, __builtin_ctz(having.a), 0);
  if (having.b1 != 0 && having.b2 != 0) {
    const int first = __builtin_ctz(having.b1);
    const int second = __builtin_ctz(having.b2);
    return accept(1, 2, first < second ? first : second, first < second ? second : first);
  }
  if ((having.c & (having.c - 1)) == 0) return;
  for (std::uint8_t i = 0; i + 1 < verdict.count; ++i) {
    for (std::uint8_t j = static_cast<std::uint8_t>(i + 1); j < verdict.count; ++j) {
      if (pair_of_c(verdict.serves[i], verdict.serves[j])) return accept(2, 2, i, j);
    }
  }
}

}  // namespace

LimitVerdict decide_by_hand(std::span<const proofing::Document> documents, base::Day visit,
                            std::uint8_t place) {
  using policy::Reason;
  LimitVerdict verdict;
  verdict.list = 0xFF;
  verdict.used_count = 0;
  verdict.count = static_cast<std::uint8_t>(documents.size());
  Having having;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const proofing::Document& document = documents[i];
    const unsigned issuer = tables.issuer[document.issuer];
    const bool temporary = document.flag(Fact::temporary) == Tri::yes;
    const bool name_differs = document.flag(Fact::name_matches) == Tri::no;
    const bool expired = document.expires < visit;
    const bool no_cpr = document.flag(Fact::cpr_number) == Tri::no;
    const bool no_photo = document.kind == residence_permit && document.flag(Fact::photo) == Tri::no;
    const bool no_authority = document.authority == proofing::Authority::other;
    bool too_old = false;
    bool not_yet = false;
    bool wrong_year = false;
    if (document.kind >= tax_notice && document.kind <= benefit) {
      if (document.kind == benefit) {
        too_old = document.issued < base::months_before(visit, 3);
        not_yet = document.issued > visit;
      } else {
        const std::int32_t year = base::date_from(visit).year - (document.kind == tax_notice ? 1 : 0);
        wrong_year = document.income_year != year;
      }
    }
    Bits lines = tables.lines[document.kind][issuer][static_cast<unsigned>(document.form)];
    lines &= ~when(temporary | name_differs | expired | no_photo | too_old | not_yet | wrong_year);
    lines &= ~(needs_cpr & when(no_cpr));
    lines &= ~(a5 & when(no_authority));
    lines &= ~(only_faroe & when(place == 0));
    const Bits bare = tables.bare[document.kind][issuer];
    const bool elsewhere_only = place == 0 && bare != 0 && (bare & ~only_faroe) == 0;
    const bool cpr_missing = no_cpr && bare != 0 && (bare & ~needs_cpr) == 0;
    const auto reasons = static_cast<std::uint16_t>(
        tables.reasons[document.kind][issuer][static_cast<unsigned>(document.form)] |
        reason_when(temporary, Reason::temporary) | reason_when(name_differs, Reason::name_differs) |
        reason_when(expired, Reason::expired) | reason_when(too_old, Reason::too_old) |
        reason_when(not_yet, Reason::not_yet_issued) | reason_when(wrong_year, Reason::wrong_year) |
        reason_when(elsewhere_only, Reason::elsewhere_only) | reason_when(no_photo, Reason::no_photo) |
        reason_when(cpr_missing, Reason::no_cpr_number));
    const bool serves_nothing = (lines & ~has_cpr) == 0;
    verdict.serves[i] = lines & ~when(serves_nothing);
    verdict.refused[i] = static_cast<std::uint16_t>(reasons & when(serves_nothing));
    having.a |= static_cast<unsigned>((lines & list_a) != 0) << i;
    having.b1 |= static_cast<unsigned>((lines & list_b1) != 0) << i;
    having.b2 |= static_cast<unsigned>((lines & list_b2) != 0) << i;
    having.c |= static_cast<unsigned>((lines & list_c) != 0) << i;
  }
  combine(verdict, having);
  return verdict;
}

}  // namespace skranke::bench
