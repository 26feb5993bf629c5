// May this person be a witness today? Clauses W2 to W8, to the day.
//
// As with documents, a fact that nobody stated is unknown, never false: a person is eligible when they would
// be whatever the unknown facts turn out to be, not eligible likewise, and otherwise undetermined, together
// with the facts that can still change the answer. SPEC: clauses.md, "The witness", and "Facts that are not
// known".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "base/civil.hpp"
#include "policy/catalogue.hpp"
#include "policy/verdict.hpp"
#include "proofing/evidence.hpp"

namespace skranke::witness {

// Why somebody may not be a witness. In the order in which the contract lists them.
enum class Reason : std::uint8_t {
  too_young,
  mitid_too_new,
  mitid_absent,
  no_valid_documents,  // no combination of the documents is accepted
  no_photo_document,   // and none that is accepted carries a picture
  quota_used,
  self,     // the applicant
  officer,  // of this case
};
inline constexpr std::size_t reason_count = 8;
inline constexpr std::array<Reason, reason_count> all_reasons{
    Reason::too_young,         Reason::mitid_too_new, Reason::mitid_absent, Reason::no_valid_documents,
    Reason::no_photo_document, Reason::quota_used,    Reason::self,         Reason::officer};

[[nodiscard]] constexpr std::string_view name(Reason reason) {
  switch (reason) {
    case Reason::too_young:
      return "too-young";
    case Reason::mitid_too_new:
      return "mitid-too-new";
    case Reason::mitid_absent:
      return "mitid-absent";
    case Reason::no_valid_documents:
      return "no-valid-documents";
    case Reason::no_photo_document:
      return "no-photo-document";
    case Reason::quota_used:
      return "quota-used";
    case Reason::self:
      return "self";
    case Reason::officer:
      return "officer";
  }
  std::unreachable();
}

using Reasons = std::uint8_t;  // bit 1 << Reason

[[nodiscard]] constexpr Reasons bit(Reason reason) {
  return static_cast<Reasons>(1U << static_cast<unsigned>(reason));
}

// What is known of the person who wants to be a witness, but for their documents.
struct Witness {
  std::optional<base::Day> born;
  std::optional<base::Day> mitid_since;  // the day on which their MitID was issued
  std::optional<bool> mitid_present;     // brought, and control of it proven
  bool is_professional = false;          // registered, and acting for a registered organisation
  bool is_applicant = false;
  bool is_officer = false;               // who handles this case
  std::span<const base::Day> earlier{};  // days on which they vouched, none after the visit; in any order
};

// What is asked of a professional witness, and what of everybody. Depends on the policy alone.
struct Asks {
  bool age = true;                 // W2
  bool mitid_age = true;           // W3
  bool picture = true;             // W4
  bool own_mitid = true;           // W5
  bool quota = true;               // W6
  bool applicant_is_never = true;  // W8
  bool officer_is_never = true;    // W8
};

[[nodiscard]] Asks asks_of(const policy::WitnessRules& rules, bool is_professional);

enum class Outcome : std::uint8_t { not_eligible, undetermined, eligible };

[[nodiscard]] constexpr std::string_view name(Outcome outcome) {
  switch (outcome) {
    case Outcome::not_eligible:
      return "not-eligible";
    case Outcome::undetermined:
      return "undetermined";
    case Outcome::eligible:
      return "eligible";
  }
  std::unreachable();
}

struct Eligibility {
  Outcome outcome = Outcome::not_eligible;
  Reasons refused = 0;  // those that hold whatever the unknown facts turn out to be; not eligible if any
  // The unknown facts that can still change the outcome; none unless undetermined.
  bool born_is_open = false;
  bool mitid_since_is_open = false;
  bool mitid_present_is_open = false;
  std::size_t document_count = 0;
  std::array<policy::Facts, base::limits::documents_per_case_max> open{};  // by document
  std::optional<std::int32_t> left;   // vouchings left today, before this one; empty where W6 does not apply
  std::optional<base::Day> next_day;  // if none is left, the day on which there is one again
};

// The first day on which somebody born on `born` is `years` old: who is born on 29 February comes of age on
// 1 March in a common year (W2).
[[nodiscard]] base::Day day_of_age(base::Day born, std::int32_t years);

// How often somebody may still vouch on `visit`, and when again if not (W6).
struct Quota {
  std::int32_t left = 0;
  std::optional<base::Day> next_day;  // only if none is left
};
[[nodiscard]] Quota quota_on(base::Day visit, std::span<const base::Day> earlier, std::int32_t times,
                             std::int32_t days);

// Judges `witness`, who brings `evidence`, under the policy, which has to have rules for witnesses. Always
// answers; reads no clock and does no I/O.
[[nodiscard]] Eligibility judge(const policy::Edition& edition, const Witness& witness,
                                const proofing::Evidence& evidence);

// The clause behind a reason.
[[nodiscard]] std::string_view clause_of(const policy::WitnessRules& rules, Reason reason);

}  // namespace skranke::witness
