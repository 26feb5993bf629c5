#include "verifier/verifier.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/limits.hpp"
#include "verifier/relations.hpp"

namespace skranke::verifier {
namespace {

using base::fail;
using base::Fault;
namespace limits = base::limits;

constexpr questions::Minutes minutes_of(std::chrono::seconds time) {
  return std::chrono::duration_cast<std::chrono::minutes>(time).count();
}

std::string rfc3339(questions::Minutes at) {
  constexpr std::int64_t minutes_a_day = 24 * 60;
  const std::int64_t day = at / minutes_a_day;
  const std::int64_t minute = at % minutes_a_day;
  std::string text = base::format_day(static_cast<base::Day>(day));
  const auto two = [&text](std::int64_t number) {
    text.push_back(static_cast<char>('0' + number / 10));
    text.push_back(static_cast<char>('0' + number % 10));
  };
  text.push_back('T');
  two(minute / 60);
  text.push_back(':');
  two(minute % 60);
  return text.append(":00Z");
}

std::unexpected<base::Problem> no_session() {
  return fail(Fault::not_found, "no such session or question; a session ends by itself after a while");
}

}  // namespace

Verifier::Verifier(const questions::Policy& policy, const questions::Roads& roads,
                   const questions::Shares& shares, desk::PersonRegister& people, QuestionStore& store,
                   Surroundings surroundings)
    : policy_{policy},
      roads_{roads},
      shares_{shares},
      people_{people},
      store_{store},
      surroundings_{std::move(surroundings)} {}

base::Result<bool> Verifier::feasible(const desk::QuestionCase& about) {
  auto found = people_.find(about.number);
  if (!found) return std::unexpected{std::move(found.error())};
  bool can = false;
  std::string person_id;
  if (*found) {
    const desk::Found& who = **found;
    person_id = who.person_id;
    auto relations = relations_of(who.person, people_, surroundings_.today());
    if (!relations) return std::unexpected{std::move(relations.error())};
    auto stored = store_.load(person_id);
    if (!stored) return std::unexpected{std::move(stored.error())};
    const questions::Shown shown{.today = surroundings_.today(), .kinds = about.shown};
    can = questions::feasible(policy_, {who.person, *relations, shown, stored->ledger}, {roads_, shares_});
  }
  auto recorded = store_.record({.person_id = person_id,
                                 .case_id = about.case_id,
                                 .purpose = "feasible",
                                 .outcome = can ? "yes" : "no",
                                 .at = surroundings_.now()});
  if (!recorded) return std::unexpected{std::move(recorded.error())};
  return can;
}

base::Result<desk::OpenedQuestions> Verifier::open(const desk::QuestionCase& about) {
  forget_old();
  if (sessions_.size() >= limits::verifier_sessions_max)
    return fail(Fault::unavailable, "too many sessions are open; try again in some minutes");
  auto found = people_.find(about.number);
  if (!found) return std::unexpected{std::move(found.error())};
  if (*found) return draw_and_spend(about, **found);
  // The same reply as for a person of whom the register knows too little.
  auto recorded = store_.record({.person_id = {},
                                 .case_id = about.case_id,
                                 .purpose = "open",
                                 .outcome = "witness-needed",
                                 .at = surroundings_.now()});
  if (!recorded) return std::unexpected{std::move(recorded.error())};
  return desk::OpenedQuestions{};
}

base::Result<desk::OpenedQuestions> Verifier::draw_and_spend(const desk::QuestionCase& about,
                                                             const desk::Found& found) {
  const base::Day today = surroundings_.today();
  const questions::Minutes now = surroundings_.now();
  auto relations = relations_of(found.person, people_, today);
  if (!relations) return std::unexpected{std::move(relations.error())};
  const questions::Shown shown{.today = today, .kinds = about.shown};
  LookUp look_up{.person_id = found.person_id,
                 .case_id = about.case_id,
                 .purpose = "open",
                 .outcome = "opened",
                 .at = now};
  constexpr int tries = 5;  // each time somebody else spent this person's questions in between
  for (int attempt = 0; attempt < tries; ++attempt) {
    auto stored = store_.load(found.person_id);
    if (!stored) return std::unexpected{std::move(stored.error())};
    questions::Drawn drawn = questions::draw(policy_, {found.person, *relations, shown, stored->ledger},
                                             {roads_, shares_}, now, surroundings_.draw());
    if (drawn.answerable != questions::Answerable::yes) {
      const bool locked = drawn.answerable == questions::Answerable::locked;
      look_up.outcome = locked ? "locked" : "witness-needed";
      auto recorded = store_.record(look_up);
      if (!recorded) return std::unexpected{std::move(recorded.error())};
      desk::OpenedQuestions none;
      none.opening = locked ? desk::Opening::locked : desk::Opening::witness_needed;
      if (locked && drawn.until) none.locked_until = rfc3339(*drawn.until);
      return none;
    }
    auto saved = store_.save(found.person_id, *stored,
                             questions::begin(policy_, drawn.session, stored->ledger, now), look_up);
    if (!saved) return std::unexpected{std::move(saved.error())};
    if (!*saved) continue;
    desk::OpenedQuestions opened{
        .opening = desk::Opening::opened, .session = new_id(), .locked_until = {}, .questions = {}};
    for (const questions::Question& question : drawn.session.questions) {
      opened.questions.push_back(
          {.id = question.id,
           .ordinal = question.ordinal,
           .form = std::string{questions::form_names[static_cast<std::size_t>(question.form)]},
           .options = question.options});
    }
    const std::size_t count = drawn.session.questions.size();
    sessions_.emplace(opened.session, Running{.session = std::move(drawn.session),
                                              .answers = std::vector<base::PersonalText>(count),
                                              .person_id = found.person_id,
                                              .case_id = about.case_id,
                                              .opened = now,
                                              .last = now});
    return opened;
  }
  return fail(Fault::unavailable, "others are asking this person's questions at this moment; try again");
}

base::Result<void> Verifier::answer(const std::string& session, std::size_t question,
                                    const base::PersonalText& text) {
  Running* running = find(session);
  if (running == nullptr || question >= running->answers.size()) return no_session();
  if (text.reveal().size() > questions::answer_bytes_max) {
    return fail(Fault::too_large,
                "an answer has at most " + std::to_string(questions::answer_bytes_max) + " bytes", "/text");
  }
  running->answers[question] = text;
  running->last = surroundings_.now();
  return {};
}

base::Result<bool> Verifier::conclude(const std::string& session) {
  Running* running = find(session);
  if (running == nullptr) return no_session();
  const auto& asked = running->session.questions;
  std::array<bool, questions::questions_limit> right{};
  for (std::size_t i = 0; i < asked.size(); ++i) {
    right.at(i) = questions::grade(asked[i].compare, asked[i].expected, running->answers[i].reveal());
  }
  const std::span<const bool> answered{right.data(), asked.size()};
  constexpr int tries = 5;
  for (int attempt = 0; attempt < tries; ++attempt) {
    auto stored = store_.load(running->person_id);
    if (!stored) return std::unexpected{std::move(stored.error())};
    const questions::Concluded done =
        questions::conclude(policy_, running->session, answered, stored->ledger, surroundings_.now());
    auto saved = store_.save(running->person_id, *stored, done.ledger,
                             {.person_id = running->person_id,
                              .case_id = running->case_id,
                              .purpose = "conclude",
                              .outcome = done.passed ? "passed" : "not-passed",
                              .at = surroundings_.now()});
    if (!saved) return std::unexpected{std::move(saved.error())};
    if (!*saved) continue;
    sessions_.erase(session);
    return done.passed;
  }
  return fail(Fault::unavailable, "others are asking this person's questions at this moment; try again");
}

Verifier::Running* Verifier::find(const std::string& session) {
  forget_old();
  const auto found = sessions_.find(session);
  return found == sessions_.end() ? nullptr : &found->second;
}

// What was not concluded in time stays as begin() left it: failed.
void Verifier::forget_old() {
  const questions::Minutes now = surroundings_.now();
  std::erase_if(sessions_, [now](const auto& entry) {
    return now - entry.second.opened > minutes_of(limits::session_deadline) ||
           now - entry.second.last > minutes_of(limits::session_idle_deadline);
  });
}

std::string Verifier::new_id() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string id;
  for (int word = 0; word < 2; ++word) {
    std::uint64_t bits = surroundings_.draw();
    for (int i = 0; i < 16; ++i, bits >>= 4U) id.push_back(digits[bits & 15U]);
  }
  return id;
}

}  // namespace skranke::verifier
