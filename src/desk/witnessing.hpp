// A witness at the counter: from the officer's wish to a statement that is signed and kept (clauses W1 to
// W8).
//
//   begin_approval   the officer names the case, the applicant and what is declared; the witness gets an
//   address finish_approval  the witness comes back from the broker: who they are is proven, or the login is
//   refused vouch            the officer has seen the documents and the face: the rules are judged, and the
//   statement is
//                    kept with its permit, or nothing is
//
// Whatever goes wrong takes nothing from the quota, and the case goes on later from where it stood.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "desk/port/identity_broker.hpp"
#include "desk/port/keys.hpp"
#include "desk/port/person_register.hpp"
#include "desk/port/witness_ledger.hpp"
#include "policy/catalogue.hpp"
#include "proofing/evidence.hpp"
#include "witness/eligibility.hpp"

namespace skranke::desk {

// What a witness declares, in one language. What is signed is its hash.
struct StatementText {
  std::string version;
  std::string language;
  std::string title;
  std::string text;
  std::string sha256;          // of the title, a line end and the text
  std::string reference_text;  // with {case}, {initials} and {centre}
};

struct WitnessTools {
  WitnessLedger& ledger;
  IdentityBroker* broker = nullptr;  // none: no approval can be begun
  PersonRegister* people = nullptr;  // none: people are known by their numbers alone
  const Pseudonyms& pseudonyms;
  const RecordSigner& signer;
  std::map<std::string, StatementText> texts;  // by language
  std::function<std::string()> new_id;         // random, at least 128 bits
};

// Who works at the counter.
struct Officer {
  std::string officer_id;
  std::string centre_id;
  std::string centre_name;
  std::string mitid;  // keyed hash of their own MitID, so that they are never witness in their case (W8)
};

inline constexpr Moment approval_seconds = 300;

// How the witness knows the applicant; the texts are in the locales, under "witness.relation.".
inline constexpr std::array<std::string_view, 11> relations{
    "partner",   "parent",    "child",   "sibling",      "other-family", "friend",
    "neighbour", "colleague", "teacher", "professional", "other"};

struct ApprovalWish {
  std::string case_id;
  proofing::CprNumber applicant;
  std::string initials;  // of the applicant, for the text that the witness sees in the app
  std::string relation;  // one of `relations`
  std::int32_t known_years = 0;
  std::string language;  // that the witness reads
};

struct BegunApproval {
  std::string approval_id;
  std::string address;  // where the witness's browser goes
  std::string reference_text;
  const StatementText* text = nullptr;
  Moment expires_at = 0;
};

// Problems: invalid_value (a language or relation that does not exist, a reference text that can't be shown),
// unavailable (no broker, no ledger).
[[nodiscard]] base::Result<BegunApproval> begin_approval(const WitnessTools& tools, const Officer& officer,
                                                         const ApprovalWish& wish, Moment now);

// Where the witness approves, and what the app shows them then; empty once that is over.
struct ApprovalPlace {
  std::string address;
  std::string reference_text;
};
[[nodiscard]] ApprovalPlace where_to_approve(const Approval& approval);

struct FinishedApproval {
  std::string approval_id;
  std::string refusal;  // why not; empty: proven
};

// With the query that the witness's browser came back with. The broker's answer counts once: a second one
// finds the approval finished. A Problem (unavailable) leaves the approval as it was, so that the witness can
// try again while it lives.
[[nodiscard]] base::Result<FinishedApproval> finish_approval(const WitnessTools& tools,
                                                             std::string_view query, Moment now);

struct VouchWish {
  std::string approval_id;
  std::string case_id;
  proofing::Evidence evidence;           // the witness's documents, on the day, at the place
  bool likeness = false;                 // the officer has compared the picture with the witness's face
  std::optional<base::Day> mitid_since;  // as the officer was shown it, where the broker does not say
  std::string mitid_since_source;        // where the officer saw it
  bool face_bound = false;               // the applicant's own documents carried a picture
  std::string organisation_id;           // of a professional witness
  std::optional<Officer> second_officer;
};

struct VouchOutcome {
  std::string statement_id;                         // empty: not given
  std::optional<witness::Eligibility> eligibility;  // where the rules were judged
  std::optional<VouchRefusal> refusal;              // where the ledger refused
  bool likeness_missing = false;
  std::int32_t depth = 0;
};

// `edition` is the policy in force, with rules for witnesses.
[[nodiscard]] base::Result<VouchOutcome> vouch(const WitnessTools& tools, const policy::Edition& edition,
                                               const Officer& officer, const VouchWish& wish, Moment now);

// The ledger's person who is known by this number, and through the register by former ones.
[[nodiscard]] base::Result<PersonKeys> keys_of(const WitnessTools& tools, const proofing::CprNumber& number);

// The same of somebody who has logged in.
[[nodiscard]] base::Result<PersonKeys> keys_of_login(const WitnessTools& tools, const ProvenLogin& login);

}  // namespace skranke::desk
