// The witness in a case (W1 to W8): asked to approve, then taken down, with the ledger's own rules.
#include "counter/applicant.hpp"
#include "counter/documents.hpp"
#include "counter/step.hpp"

namespace skranke::counter {
namespace {

using base::Result;
using cases::Change;

Result<desk::VouchOutcome> take_down(const Asking& asking, const cases::Case& kase, const VouchingWish& wish,
                                     const std::string& witness_id, const codec::ReadCase& documents) {
  desk::VouchWish vouching;
  vouching.approval_id = kase.witness.approval_id;
  vouching.case_id = kase.case_id;
  vouching.evidence = documents.evidence();
  vouching.likeness = wish.likeness;
  vouching.mitid_since = wish.mitid_since;
  vouching.mitid_since_source = wish.mitid_since_source;
  vouching.face_bound = cases::has_used_picture(kase);
  vouching.organisation_id = wish.organisation_id;
  // Only where it was this witness that they agreed to.
  if (kase.second_look.state == cases::SecondLookState::agreed && !witness_id.empty() &&
      kase.witness.deep_person_id == witness_id)
    vouching.second_officer = Officer{.officer_id = kase.second_look.officer.officer_id,
                                      .centre_id = kase.centre,
                                      .centre_name = {},
                                      .mitid = {}};
  return desk::vouch(asking.tools.witnesses, *documents.edition, asking.officer, vouching, asking.now);
}

// The statement that the ledger already has of this case: given, and then the case was not kept.
Result<std::optional<cases::Vouch>> given_before(const Asking& asking, const cases::Case& kase) {
  const auto statement = asking.tools.witnesses.ledger.statement_of_case(kase.case_id);
  if (!statement) return std::unexpected{statement.error()};
  if (!*statement) return std::nullopt;
  return cases::Vouch{.statement_id = (*statement)->statement_id,
                      .person_id = (*statement)->witness_id,
                      .depth = (*statement)->depth};
}

// Who has approved; empty: nobody has yet, and the ledger says why not.
Result<std::string> witness_of(const Asking& asking, const cases::Case& kase) {
  auto approval = asking.tools.witnesses.ledger.approval(kase.witness.approval_id);
  if (!approval) return std::unexpected{std::move(approval.error())};
  return *approval ? (*approval)->witness_id : std::string{};
}

// Whether the case could take this witness, before the ledger is asked for good.
Result<std::optional<Denied>> cannot_take(const Asking& asking, const cases::Case& kase,
                                          const std::string& witness_id) {
  const auto actor = actor_of(asking.tools, asking.officer);
  if (!actor) return std::unexpected{actor.error()};
  cases::Case tried = kase;
  const auto refusal = cases::apply(
      tried,
      cases::Vouch{
          .statement_id = "tried", .person_id = witness_id.empty() ? "nobody" : witness_id, .depth = 0},
      *actor, asking.now);
  if (refusal) return because(*refusal);
  return std::nullopt;
}

}  // namespace

Answer begin_witness(const Asking& asking, const WitnessWish& wish) {
  return step(asking, [&](Change& change, const cases::Actor& actor) -> Result<std::optional<Denied>> {
    const Tools& tools = asking.tools;
    // One whose statement was withdrawn makes room for another.
    if (auto asked = forget_withdrawn(asking, change.kept.kase); !asked)
      return std::unexpected{std::move(asked.error())};
    const cases::Case& kase = change.kept.kase;
    cases::Case tried = kase;
    if (const auto refusal =
            cases::apply(tried, cases::BeginWitness{.approval_id = "tried"}, actor, asking.now))
      return because(*refusal);
    // In training nobody is asked for anything.
    if (kase.is_training) return because(Denial::no_witness_rules);
    const auto details = read_applicant(change.kept.applicant);
    if (!details) return std::unexpected{details.error()};
    const auto reading = proofing::read_cpr_number((*details)->number.reveal(), tools.today());
    if (!reading.number) return base::fail(base::Fault::unavailable, "the applicant's number can't be read");
    const auto begun = desk::begin_approval(tools.witnesses, asking.officer,
                                            {.case_id = kase.case_id,
                                             .applicant = *reading.number,
                                             .initials = initials_of(**details),
                                             .relation = wish.relation,
                                             .known_years = wish.known_years,
                                             .language = wish.language},
                                            asking.now);
    if (!begun) return std::unexpected{begun.error()};
    return apply_to(change, cases::BeginWitness{.approval_id = begun->approval_id}, actor, asking.now);
  });
}

Answer vouch(const Asking& asking, const VouchingWish& wish) {
  auto found = look_at(asking);
  if (!found || !*found) return found;
  const cases::Case& kase = (*found)->kase;
  if (asking.revision != 0 && asking.revision != kase.revision) return denied(Denial::changed);
  const auto witness_id = witness_of(asking, kase);
  if (!witness_id) return std::unexpected{witness_id.error()};
  auto refused = cannot_take(asking, kase, *witness_id);
  if (!refused) return std::unexpected{std::move(refused.error())};
  if (*refused) return denied(std::move(**refused));
  const auto before = given_before(asking, kase);
  if (!before) return std::unexpected{before.error()};
  if (*before) return keep_what_happened(asking, **before);

  const auto documents = read_documents(asking.tools, wish.documents, asking.tools.today(), kase.centre);
  if (!documents) return std::unexpected{documents.error()};
  if (!documents->edition->tree.witness) return denied(Denial::no_witness_rules);
  auto outcome = take_down(asking, kase, wish, *witness_id, *documents);
  if (!outcome) return std::unexpected{std::move(outcome.error())};
  if (!outcome->statement_id.empty())
    return keep_what_happened(asking, cases::Vouch{.statement_id = outcome->statement_id,
                                                   .person_id = *witness_id,
                                                   .depth = outcome->depth});
  if (outcome->refusal == desk::VouchRefusal::second_officer_needed) {
    auto noted = keep_what_happened(asking, cases::NeedSecondOfficer{.person_id = *witness_id});
    if (!noted || !*noted) return noted;
  }
  return denied(Denied{
      .denial = Denial::witness_refused, .refusal = {}, .missing = {}, .vouching = std::move(*outcome)});
}

}  // namespace skranke::counter
