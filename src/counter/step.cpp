#include "counter/step.hpp"

#include <utility>

namespace skranke::counter {

using base::Result;
using cases::Change;

std::string_view name(Denial denial) {
  switch (denial) {
    case Denial::unknown_case:
      return "unknown-case";
    case Denial::changed:
      return "changed";
    case Denial::refused:
      return "refused";
    case Denial::not_in_register:
      return "not-in-register";
    case Denial::no_questions:
      return "no-questions";
    case Denial::no_colleague:
      return "no-colleague";
    case Denial::no_witness_rules:
      return "no-witness-rules";
    case Denial::witness_refused:
      return "witness-refused";
    case Denial::documents_unknown:
      return "documents-unknown";
  }
  std::unreachable();
}

Result<cases::Actor> actor_of(const Tools& tools, const Officer& officer) {
  cases::Actor actor{.officer_id = officer.officer_id, .person_id = {}};
  if (officer.mitid.empty()) return actor;
  auto person = tools.witnesses.ledger.person_of({.register_id = {}, .number = {}, .mitid = officer.mitid});
  if (!person) return std::unexpected{std::move(person.error())};
  actor.person_id = std::move(*person);
  return actor;
}

std::optional<Denied> apply_to(Change& change, const cases::Command& command, const cases::Actor& actor,
                               Moment now) {
  const auto refusal = cases::apply(change.kept.kase, command, actor, now);
  if (refusal) {
    Denied why{.denial = Denial::refused, .refusal = *refusal, .missing = {}, .vouching = {}};
    if (*refusal == cases::Refusal::missing) why.missing = cases::missing(change.kept.kase);
    return why;
  }
  change.event = {.revision = change.kept.kase.revision,
                  .at = now,
                  .officer_id = actor.officer_id,
                  .what = std::string{cases::name(command)}};
  return std::nullopt;
}

Result<std::optional<Kept>> find_at_centre(const Asking& asking) {
  auto found = asking.tools.book.find(asking.case_id);
  if (found && *found && (*found)->kase.centre != asking.officer.centre_id) return std::nullopt;
  return found;
}

Answer look_at(const Asking& asking) {
  auto found = find_at_centre(asking);
  if (!found) return std::unexpected{std::move(found.error())};
  if (!*found) return denied(Denial::unknown_case);
  return std::move(**found);
}

Answer step(const Asking& asking, const Work& work) {
  auto found = find_at_centre(asking);
  if (!found) return std::unexpected{std::move(found.error())};
  if (!*found) return denied(Denial::unknown_case);
  const auto actor = actor_of(asking.tools, asking.officer);
  if (!actor) return std::unexpected{actor.error()};
  Change change{.kept = std::move(**found), .before = 0, .event = {}, .look_up = {}, .sealing = {}};
  change.before = change.kept.kase.revision;
  if (asking.revision != 0 && asking.revision != change.before) return denied(Denial::changed);
  auto refused = work(change, *actor);
  if (!refused) return std::unexpected{std::move(refused.error())};
  if (*refused) return denied(std::move(**refused));
  const auto kept = asking.tools.book.keep(change);
  if (!kept) return std::unexpected{kept.error()};
  if (*kept) return std::move(change.kept);
  return denied(Denial::changed);
}

Answer step(const Asking& asking, const cases::Command& command) {
  return step(asking, [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
    return apply_to(change, command, actor, asking.now);
  });
}

Result<void> forget_withdrawn(const Asking& asking, cases::Case& kase) {
  if (kase.witness.state != cases::WitnessState::vouched) return {};
  const auto statement = asking.tools.witnesses.ledger.statement_of_case(kase.case_id);
  if (!statement) return std::unexpected{statement.error()};
  if (!*statement) kase.witness = {};
  return {};
}

Answer keep_what_happened(Asking asking, const cases::Command& command) {
  constexpr int conflicts_max = 5;
  asking.revision = 0;
  Answer answer = step(asking, command);
  for (int i = 1; i < conflicts_max; ++i) {
    if (!answer || *answer || answer->error().denial != Denial::changed) break;
    answer = step(asking, command);
  }
  return answer;
}

}  // namespace skranke::counter
