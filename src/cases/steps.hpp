// What may happen to a case, and what becomes of it: the whole state machine.
//
// INVARIANT: no case is accepted without documents that the policy accepts, and register questions passed or
// a witness (S2); and applicant, witness, officer and second officer are four different people (W8). Tested
// by searching all states and by random commands against an oracle (no_way_around_test.cpp).
//
// Pure: what is drawn, looked up or judged comes in with the command.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cases/case.hpp"

namespace skranke::cases {

// Another number takes the place of one that was mistyped, until the register or a witness was asked about
// it.
struct Identify {
  Applicant applicant;
};
// Take the place of those so far. What was looked at stays where kind, issuer and form stay.
struct ShowDocuments {
  std::vector<ShownDocument> documents;
  Assessment assessment;
};
// `features`: freshly drawn; those of an earlier draw for the same kind and form count instead.
struct DrawLook {
  std::uint8_t document = 0;
  std::vector<std::string> features;
};
struct AnswerLook {
  std::uint8_t document = 0;
  std::vector<bool> seen;
};
struct CompareFace {
  Face face;
};
// The verifier is about to be asked, for questions or for their outcome: whoever saw the same state comes too
// late.
struct AskVerifier {};
struct OpenQuestions {
  Questions questions;
};
struct AnswerQuestion {
  std::uint8_t question = 0;
};
struct ConcludeQuestions {
  bool passed = false;
};
struct BeginWitness {
  std::string approval_id;
};
struct Vouch {
  std::string statement_id{};
  std::string person_id{};
  std::int32_t depth = 0;
};
// The ledger has refused this person's statement because a second officer has to be named.
struct NeedSecondOfficer {
  std::string person_id;
};
// `officer`: drawn by the server. Another one takes the place of who has not answered for so long.
inline constexpr Moment second_look_wait_seconds = 600;
struct AskSecondLook {
  Actor officer;
  std::string note;
};
struct AnswerSecondLook {
  bool agrees = false;
  std::string note;
};
struct Accept {};
struct Refuse {
  std::vector<std::string> reasons;
};
struct Pause {};
struct Resume {};
struct End {};

using Command =
    std::variant<Identify, ShowDocuments, DrawLook, AnswerLook, CompareFace, AskVerifier, OpenQuestions,
                 AnswerQuestion, ConcludeQuestions, BeginWitness, Vouch, NeedSecondOfficer, AskSecondLook,
                 AnswerSecondLook, Accept, Refuse, Pause, Resume, End>;

// The stable name of a command, as it stands in a case's history.
[[nodiscard]] std::string_view name(const Command& command);

// Why a command does not go through. The case is as it was.
enum class Refusal : std::uint8_t {
  over,    // decided, or ended
  paused,  // to be resumed first
  not_paused,
  not_yours,  // another officer handles the case
  not_second_officer,
  same_person,  // somebody would be two of applicant, witness, officer and second officer
  too_late,     // the register, or a witness, was already asked about this applicant
  no_applicant,
  no_such_document,
  nothing_drawn,  // features are drawn before they are answered
  wrong_answers,  // not one for each feature, or a face compared with a document without a picture
  already,        // it has been done
  not_open,       // questions are not open
  no_witness,     // nobody's approval was begun
  not_asked,      // no second officer is asked now
  no_reason,      // a refusal says why
  missing,        // acceptance needs more: missing() says what
};

[[nodiscard]] std::string_view name(Refusal refusal);

struct Opening {
  std::string case_id{};
  std::string purpose{};
  std::string language{};
  std::string centre{};
  std::string booking_id{};
  std::string ticket_id{};
  bool is_training = false;
};

[[nodiscard]] Case open_case(Opening opening, Actor officer, Moment at);

// Does it, or says why not. `revision` counts what was done.
[[nodiscard]] std::optional<Refusal> apply(Case& kase, const Command& command, const Actor& actor, Moment at);

}  // namespace skranke::cases
