// The second officer, and the decision.
#include "counter/documents.hpp"
#include "counter/step.hpp"

namespace skranke::counter {
namespace {

using base::Result;
using cases::Change;

// Who is drawn: anybody but those who are in the case already.
Result<std::optional<cases::Actor>> drawn_colleague(const Asking& asking, const cases::Case& kase,
                                                    const cases::Actor& actor) {
  const auto present = asking.tools.colleagues.second_officers(kase.centre, asking.now);
  if (!present) return std::unexpected{present.error()};
  std::vector<cases::Actor> possible;
  for (const cases::Actor& colleague : *present) {
    cases::Case tried = kase;
    if (!cases::apply(tried, cases::AskSecondLook{.officer = colleague, .note = {}}, actor, asking.now))
      possible.push_back(colleague);
  }
  if (possible.empty()) return std::nullopt;
  return possible[asking.tools.draw(possible.size())];
}

// Judged anew on the day of the decision: a case may have waited over night.
std::optional<Denied> judge_again(const Asking& asking, Change& change) {
  cases::Case& kase = change.kept.kase;
  const std::vector<std::string> facts = facts_of(kase);
  if (facts.empty()) return std::nullopt;
  const auto read = read_documents(asking.tools, facts, asking.tools.today(), kase.centre);
  if (!read) return because(Denial::documents_unknown);
  kase.assessment = judged(*read, facts, std::vector<std::string>(facts.size())).assessment;
  return std::nullopt;
}

// What they want of cases in their name may have changed since they were looked up.
Result<cases::Wish> wish_of(const Asking& asking, Change& change) {
  cases::Case& kase = change.kept.kase;
  if (!kase.applicant || kase.applicant->person_id.empty()) return cases::Wish::allowed;
  const auto wish = asking.tools.book.wish(kase.applicant->person_id);
  if (wish) kase.applicant->is_forbidden = *wish == cases::Wish::forbidden;
  return wish;
}

Answer decide(const Asking& asking, const cases::Command& command) {
  return step(asking, [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
    if (auto unknown = judge_again(asking, change)) return unknown;
    if (auto asked = forget_withdrawn(asking, change.kept.kase); !asked)
      return std::unexpected{std::move(asked.error())};
    const auto wish = wish_of(asking, change);
    if (!wish) return std::unexpected{wish.error()};
    if (auto refused = apply_to(change, command, actor, asking.now)) return refused;
    // Of nobody there is no record, and nothing leaves the house.
    if (change.kept.kase.is_training) return std::nullopt;
    auto history = asking.tools.book.history(change.kept.kase.case_id);
    if (!history) return std::unexpected{std::move(history.error())};
    history->push_back(change.event);
    auto sealing = asking.tools.records.seal(change.kept, *history, *wish);
    if (!sealing) return std::unexpected{std::move(sealing.error())};
    change.sealing = std::move(*sealing);
    return std::nullopt;
  });
}

}  // namespace

Answer ask_second_look(const Asking& asking, const std::string& note) {
  return step(asking, [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
    const cases::Case& kase = change.kept.kase;
    // The state machine's own answer first: with somebody who can't be in the case.
    cases::Case tried = kase;
    const cases::Actor nobody{.officer_id = "nobody", .person_id = {}};
    if (const auto refusal =
            cases::apply(tried, cases::AskSecondLook{.officer = nobody, .note = {}}, actor, asking.now))
      return because(*refusal);
    const auto colleague = drawn_colleague(asking, kase, actor);
    if (!colleague) return std::unexpected{colleague.error()};
    if (!*colleague) return because(Denial::no_colleague);
    return apply_to(change, cases::AskSecondLook{.officer = **colleague, .note = note}, actor, asking.now);
  });
}

Answer answer_second_look(const Asking& asking, bool agrees, const std::string& note) {
  return step(asking, cases::AnswerSecondLook{.agrees = agrees, .note = note});
}

Answer accept(const Asking& asking) { return decide(asking, cases::Accept{}); }

Answer refuse(const Asking& asking, const std::vector<std::string>& reasons) {
  return decide(asking, cases::Refuse{.reasons = reasons});
}

}  // namespace skranke::counter
