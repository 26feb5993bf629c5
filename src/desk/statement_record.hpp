// What is signed when somebody vouches: everything that a reader needs years later to see who did what, and
// by which rules, without naming anybody.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "desk/port/moment.hpp"

namespace skranke::desk {

struct StatementRecord {
  std::string statement_id;
  std::string case_id;
  std::string approval_id;
  base::Day day = 0;
  Moment given_at = 0;
  std::string witness_id;
  std::string applicant_id;
  std::string officer_id;
  std::string second_officer_id;
  std::string centre_id;
  std::string organisation_id;
  std::string policy;
  std::string policy_version;
  std::string declared;                // as JSON: the text's version, language and hash, relation and years
  std::vector<std::string> documents;  // kinds that the officer was shown
  bool likeness = false;
  bool face_bound = false;
  std::string level;
  std::optional<base::Day> mitid_since;
  std::string mitid_since_source;  // "claim", or what the officer named
  std::string proof_sha256;        // of the broker's tokens
};

// JSON (RFC 8259) with the keys in this order and no white space: the same record is always the same bytes.
[[nodiscard]] std::string to_json(const StatementRecord& record);

// What the witness declares, in the same form.
struct Declaration {
  std::string text_version;
  std::string language;
  std::string text_sha256;
  std::string relation;
  std::int32_t known_years = 0;
};
[[nodiscard]] std::string to_json(const Declaration& declaration);

}  // namespace skranke::desk
