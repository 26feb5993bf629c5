// What an officer's client sends about a case, from JSON text.
//
// Strict, as everywhere: an unknown or duplicate key, a wrong type, a text that is too long is a Problem that
// names the place. No problem repeats a value.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::codec {

// {"purpose", "language", "booking_id"?, "ticket_id"?, "training"?}
struct OpenCaseBody {
  std::string purpose;
  std::string language;
  std::string booking_id;
  std::string ticket_id;
  bool is_training = false;
};
[[nodiscard]] base::Result<OpenCaseBody> read_open_case(std::string_view text);

// Of every step: {"revision", …}.
struct ApplicantBody {
  std::int64_t revision = 0;
  proofing::CprNumber number;
  std::string reason;
};
[[nodiscard]] base::Result<ApplicantBody> read_applicant_body(std::string_view text, base::Day today);

// {"revision", "documents": […]}: each document as JSON without its "read_by", which is told beside it.
struct CaseDocumentsBody {
  std::int64_t revision = 0;
  std::vector<std::string> documents;
  std::vector<std::string> read_by;  // "hand", "zone", "stripe"
};
[[nodiscard]] base::Result<CaseDocumentsBody> read_case_documents(std::string_view text);

// {"revision", "document", "seen"?}
struct LookBody {
  std::int64_t revision = 0;
  std::uint8_t document = 0;
  std::vector<bool> seen;
};
[[nodiscard]] base::Result<LookBody> read_look(std::string_view text, bool has_answers);

// {"revision", "document", "features", "result"}
struct FaceBody {
  std::int64_t revision = 0;
  std::uint8_t document = 0;
  std::map<std::string, std::string> features;
  std::string result;  // "same", "doubt", "different"
};
[[nodiscard]] base::Result<FaceBody> read_face(std::string_view text);

// {"question", "text"?}
struct CaseAnswerBody {
  std::uint8_t question = 0;
  base::PersonalText text;
};
[[nodiscard]] base::Result<CaseAnswerBody> read_case_answer(std::string_view text);

// {"revision", "relation", "known_years", "language"}
struct CaseWitnessBody {
  std::int64_t revision = 0;
  std::string relation;
  std::int32_t known_years = 0;
  std::string language;
};
[[nodiscard]] base::Result<CaseWitnessBody> read_case_witness(std::string_view text);

// {"revision", "documents", "likeness", "mitid_since"?, "mitid_since_source"?, "organisation_id"?}
struct CaseVouchingBody {
  std::int64_t revision = 0;
  std::vector<std::string> documents;
  bool likeness = false;
  std::optional<base::Day> mitid_since;
  std::string mitid_since_source;
  std::string organisation_id;
};
[[nodiscard]] base::Result<CaseVouchingBody> read_case_vouching(std::string_view text);

// {"revision", "note"?} and {"revision", "agrees", "note"?}
struct SecondLookBody {
  std::int64_t revision = 0;
  bool agrees = false;
  std::string note;
};
[[nodiscard]] base::Result<SecondLookBody> read_second_look(std::string_view text, bool has_answer);

// {"revision", "outcome", "reasons"?}
struct DecisionBody {
  std::int64_t revision = 0;
  bool is_accepted = false;
  std::vector<std::string> reasons;
};
[[nodiscard]] base::Result<DecisionBody> read_decision(std::string_view text);

// {"revision"}
[[nodiscard]] base::Result<std::int64_t> read_revision(std::string_view text);

// {"result": "right"} or {"result": "wrong", "note"}
struct SampleAnswerBody {
  bool is_right = true;
  base::PersonalText note;
};
[[nodiscard]] base::Result<SampleAnswerBody> read_sample_answer(std::string_view text);

// {"case_id", "kind": "hold", "lift" or "erase", "reason"}
struct CaseOrderBody {
  std::string case_id;
  std::string kind;
  std::string reason;
};
[[nodiscard]] base::Result<CaseOrderBody> read_case_order(std::string_view text);

// {"kind"}
[[nodiscard]] base::Result<std::string> read_flag(std::string_view text);

// {"wish"}: "allowed", "delayed", "forbidden"
[[nodiscard]] base::Result<std::string> read_wish(std::string_view text);

}  // namespace skranke::codec
