// Everything that the record of a case is made of, as it was when the case was decided.
//
// Filled by who decides; nothing is looked up here. PRIVACY: what names somebody is Personal, and the CPR
// number is here only where an installation has chosen to have it in its records (docs/record.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "desk/port/moment.hpp"
#include "proofing/document.hpp"

namespace skranke::record {

using desk::Moment;

enum class Outcome : std::uint8_t { accepted, refused };

[[nodiscard]] constexpr std::string_view name(Outcome outcome) {
  return outcome == Outcome::accepted ? "accepted" : "refused";
}

// How the facts of a document came into the case.
enum class ReadBy : std::uint8_t { hand, zone, stripe };

[[nodiscard]] constexpr std::string_view name(ReadBy read_by) {
  switch (read_by) {
    case ReadBy::hand:
      return "hand";
    case ReadBy::zone:
      return "zone";
    case ReadBy::stripe:
      return "stripe";
  }
  std::unreachable();
}

// A security feature that was drawn for a document, and whether the officer saw it.
struct Feature {
  std::string id;
  bool seen = false;
};

enum class Likeness : std::uint8_t { same, doubt, different };

[[nodiscard]] constexpr std::string_view name(Likeness likeness) {
  switch (likeness) {
    case Likeness::same:
      return "same";
    case Likeness::doubt:
      return "doubt";
    case Likeness::different:
      return "different";
  }
  std::unreachable();
}

// A face compared with the picture of a document.
struct FaceComparison {
  Likeness result = Likeness::doubt;
  std::vector<std::pair<std::string, std::string>> features;  // "ears": "agrees", in the order of the list
  Moment at = 0;
};

// A document that was shown, used or not.
struct ShownDocument {
  std::string kind;    // of the policy: "passport"
  std::string issuer;  // ISO 3166-1 alpha-2; empty: not known
  proofing::Form form = proofing::Form::unknown;
  proofing::Tri picture = proofing::Tri::unknown;     // by its kind, or as the fact says
  proofing::Tri cpr_number = proofing::Tri::unknown;  // whether the number stands on it
  std::optional<base::Day> issued;
  std::optional<base::Day> expires;
  ReadBy read_by = ReadBy::hand;
  bool used = false;                 // in the combination that was accepted
  std::vector<std::string> refused;  // codes of why it serves nowhere: "expired"
  std::vector<Feature> features;
  // Whether its issuer was asked that it is not lost, stolen or revoked, and what the answer was. Unknown is
  // what it is where nobody was asked, and is never read as yes.
  proofing::Tri in_force = proofing::Tri::unknown;
  std::optional<FaceComparison> face;
  std::optional<Moment> looked_at;  // empty: nobody looked for its features
};

// Register questions.
struct Questions {
  std::string policy;
  std::string policy_version;
  bool passed = false;
  Moment at = 0;
};

// A witness's statement.
struct Vouching {
  std::string statement_id;
  std::string level;  // of assurance of the witness's login: "Substantial"
  bool is_professional = false;
  std::string relation;
  std::int32_t known_years = 0;
  std::string text_version;  // of what was declared, with its language and hash (64 hexadecimal digits)
  std::string text_language;
  std::string text_sha256;
  Moment at = 0;
};

// A second officer's answer.
struct SecondLook {
  std::string officer;
  std::vector<std::string> why;  // codes: "no-picture"
  bool agrees = false;
  Moment at = 0;
};

struct Applicant {
  base::PersonalText given_name;  // as the register has it
  base::PersonalText family_name;
  std::optional<base::Personal<base::Day>> born;  // empty: the register has no certain date
  std::string number_hash;                        // keyed, of the CPR number, as 64 hexadecimal digits
  std::optional<base::PersonalText> number;       // as a claim; empty: the record has the hash alone
  bool is_in_register = false;  // found, alive, and with the name and date that the documents have
  Moment looked_up_at = 0;
};

struct CaseFacts {
  std::string issuer;  // "iss": the address under which the keys of records are published
  std::string case_id;
  std::string purpose;
  std::string centre;        // id
  std::string organization;  // name of the centre, as check_details have it
  std::string officer;
  Moment opened_at = 0;
  Moment decided_at = 0;
  std::string policy;
  std::string policy_version;
  std::string policy_sha256;  // of its compiled form (docs/policy.md), as 64 hexadecimal digits
  std::string verdict;        // "accepted", "rejected", "undetermined"; empty: there were no documents
  std::string list;           // that was satisfied: "B"; empty: none
  Outcome outcome = Outcome::refused;
  std::vector<std::string> reasons;  // codes; of a refusal at least one
  // Empty where the case was refused before anybody was found in the register.
  std::optional<Applicant> applicant;
  std::vector<ShownDocument> documents;
  std::optional<Questions> questions;
  std::optional<Vouching> vouching;
  std::optional<SecondLook> second_look;
};

}  // namespace skranke::record
