// Register questions in a case (S2). What was expected never comes here, nor whether an answer was right.
#include "codec/json_writer.hpp"
#include "counter/applicant.hpp"
#include "counter/step.hpp"

namespace skranke::counter {
namespace {

using base::Result;
using cases::Change;
using cases::Questions;
using cases::QuestionState;
using desk::AskedQuestion;
using desk::Opening;

constexpr int conflicts_max = 5;

// To be shown again after a reload.
std::string drawn_text(const std::vector<AskedQuestion>& questions) {
  std::string text{"["};
  for (const AskedQuestion& question : questions) {
    if (&question != &questions.front()) text.push_back(',');
    text.push_back('{');
    codec::append_member(text, "id", question.id);
    text.append("\"ordinal\":");
    codec::append_number(text, question.ordinal);
    text.push_back(',');
    codec::append_member(text, "form", question.form);
    text.append("\"options\":[");
    for (const std::string& option : question.options) {
      if (&option != &question.options.front()) text.push_back(',');
      codec::append_json_string(text, option);
    }
    text.append("]}");
  }
  return text.append("]");
}

// In training nobody is asked about: the questions are there to be tried, and any answer will do.
Questions training_questions() {
  return {.state = QuestionState::open,
          .session = "training",
          .drawn =
              drawn_text({{.id = "present-since", .ordinal = 1, .form = "years", .options = {}},
                          {.id = "birth-place", .ordinal = 1, .form = "text", .options = {}},
                          {.id = "other-municipality", .ordinal = 1, .form = "municipality", .options = {}}}),
          .until = {},
          .answered = {}};
}

Questions questions_of(desk::OpenedQuestions opened) {
  Questions questions;
  switch (opened.opening) {
    case Opening::opened:
      questions.state = QuestionState::open;
      questions.session = std::move(opened.session);
      questions.drawn = drawn_text(opened.questions);
      break;
    case Opening::witness_needed:
      questions.state = QuestionState::witness_needed;
      break;
    case Opening::locked:
      questions.state = QuestionState::locked;
      questions.until = std::move(opened.locked_until);
      break;
  }
  return questions;
}

std::vector<std::string> kinds_shown(const cases::Case& kase) {
  std::vector<std::string> kinds;
  for (const cases::ShownDocument& document : kase.documents) kinds.push_back(document.kind);
  return kinds;
}

cases::LookUp look_up(const Asking& asking, const cases::Case& kase) {
  return {.look_up_id = asking.tools.witnesses.new_id(),
          .person_id = kase.applicant->person_id,
          .case_id = kase.case_id,
          .centre_id = kase.centre,
          .officer_id = asking.officer.officer_id,
          .purpose = kase.purpose,
          .reason = "questions",
          .what = "questions",
          .at = asking.now};
}

Result<Questions> ask_for(const Asking& asking, const Kept& kept) {
  const auto details = read_applicant(kept.applicant);
  if (!details) return std::unexpected{details.error()};
  const auto reading = proofing::read_cpr_number((*details)->number.reveal(), asking.tools.today());
  if (!reading.number) return base::fail(base::Fault::unavailable, "the applicant's number can't be read");
  auto opened = asking.tools.verifier->open(
      {.number = *reading.number, .shown = kinds_shown(kept.kase), .case_id = kept.kase.case_id});
  if (!opened) return std::unexpected{std::move(opened.error())};
  return questions_of(std::move(*opened));
}

// The verifier is asked by whoever was first to see the case as it is: what it answers counts once. In
// training, and where it is not asked at all, the case is kept with `in_training`.
Answer claim_verifier(const Asking& asking, const cases::Command& wanted, const cases::Command& in_training,
                      bool is_look_up) {
  return step(asking, [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
    cases::Case tried = change.kept.kase;
    if (const auto refusal = cases::apply(tried, wanted, actor, asking.now)) return because(*refusal);
    if (change.kept.kase.is_training) return apply_to(change, in_training, actor, asking.now);
    if (asking.tools.verifier == nullptr) return because(Denial::no_questions);
    if (is_look_up) change.look_up = look_up(asking, change.kept.kase);
    return apply_to(change, cases::AskVerifier{}, actor, asking.now);
  });
}

}  // namespace

Answer open_questions(const Asking& asking) {
  const Answer claimed =
      claim_verifier(asking, cases::OpenQuestions{}, cases::OpenQuestions{training_questions()}, true);
  if (!claimed || !*claimed || (*claimed)->kase.is_training) return claimed;
  auto questions = ask_for(asking, **claimed);
  if (!questions) return std::unexpected{std::move(questions.error())};
  return keep_what_happened(asking, cases::OpenQuestions{std::move(*questions)});
}

Answer answer_question(const Asking& asking, std::uint8_t question, const base::PersonalText& text) {
  const auto work = [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
    const cases::Case& kase = change.kept.kase;
    const bool is_real = !kase.is_training && kase.questions.state == QuestionState::open;
    if (is_real && asking.tools.verifier == nullptr) return because(Denial::no_questions);
    if (auto refused = apply_to(change, cases::AnswerQuestion{.question = question}, actor, asking.now))
      return refused;
    if (!is_real) return std::nullopt;
    auto recorded = asking.tools.verifier->answer(kase.questions.session, question, text);
    // The session has ended by its deadline, or has no such question.
    if (!recorded && recorded.error().fault == base::Fault::not_found)
      return because(cases::Refusal::not_open);
    if (!recorded) return std::unexpected{std::move(recorded.error())};
    return std::nullopt;
  };
  // Answers come one after another without waiting for each other; a later one to the same question counts.
  Answer answer = step(asking, work);
  for (int i = 1; i < conflicts_max; ++i) {
    if (!answer || *answer || answer->error().denial != Denial::changed) break;
    answer = step(asking, work);
  }
  return answer;
}

Answer conclude_questions(const Asking& asking) {
  const Answer claimed =
      claim_verifier(asking, cases::ConcludeQuestions{}, cases::ConcludeQuestions{.passed = true}, false);
  if (!claimed || !*claimed || (*claimed)->kase.is_training) return claimed;
  const auto concluded = asking.tools.verifier->conclude((*claimed)->kase.questions.session);
  // A session that is gone has ended by its deadline, and was not passed.
  if (!concluded && concluded.error().fault != base::Fault::not_found)
    return std::unexpected{concluded.error()};
  return keep_what_happened(asking, cases::ConcludeQuestions{.passed = concluded && *concluded});
}

}  // namespace skranke::counter
