// The use cases of a case at the counter, from "hello" to a signed record.
//
// Each is one step: the case as it is kept, what is asked of the outside (the register, the verifier of
// answers, the ledger of witnesses), the state machine's answer (cases/steps.hpp), and the case kept again,
// all or nothing. What the officer saw counts: a step that was made from an older state changes nothing.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "cases/features.hpp"
#include "cases/missing.hpp"
#include "cases/port/case_book.hpp"
#include "cases/port/colleagues.hpp"
#include "cases/port/record_office.hpp"
#include "cases/steps.hpp"
#include "desk/port/question_verifier.hpp"
#include "desk/witnessing.hpp"
#include "policy/catalogue.hpp"

namespace skranke::counter {

using cases::Kept;
using desk::Moment;
using desk::Officer;

struct Tools {
  cases::CaseBook& book;
  cases::Colleagues& colleagues;
  cases::RecordOffice& records;
  const desk::WitnessTools& witnesses;
  desk::QuestionVerifier* verifier = nullptr;  // none: no questions are asked
  const policy::Catalogue& catalogue;
  const cases::FeatureList& features;
  cases::Draw draw;  // random
  std::function<base::Day()> today;
  std::function<base::Day(Moment)> day_of;  // the day at the counter that a moment is in
  // The place of the document policy that a centre is: "citizen-service".
  std::function<std::string(std::string_view centre)> place_of;
};

// Why a step does not go through. Nothing was changed.
enum class Denial : std::uint8_t {
  unknown_case,  // or of another centre
  changed,       // by somebody else since the officer looked
  refused,       // by the state machine: see `refusal`
  not_in_register,
  no_questions,  // no verifier is configured, or none in training
  no_colleague,  // no second officer has signed in
  no_witness_rules,
  witness_refused,    // see `vouching`
  documents_unknown,  // the policy of today does not know a kind any more
};

[[nodiscard]] std::string_view name(Denial denial);

struct Denied {
  Denial denial = Denial::refused;
  std::optional<cases::Refusal> refusal;
  std::vector<cases::Missing> missing;  // of an acceptance
  std::optional<desk::VouchOutcome> vouching;
};

using Stepped = std::expected<Kept, Denied>;
using Answer = base::Result<Stepped>;

// Who acts on which case, as they saw it.
struct Asking {
  const Tools& tools;
  const Officer& officer;
  std::string case_id;
  std::int64_t revision = 0;  // 0: whatever it is now
  Moment now = 0;
};

struct OpenWish {
  std::string purpose;
  std::string language;
  std::string booking_id;
  std::string ticket_id;
  bool is_training = false;
};
[[nodiscard]] base::Result<Kept> open_case(const Tools& tools, const Officer& officer, const OpenWish& wish,
                                           Moment now);

// Problem (unavailable) or denied (unknown_case).
[[nodiscard]] Answer look_at(const Asking& asking);

// Looks the number up in the register: in the person's own list, whatever becomes of the step.
[[nodiscard]] Answer identify(const Asking& asking, const proofing::CprNumber& number,
                              const std::string& reason);

// `documents`: each as JSON, as `check` takes them; `read_by`: how each came into the case. Problem: what is
// wrong with one of them.
[[nodiscard]] Answer show_documents(const Asking& asking, const std::vector<std::string>& documents,
                                    const std::vector<std::string>& read_by);
[[nodiscard]] Answer draw_look(const Asking& asking, std::uint8_t document);
[[nodiscard]] Answer answer_look(const Asking& asking, std::uint8_t document, const std::vector<bool>& seen);
[[nodiscard]] Answer compare_face(const Asking& asking, const cases::Face& face);

[[nodiscard]] Answer open_questions(const Asking& asking);
// The answer to an answer is the same for every answer. Problem (not_found): there is no such question.
[[nodiscard]] Answer answer_question(const Asking& asking, std::uint8_t question,
                                     const base::PersonalText& text);
[[nodiscard]] Answer conclude_questions(const Asking& asking);

struct WitnessWish {
  std::string relation;
  std::int32_t known_years = 0;
  std::string language;
};
[[nodiscard]] Answer begin_witness(const Asking& asking, const WitnessWish& wish);

struct VouchingWish {
  std::vector<std::string> documents;  // the witness's, as JSON each
  bool likeness = false;
  std::optional<base::Day> mitid_since;
  std::string mitid_since_source;
  std::string organisation_id;
};
[[nodiscard]] Answer vouch(const Asking& asking, const VouchingWish& wish);

// The server draws who looks.
[[nodiscard]] Answer ask_second_look(const Asking& asking, const std::string& note);
[[nodiscard]] Answer answer_second_look(const Asking& asking, bool agrees, const std::string& note);

[[nodiscard]] Answer accept(const Asking& asking);
[[nodiscard]] Answer refuse(const Asking& asking, const std::vector<std::string>& reasons);
[[nodiscard]] Answer pause(const Asking& asking);
[[nodiscard]] Answer resume(const Asking& asking);
[[nodiscard]] Answer end(const Asking& asking);
// Changes nothing that anybody at the counter sees.
[[nodiscard]] Answer flag(const Asking& asking, const std::string& kind);

}  // namespace skranke::counter
