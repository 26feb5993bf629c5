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

Result<Questions> ask_for(const Asking& asking, const Kept& kept) {
  const Tools& tools = asking.tools;
  const auto details = read_applicant(kept.applicant);
  if (!details) return std::unexpected{details.error()};
  const auto reading = proofing::read_cpr_number((*details)->number.reveal(), tools.today());
  if (!reading.number) return base::fail(base::Fault::unavailable, "the applicant's number can't be read");
  // Noted before it is asked: the verifier counts it from then on.
  const auto noted = tools.book.note({.look_up_id = tools.witnesses.new_id(),
                                      .person_id = kept.kase.applicant->person_id,
                                      .case_id = kept.kase.case_id,
                                      .centre_id = kept.kase.centre,
                                      .officer_id = asking.officer.officer_id,
                                      .purpose = kept.kase.purpose,
                                      .reason = "questions",
                                      .what = "questions",
                                      .at = asking.now});
  if (!noted) return std::unexpected{noted.error()};
  auto opened = tools.verifier->open(
      {.number = *reading.number, .shown = kinds_shown(kept.kase), .case_id = kept.kase.case_id});
  if (!opened) return std::unexpected{std::move(opened.error())};
  return questions_of(std::move(*opened));
}

}  // namespace

Answer open_questions(const Asking& asking) {
  return step(asking, [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
    cases::Case tried = change.kept.kase;
    if (const auto refusal = cases::apply(tried, cases::OpenQuestions{}, actor, asking.now))
      return because(*refusal);
    if (change.kept.kase.is_training)
      return apply_to(change, cases::OpenQuestions{training_questions()}, actor, asking.now);
    if (asking.tools.verifier == nullptr) return because(Denial::no_questions);
    auto questions = ask_for(asking, change.kept);
    if (!questions) return std::unexpected{std::move(questions.error())};
    return apply_to(change, cases::OpenQuestions{std::move(*questions)}, actor, asking.now);
  });
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
  return step(asking, [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
    const cases::Case& kase = change.kept.kase;
    cases::Case tried = kase;
    if (const auto refusal = cases::apply(tried, cases::ConcludeQuestions{}, actor, asking.now))
      return because(*refusal);
    bool passed = kase.is_training;
    if (!kase.is_training) {
      if (asking.tools.verifier == nullptr) return because(Denial::no_questions);
      const auto concluded = asking.tools.verifier->conclude(kase.questions.session);
      // A session that is gone has ended by its deadline, and was not passed.
      if (!concluded && concluded.error().fault != base::Fault::not_found)
        return std::unexpected{concluded.error()};
      passed = concluded && *concluded;
    }
    return apply_to(change, cases::ConcludeQuestions{.passed = passed}, actor, asking.now);
  });
}

}  // namespace skranke::counter
