#include "cases/steps.hpp"

#include <algorithm>
#include <array>

#include "base/ensure.hpp"
#include "cases/missing.hpp"

namespace skranke::cases {
namespace {

using Answer = std::optional<Refusal>;
constexpr Answer done{};

bool is_same(const Actor& one, const Actor& other) {
  return one.officer_id == other.officer_id || (!one.person_id.empty() && one.person_id == other.person_id);
}
bool is_person(const Actor& actor, const std::string& person_id) {
  return !person_id.empty() && actor.person_id == person_id;
}
bool has_handled(const Case& kase, const Actor& actor) {
  return std::ranges::any_of(kase.handlers, [&](const Actor& each) { return is_same(each, actor); });
}
bool handles_own_case(const Case& kase, const std::string& person_id) {
  return std::ranges::any_of(kase.handlers, [&](const Actor& each) { return is_person(each, person_id); });
}
bool has_second_officer(const Case& kase) { return kase.second_look.state != SecondLookState::none; }

// Whether the register or a witness has been asked about the applicant.
bool is_asked_about(const Case& kase) {
  return kase.questions.state != QuestionState::none || kase.witness.state != WitnessState::none;
}

// One draw for each of these.
std::string draw_key(const ShownDocument& document) { return document.kind + "/" + document.form; }

class Steps {
 public:
  Steps(Case& kase, const Actor& actor, Moment at) : kase_{kase}, actor_{actor}, at_{at} {}

  Answer operator()(const Identify& command) {
    if (is_asked_about(kase_)) return Refusal::too_late;
    const std::string& person = command.applicant.person_id;
    if (handles_own_case(kase_, person)) return Refusal::same_person;
    if (has_second_officer(kase_) && is_person(kase_.second_look.officer, person))
      return Refusal::same_person;
    if (kase_.applicant && kase_.applicant->person_id != person) {
      kase_.documents.clear();
      kase_.assessment = {};
      kase_.looks.clear();
      kase_.face.reset();
    }
    kase_.applicant = command.applicant;
    unsettle();
    return done;
  }

  Answer operator()(const ShowDocuments& command) {
    for (const std::uint8_t document : command.assessment.used)
      if (document >= command.documents.size()) return Refusal::no_such_document;
    const std::vector<ShownDocument> before = std::exchange(kase_.documents, command.documents);
    const auto is_other = [&](std::uint8_t document) {
      return document >= kase_.documents.size() || document >= before.size() ||
             kase_.documents[document].kind != before[document].kind ||
             kase_.documents[document].issuer != before[document].issuer ||
             kase_.documents[document].form != before[document].form;
    };
    kase_.assessment = command.assessment;
    std::erase_if(kase_.looks, [&](const auto& look) { return is_other(look.first); });
    if (kase_.face && (is_other(kase_.face->document) || !kase_.documents[kase_.face->document].has_picture))
      kase_.face.reset();
    if (before != kase_.documents) unsettle();
    return done;
  }

  Answer operator()(const DrawLook& command) {
    if (command.document >= kase_.documents.size()) return Refusal::no_such_document;
    if (kase_.looks.contains(command.document)) return Refusal::already;
    const auto drawn =
        kase_.draws.try_emplace(draw_key(kase_.documents[command.document]), command.features).first;
    kase_.looks[command.document] = {.features = drawn->second,
                                     .seen = std::vector<Sight>(drawn->second.size(), Sight::unanswered),
                                     .at = 0};
    return done;
  }

  Answer operator()(const AnswerLook& command) {
    const auto look = kase_.looks.find(command.document);
    if (look == kase_.looks.end()) return Refusal::nothing_drawn;
    if (command.seen.size() != look->second.features.size()) return Refusal::wrong_answers;
    for (std::size_t i = 0; i < command.seen.size(); ++i)
      look->second.seen[i] = command.seen[i] ? Sight::seen : Sight::not_seen;
    look->second.at = at_;
    unsettle();
    return done;
  }

  Answer operator()(const CompareFace& command) {
    if (command.face.document >= kase_.documents.size()) return Refusal::no_such_document;
    if (!kase_.documents[command.face.document].has_picture || command.face.features.empty())
      return Refusal::wrong_answers;
    kase_.face = command.face;
    unsettle();
    return done;
  }

  Answer operator()(const AskVerifier& /*command*/) { return kase_.applicant ? done : Refusal::no_applicant; }

  Answer operator()(const OpenQuestions& command) {
    if (!kase_.applicant) return Refusal::no_applicant;
    const QuestionState state = kase_.questions.state;
    if (state == QuestionState::open || state == QuestionState::passed) return Refusal::already;
    kase_.questions = command.questions;
    return done;
  }

  Answer operator()(const AnswerQuestion& command) {
    if (kase_.questions.state != QuestionState::open) return Refusal::not_open;
    auto& answered = kase_.questions.answered;
    if (std::ranges::find(answered, command.question) == answered.end()) answered.push_back(command.question);
    return done;
  }

  Answer operator()(const ConcludeQuestions& command) {
    if (kase_.questions.state != QuestionState::open) return Refusal::not_open;
    kase_.questions = {};
    kase_.questions.state = command.passed ? QuestionState::passed : QuestionState::not_passed;
    return done;
  }

  Answer operator()(const BeginWitness& command) {
    if (!kase_.applicant) return Refusal::no_applicant;
    if (kase_.witness.state == WitnessState::vouched) return Refusal::already;
    kase_.witness.state = WitnessState::begun;
    kase_.witness.approval_id = command.approval_id;
    return done;
  }

  Answer operator()(const Vouch& command) {
    if (kase_.witness.state == WitnessState::vouched) return Refusal::already;
    if (kase_.witness.state != WitnessState::begun) return Refusal::no_witness;
    const std::string& person = command.person_id;
    base::ensure(!person.empty(), "a witness is somebody");
    const bool is_applicant = kase_.applicant && kase_.applicant->person_id == person;
    const bool is_second = has_second_officer(kase_) && is_person(kase_.second_look.officer, person);
    if (is_applicant || is_second || handles_own_case(kase_, person)) return Refusal::same_person;
    kase_.witness.state = WitnessState::vouched;
    kase_.witness.statement_id = command.statement_id;
    kase_.witness.person_id = person;
    kase_.witness.depth = command.depth;
    if (kase_.witness.deep_person_id != person) kase_.witness.deep_person_id.clear();
    return done;
  }

  Answer operator()(const NeedSecondOfficer& command) {
    if (kase_.witness.state != WitnessState::begun) return Refusal::no_witness;
    if (kase_.witness.deep_person_id != command.person_id) unsettle();
    kase_.witness.deep_person_id = command.person_id;
    return done;
  }

  Answer operator()(const AskSecondLook& command) {
    const SecondLook& before = kase_.second_look;
    const bool is_late =
        before.state == SecondLookState::asked && at_ >= before.asked_at + second_look_wait_seconds;
    if (has_second_officer(kase_) && !is_late) return Refusal::already;
    if (is_barred(command.officer) || has_handled(kase_, command.officer)) return Refusal::same_person;
    kase_.second_look = {.state = SecondLookState::asked,
                         .officer = command.officer,
                         .note = command.note,
                         .answer = {},
                         .asked_at = at_};
    return done;
  }

  Answer operator()(const AnswerSecondLook& command) {
    if (kase_.second_look.state != SecondLookState::asked) return Refusal::not_asked;
    kase_.second_look.state = command.agrees ? SecondLookState::agreed : SecondLookState::disagreed;
    kase_.second_look.answer = command.note;
    return done;
  }

  Answer operator()(const Accept& /*command*/) {
    if (!missing(kase_).empty()) return Refusal::missing;
    kase_.decision = Decision{.outcome = Outcome::accepted, .reasons = {}, .officer = actor_, .at = at_};
    return done;
  }

  Answer operator()(const Refuse& command) {
    if (command.reasons.empty()) return Refusal::no_reason;
    kase_.decision =
        Decision{.outcome = Outcome::refused, .reasons = command.reasons, .officer = actor_, .at = at_};
    return done;
  }

  Answer operator()(const Pause& /*command*/) {
    kase_.is_paused = true;
    return done;
  }

  Answer operator()(const Resume& /*command*/) {
    if (!kase_.is_paused) return Refusal::not_paused;
    if (is_barred(actor_)) return Refusal::same_person;
    if (has_second_officer(kase_) && is_same(kase_.second_look.officer, actor_)) return Refusal::same_person;
    kase_.is_paused = false;
    kase_.officer = actor_;
    if (std::ranges::find(kase_.handlers, actor_) == kase_.handlers.end()) kase_.handlers.push_back(actor_);
    return done;
  }

  Answer operator()(const End& /*command*/) {
    kase_.is_ended = true;
    return done;
  }

 private:
  // What a second officer agreed to has changed: they have to look again, and have the time for it. Their
  // "no" stays.
  void unsettle() {
    if (kase_.second_look.state != SecondLookState::agreed) return;
    kase_.second_look.state = SecondLookState::asked;
    kase_.second_look.asked_at = at_;
    kase_.second_look.answer.clear();
  }

  // Whether an officer is the applicant or the witness.
  [[nodiscard]] bool is_barred(const Actor& officer) const {
    return (kase_.applicant && is_person(officer, kase_.applicant->person_id)) ||
           is_person(officer, kase_.witness.person_id);
  }

  Case& kase_;
  const Actor& actor_;
  Moment at_;
};

// Who may give the command now, before what it is about is looked at.
Answer may(const Case& kase, const Command& command, const Actor& actor) {
  if (kase.decision || kase.is_ended) return Refusal::over;
  if (std::holds_alternative<Resume>(command)) return done;
  if (std::holds_alternative<AnswerSecondLook>(command))
    return is_same(kase.second_look.officer, actor) && has_second_officer(kase) ? done
                                                                                : Refusal::not_second_officer;
  if (kase.officer.officer_id != actor.officer_id) return Refusal::not_yours;
  if (kase.is_paused && !std::holds_alternative<End>(command)) return Refusal::paused;
  return done;
}

constexpr std::array<std::string_view, std::variant_size_v<Command>> command_names{"identified",
                                                                                   "documents-shown",
                                                                                   "look-drawn",
                                                                                   "look-answered",
                                                                                   "face-compared",
                                                                                   "verifier-asked",
                                                                                   "questions-open",
                                                                                   "question-answered",
                                                                                   "questions-concluded",
                                                                                   "witness-begun",
                                                                                   "vouched",
                                                                                   "second-officer-needed",
                                                                                   "second-look-asked",
                                                                                   "second-look-answered",
                                                                                   "accepted",
                                                                                   "refused",
                                                                                   "paused",
                                                                                   "resumed",
                                                                                   "ended"};

}  // namespace

std::string_view name(const Command& command) { return command_names[command.index()]; }

std::string_view name(Refusal refusal) {
  switch (refusal) {
    case Refusal::over:
      return "over";
    case Refusal::paused:
      return "paused";
    case Refusal::not_paused:
      return "not-paused";
    case Refusal::not_yours:
      return "not-yours";
    case Refusal::not_second_officer:
      return "not-second-officer";
    case Refusal::same_person:
      return "same-person";
    case Refusal::too_late:
      return "too-late";
    case Refusal::no_applicant:
      return "no-applicant";
    case Refusal::no_such_document:
      return "no-such-document";
    case Refusal::nothing_drawn:
      return "nothing-drawn";
    case Refusal::wrong_answers:
      return "wrong-answers";
    case Refusal::already:
      return "already";
    case Refusal::not_open:
      return "not-open";
    case Refusal::no_witness:
      return "no-witness";
    case Refusal::not_asked:
      return "not-asked";
    case Refusal::no_reason:
      return "no-reason";
    case Refusal::missing:
      return "missing";
  }
  std::unreachable();
}

Case open_case(Opening opening, Actor officer, Moment at) {
  Case kase;
  kase.case_id = std::move(opening.case_id);
  kase.purpose = std::move(opening.purpose);
  kase.language = std::move(opening.language);
  kase.centre = std::move(opening.centre);
  kase.booking_id = std::move(opening.booking_id);
  kase.ticket_id = std::move(opening.ticket_id);
  kase.is_training = opening.is_training;
  kase.opened_at = at;
  kase.handlers = {officer};
  kase.officer = std::move(officer);
  kase.revision = 1;
  return kase;
}

std::optional<Refusal> apply(Case& kase, const Command& command, const Actor& actor, Moment at) {
  if (auto refusal = may(kase, command, actor)) return refusal;
  if (auto refusal = std::visit(Steps{kase, actor, at}, command)) return refusal;
  ++kase.revision;
  return std::nullopt;
}

}  // namespace skranke::cases
