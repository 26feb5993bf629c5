// Who the applicant says they are, found in the register.
#include "counter/applicant.hpp"
#include "counter/step.hpp"

namespace skranke::counter {
namespace {

using base::Result;
using cases::Change;

Result<std::string> person_of(const Tools& tools, const desk::Found& found) {
  const auto& number = found.person.number;
  return tools.witnesses.ledger.person_of(
      {.register_id = found.person_id,
       .number = tools.witnesses.pseudonyms.of("number", base::PersonalText{std::string{number.reveal()}}),
       .mitid = {}});
}

cases::LookUp look_up(const Asking& asking, const cases::Case& kase, std::string person, std::string reason) {
  return {.look_up_id = asking.tools.witnesses.new_id(),
          .person_id = std::move(person),
          .case_id = kase.case_id,
          .centre_id = kase.centre,
          .officer_id = asking.officer.officer_id,
          .purpose = kase.purpose,
          .reason = std::move(reason),
          .what = "register",
          .at = asking.now};
}

// In training everybody is nobody, and the register is not asked.
ApplicantDetails training_applicant(const proofing::CprNumber& number) {
  cpr::Name nobody;
  nobody.given = base::PersonalText{"Nemo"};
  nobody.family = base::PersonalText{"Nobody"};
  return {.number = base::PersonalText{std::string{number.reveal()}},
          .name = std::move(nobody),
          .born = base::Personal<base::Day>{base::parse_day("1990-02-03").value()},
          .sex = "female",
          .is_protected = false};
}

}  // namespace

Answer identify(const Asking& asking, const proofing::CprNumber& number, const std::string& reason) {
  const Tools& tools = asking.tools;
  std::optional<cases::LookUp> made;
  Answer answer =
      step(asking, [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
        // Refused before anybody is looked up, where that is certain.
        cases::Case tried = change.kept.kase;
        if (const auto refusal = cases::apply(tried, cases::Identify{{.person_id = {}}}, actor, asking.now))
          return because(*refusal);
        if (change.kept.kase.is_training) {
          change.kept.applicant = to_text(training_applicant(number));
          return apply_to(change, cases::Identify{}, actor, asking.now);
        }
        if (tools.witnesses.people == nullptr)
          return base::fail(base::Fault::unavailable,
                            "no register is configured, so nobody can be looked up");
        auto found = tools.witnesses.people->find(number);
        if (!found) return std::unexpected{std::move(found.error())};
        if (!*found) return because(Denial::not_in_register);
        auto person = person_of(tools, **found);
        if (!person) return std::unexpected{std::move(person.error())};
        const auto wish = tools.book.wish(*person);
        if (!wish) return std::unexpected{wish.error()};
        made = look_up(asking, change.kept.kase, *person, reason);
        change.look_up = made;
        const cases::Applicant applicant{.person_id = *person,
                                         .has_obstacle = is_obstacle((*found)->person.status),
                                         .is_forbidden = *wish == cases::Wish::forbidden};
        if (auto refused = apply_to(change, cases::Identify{applicant}, actor, asking.now)) return refused;
        change.kept.applicant = to_text(details_of((*found)->person, tools.today()));
        return std::nullopt;
      });
  // The register was asked, whatever became of the step: an officer who looks themselves up is in their own
  // list too.
  const bool is_kept = answer && *answer;
  if (made && !is_kept) {
    if (auto noted = tools.book.note(*made); !noted) return std::unexpected{std::move(noted.error())};
  }
  return answer;
}

}  // namespace skranke::counter
