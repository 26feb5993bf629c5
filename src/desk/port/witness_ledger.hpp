// Who vouched for whom: the witnesses' approvals, their statements, and the permits that keep the quota.
//
// INVARIANT: nobody ever has more vouchings in any window of the quota's days than the quota has times (W6),
// across all servers and at any isolation of the database from READ COMMITTED up; whatever happens between
// two calls, a statement and its permit are kept together or not at all.
//
// PRIVACY: persons by internal ids; numbers and MitID ids come in as keyed hashes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "desk/port/moment.hpp"

namespace skranke::desk {

// What a person can be recognised by; what is not known is empty, and not all of it is.
struct PersonKeys {
  std::string register_id;  // internal id in the CPR register
  std::string number;       // keyed hash of the CPR number
  std::string mitid;        // keyed hash of the MitID id
};

struct GivenStatement {
  std::string statement_id;
  std::string centre_id;
  base::Day day = 0;
  bool withdrawn = false;
  bool disputed = false;
  bool counts = true;  // towards the quota: neither withdrawn nor given as a professional
};

struct Standing {
  bool is_frozen = false;  // by somebody who said "that was not me"
  std::int32_t depth = 0;  // how many vouchings lie between this person and one whose face was compared
  std::vector<GivenStatement> given;  // as a witness, the newest first
};

// A witness's approval, from its begin to its use.
enum class ApprovalStage : std::uint8_t { begun, proven, refused, used };

struct Approval {
  std::string approval_id;
  std::string case_id;
  std::string officer_id;
  std::string centre_id;
  std::string applicant_id;
  std::string state;      // digest of the login's state: how the answer finds its approval
  std::string secrets;    // bytes: what finishing the login needs
  std::string statement;  // what the witness was shown and declares, as JSON
  Moment begun_at = 0;
  Moment expires_at = 0;
  ApprovalStage stage = ApprovalStage::begun;
  std::string refusal;  // why, if refused
  // Only once proven.
  std::string witness_id;
  std::optional<base::Day> born;
  std::optional<base::Day> mitid_since;
  std::string level;
  std::string proof;  // bytes: the broker's tokens
};

// A proven witness as the rules need to know them, read at one moment.
struct Candidate {
  Approval approval;
  bool is_applicant = false;
  bool is_officer = false;         // one of those asked about, under whatever key
  std::vector<base::Day> earlier;  // days of vouchings that count towards the quota, from a day on
};

struct Proof {
  std::string witness_id;
  std::optional<base::Day> born;
  std::optional<base::Day> mitid_since;
  std::string level;
  std::string tokens;
};

// The quota of the policy in force (W6).
struct PermitRule {
  bool applies = true;
  std::int32_t times = 0;
  std::int32_t days = 0;
};

struct NewStatement {
  std::string statement_id;
  std::string approval_id;
  std::string case_id;
  std::string officer_id;
  std::string second_officer_id;  // empty: none
  std::string centre_id;
  std::string organisation_id;  // empty: not as a professional
  base::Day day = 0;            // in the centre's own time zone
  Moment given_at = 0;
  bool face_bound = false;               // the applicant's own documents carried a picture
  std::int32_t second_officer_from = 0;  // from this depth on a second officer is needed; 0: never
  PermitRule quota;
  std::string record;     // what is signed, as JSON
  std::string signature;  // bytes
};

// Why a statement is not taken. Nothing is changed then.
enum class VouchRefusal : std::uint8_t {
  approval_unknown,
  approval_of_another_case,  // or of another centre
  approval_not_proven,
  approval_expired,
  approval_used,
  case_has_statement,
  self,
  frozen,
  member_suspended,  // or not registered
  second_officer_needed,
  quota_used,
};

[[nodiscard]] constexpr std::string_view name(VouchRefusal refusal) {
  switch (refusal) {
    case VouchRefusal::approval_unknown:
      return "approval-unknown";
    case VouchRefusal::approval_of_another_case:
      return "approval-of-another-case";
    case VouchRefusal::approval_not_proven:
      return "approval-not-proven";
    case VouchRefusal::approval_expired:
      return "approval-expired";
    case VouchRefusal::approval_used:
      return "approval-used";
    case VouchRefusal::case_has_statement:
      return "case-has-statement";
    case VouchRefusal::self:
      return "self";
    case VouchRefusal::frozen:
      return "frozen";
    case VouchRefusal::member_suspended:
      return "member-suspended";
    case VouchRefusal::second_officer_needed:
      return "second-officer-needed";
    case VouchRefusal::quota_used:
      return "quota-used";
  }
  std::unreachable();
}

struct Given {
  std::optional<VouchRefusal> refusal;
  std::int32_t depth = 0;  // of the applicant, by this statement
};

struct StatementOfCase {
  std::string statement_id;
  std::string witness_id;
  std::int32_t depth = 0;
  std::string record;  // as it was signed
};

struct OpenDispute {
  std::string statement_id;
  std::string centre_id;
  std::string officer_id;
  base::Day day = 0;
  Moment disputed_at = 0;
};

// Who acts, and where.
struct Desk {
  std::string officer_id;
  std::string centre_id;
};

// A clerical error, undone by two officers.
enum class Withdrawing : std::uint8_t {
  asked,      // the first officer's wish is kept
  withdrawn,  // the second one agreed: the permit is back
  same_officer,
  already,  // asked for, or withdrawn, before
  not_asked,
  unknown,
};

struct Organisation {
  std::string organisation_id;
  std::string name;
  std::string web;
  std::string phone;
  std::string email;
  std::vector<std::string> languages;
  base::Day registered_on = 0;
  std::optional<base::Day> suspended_from;
  std::int64_t vouchings = 0;  // since the day asked for
};

class WitnessLedger {
 public:
  virtual ~WitnessLedger() = default;

  // The person who has any of these keys, made where there is none. Keys of several persons make them one:
  // the quota of that one is the sum of what is taken.
  [[nodiscard]] virtual base::Result<std::string> person_of(const PersonKeys& keys) = 0;

  [[nodiscard]] virtual base::Result<Standing> standing(const std::string& person_id) = 0;

  // Whether two ids are one person.
  [[nodiscard]] virtual base::Result<bool> same_person(const std::string& one, const std::string& other) = 0;

  [[nodiscard]] virtual base::Result<void> begin(const Approval& approval) = 0;
  [[nodiscard]] virtual base::Result<std::optional<Approval>> approval(const std::string& approval_id) = 0;
  // `officers`: keyed hashes of the MitID ids of whoever handles the case.
  [[nodiscard]] virtual base::Result<std::optional<Candidate>> candidate(
      const std::string& approval_id, base::Day earlier_from, const std::vector<std::string>& officers) = 0;
  [[nodiscard]] virtual base::Result<std::optional<Approval>> approval_of_state(const std::string& state) = 0;

  // False, and nothing is changed, where the approval is not `begun` any more or too late: an answer of the
  // broker counts once.
  [[nodiscard]] virtual base::Result<bool> prove(const std::string& approval_id, const Proof& proof,
                                                 Moment now) = 0;
  [[nodiscard]] virtual base::Result<bool> refuse(const std::string& approval_id, const std::string& why) = 0;

  // Keeps the statement, uses its approval and takes a permit, all or nothing.
  [[nodiscard]] virtual base::Result<Given> give(const NewStatement& statement) = 0;

  // The statement of a case, unless it was withdrawn.
  [[nodiscard]] virtual base::Result<std::optional<StatementOfCase>> statement_of_case(
      const std::string& case_id) = 0;

  // By officers of the centre where the statement was given; to others it is unknown.
  [[nodiscard]] virtual base::Result<Withdrawing> ask_withdrawal(const std::string& statement_id,
                                                                 const Desk& desk, const std::string& reason,
                                                                 Moment now) = 0;
  [[nodiscard]] virtual base::Result<Withdrawing> agree_withdrawal(const std::string& statement_id,
                                                                   const Desk& desk, Moment now) = 0;

  // What has been disputed and nobody has settled yet, the oldest first.
  [[nodiscard]] virtual base::Result<std::vector<OpenDispute>> open_disputes() = 0;
  // It has been looked into: with the last one of a person they may be a witness again. False if there is no
  // open one of this statement.
  [[nodiscard]] virtual base::Result<bool> settle_dispute(const std::string& statement_id,
                                                          const std::string& officer_id, Moment now) = 0;

  // "That was not me": freezes the person. False if the statement is not one of theirs.
  [[nodiscard]] virtual base::Result<bool> dispute(const std::string& person_id,
                                                   const std::string& statement_id, Moment now) = 0;

  [[nodiscard]] virtual base::Result<void> register_organisation(const Organisation& organisation) = 0;
  [[nodiscard]] virtual base::Result<bool> register_member(const std::string& organisation_id,
                                                           const std::string& person_id, base::Day day) = 0;
  [[nodiscard]] virtual base::Result<bool> suspend_organisation(const std::string& organisation_id,
                                                                base::Day from) = 0;
  [[nodiscard]] virtual base::Result<bool> suspend_member(const std::string& organisation_id,
                                                          const std::string& person_id, base::Day from) = 0;
  [[nodiscard]] virtual base::Result<std::vector<Organisation>> organisations(base::Day counted_from) = 0;
};

}  // namespace skranke::desk
