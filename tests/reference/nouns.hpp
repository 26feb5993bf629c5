// The words of the reference evaluator: kinds, facts, lines and reasons, by the contract's names.
//
// Independent of src/proofing and src/policy on purpose, so that a mistake there can't hide here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace skranke::reference {

enum class Kind : std::uint8_t {
  driving_licence,
  passport,
  residence_permit,
  foreign_ministry_id_card,
  national_id_card,
  municipal_id_card,
  health_card,
  special_health_card,
  residence_certificate,
  personal_certificate,
  baptism_certificate,
  birth_certificate,
  birth_and_baptism_certificate,
  birth_and_name_certificate,
  cpr_certificate,
  tax_assessment_notice,
  preliminary_income_assessment,
  public_benefit_documentation,
  other,
};
inline constexpr std::array<std::string_view, 19> kind_names{"driving-licence",
                                                             "passport",
                                                             "residence-permit",
                                                             "foreign-ministry-id-card",
                                                             "national-id-card",
                                                             "municipal-id-card",
                                                             "health-card",
                                                             "special-health-card",
                                                             "residence-certificate",
                                                             "personal-certificate",
                                                             "baptism-certificate",
                                                             "birth-certificate",
                                                             "birth-and-baptism-certificate",
                                                             "birth-and-name-certificate",
                                                             "cpr-certificate",
                                                             "tax-assessment-notice",
                                                             "preliminary-income-assessment",
                                                             "public-benefit-documentation",
                                                             "other"};

enum Fact : std::size_t {
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
  fact_count
};
inline constexpr std::array<std::string_view, fact_count> fact_names{
    "issuer",       "form",      "photo",   "cpr_number", "temporary",
    "name_matches", "authority", "expires", "issued",     "income_year"};

// The value of a fact is a whole number: 0 or 1 for no and yes, the year, a place in one of the lists
// below, a date as 20260531 (so that dates compare as numbers), a country as its two letters.
using Value = int;
using Date = Value;
inline constexpr Date never = 99991231;  // of `expires`: a document without an end
enum Form : Value { physical, app, copy };
enum Authority : Value { immigration_service, foreign_ministry, other_authority };
inline constexpr std::array<std::string_view, 3> form_names{"physical", "app", "copy"};
inline constexpr std::array<std::string_view, 3> authority_names{"immigration-service", "foreign-ministry",
                                                                 "other"};
constexpr Value country(std::string_view code) { return code[0] * 256 + code[1]; }

// A fact without a value is unknown.
struct Document {
  Kind kind{};
  std::array<std::optional<Value>, fact_count> facts{};
  Value operator[](Fact fact) const {
    const std::optional<Value>& value = facts[fact];
    if (!value) throw std::logic_error("an unknown fact was taken for a known one");
    return *value;
  }
};

struct Case {
  Date visit{};
  bool high_commissioner{};  // seen at the High Commissioner of the Faroe Islands
  std::vector<Document> documents;
};

// The lines in the order of the source; a set of them has bit 1 << position.
inline constexpr std::array<std::string_view, 31> line_names{
    "A1",   "A2",   "A3",   "A4",   "A5",   "A6",   "B1.1", "B1.2", "B1.3", "B1.4", "B1.5",
    "B2.1", "B2.2", "B2.3", "B2.4", "B2.5", "B2.6", "B2.7", "B2.8", "C1",   "C2",   "C3",
    "C4",   "C5",   "C6",   "C7",   "C8",   "C9",   "C10",  "C11",  "C12"};
using Lines = std::uint32_t;

// Why a document serves nowhere, in the order of the contract; a set of them has bit 1 << position.
inline constexpr std::array<std::string_view, 11> reason_names{
    "not-physical", "temporary",      "name-differs", "expired",  "too-old",      "not-yet-issued",
    "wrong-year",   "elsewhere-only", "not-listed",   "no-photo", "no-cpr-number"};
using Reasons = std::uint16_t;

enum class Outcome : std::uint8_t { rejected, undetermined, accepted };
inline constexpr std::array<std::string_view, 3> outcome_names{"rejected", "undetermined", "accepted"};

}  // namespace skranke::reference
