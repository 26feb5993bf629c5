// A case at the counter: what is known of it, from its opening to its handing over.
//
// What a case may become is in steps.hpp, what acceptance still needs in missing.hpp; here is only what it
// is. Who somebody is stands here as opaque ids of the ledger of persons, so that "four different people"
// can be asked without a name or a number.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace skranke::cases {

using Moment = std::int64_t;  // seconds since 1970-01-01T00:00:00Z

// Who acts in a case: an officer, and who that is as a person, where it is known.
struct Actor {
  std::string officer_id;
  std::string person_id;  // of the ledger; empty: not known
  friend bool operator==(const Actor&, const Actor&) = default;
};

struct Applicant {
  std::string person_id;      // of the ledger
  bool has_obstacle = false;  // the register stands in the way of acceptance
  bool is_forbidden = false;  // they themselves do
  friend bool operator==(const Applicant&, const Applicant&) = default;
};

struct ShownDocument {
  std::string kind;
  std::string issuer;  // ISO 3166-1 alpha-2; empty: not known
  std::string form;    // "physical", "app", "copy", "unknown"
  bool has_picture = false;
  std::string facts;    // as JSON, as `check` takes them
  std::string read_by;  // "hand", "zone", "stripe": how the facts came into the case
  friend bool operator==(const ShownDocument&, const ShownDocument&) = default;
};

// What the policy says of the documents.
struct Assessment {
  bool is_accepted = false;
  std::vector<std::uint8_t> used;  // indexes of the documents of the combination that is accepted
  friend bool operator==(const Assessment&, const Assessment&) = default;
};

enum class Sight : std::uint8_t { unanswered, seen, not_seen };

// Three security features of one document, drawn at random.
struct Look {
  std::vector<std::string> features;
  std::vector<Sight> seen;
  Moment at = 0;  // of the answers; 0: none yet
  friend bool operator==(const Look&, const Look&) = default;
};

enum class FaceResult : std::uint8_t { same, doubt, different };

struct Face {
  std::uint8_t document = 0;
  std::map<std::string, std::string> features;  // by id: agrees, differs, not-seen
  FaceResult result = FaceResult::doubt;
  friend bool operator==(const Face&, const Face&) = default;
};

enum class QuestionState : std::uint8_t { none, open, passed, not_passed, witness_needed, locked };

struct Questions {
  QuestionState state = QuestionState::none;
  std::string session{};
  std::string drawn{};  // as JSON: the questions, to be shown again after a reload
  std::string until{};  // RFC 3339, of a lock
  std::vector<std::uint8_t> answered{};
  friend bool operator==(const Questions&, const Questions&) = default;
};

enum class WitnessState : std::uint8_t { none, begun, vouched };

struct Witness {
  WitnessState state = WitnessState::none;
  std::string approval_id;
  std::string statement_id;
  std::string person_id;  // once they have vouched
  std::int32_t depth = 0;
  std::string deep_person_id;  // of whom the ledger says that a second officer has to look: the chain is long
  friend bool operator==(const Witness&, const Witness&) = default;
};

enum class SecondLookState : std::uint8_t { none, asked, agreed, disagreed };

struct SecondLook {
  SecondLookState state = SecondLookState::none;
  Actor officer;       // drawn by the server
  std::string note;    // of whoever asked
  std::string answer;  // of the second officer
  Moment asked_at = 0;
  friend bool operator==(const SecondLook&, const SecondLook&) = default;
};

enum class Outcome : std::uint8_t { accepted, refused };

struct Decision {
  Outcome outcome = Outcome::refused;
  std::vector<std::string> reasons;  // of a refusal
  Actor officer;
  Moment at = 0;
  friend bool operator==(const Decision&, const Decision&) = default;
};

struct Case {
  std::string case_id;
  std::int64_t revision = 0;
  std::string purpose;
  std::string language;
  std::string centre;
  bool is_training = false;
  std::string booking_id;
  std::string ticket_id;
  Moment opened_at = 0;
  Actor officer;                // who handles it now
  std::vector<Actor> handlers;  // everybody who has, the first one first
  bool is_paused = false;
  bool is_ended = false;  // given up, without a decision
  std::optional<Applicant> applicant;
  std::vector<ShownDocument> documents;
  Assessment assessment;
  std::map<std::string, std::vector<std::string>> draws;  // features by kind and form: drawn once in a case
  std::map<std::uint8_t, Look> looks;                     // by document
  std::optional<Face> face;
  Questions questions;
  Witness witness;
  SecondLook second_look;
  std::optional<Decision> decision;
  friend bool operator==(const Case&, const Case&) = default;
};

}  // namespace skranke::cases
