// The statement itself: judged by the policy in force, then kept with its permit.
#include <utility>

#include "base/ensure.hpp"
#include "desk/statement_record.hpp"
#include "desk/witnessing.hpp"

namespace skranke::desk {
namespace {

using base::Result;

std::optional<VouchRefusal> unusable(const std::optional<Approval>& approval, const VouchWish& wish,
                                     Moment now) {
  if (!approval) return VouchRefusal::approval_unknown;
  if (approval->case_id != wish.case_id) return VouchRefusal::approval_of_another_case;
  switch (approval->stage) {
    case ApprovalStage::used:
      return VouchRefusal::approval_used;
    case ApprovalStage::begun:
    case ApprovalStage::refused:
      return VouchRefusal::approval_not_proven;
    case ApprovalStage::proven:
      break;
  }
  return approval->expires_at <= now ? std::optional{VouchRefusal::approval_expired} : std::nullopt;
}

// W8: whether the officer is the witness, under whatever key.
Result<bool> is_officer(const WitnessTools& tools, const Officer& officer, const std::string& witness_id) {
  if (!officer.mitid_uuid) return false;
  const auto person = tools.ledger.person_of(
      {.register_id = {}, .number = {}, .mitid = tools.pseudonyms.of("mitid", *officer.mitid_uuid)});
  if (!person) return std::unexpected{person.error()};
  return tools.ledger.same_person(*person, witness_id);
}

Result<witness::Eligibility> judged(const WitnessTools& tools, const policy::Edition& edition,
                                    const Officer& officer, const VouchWish& wish, const Approval& approval) {
  const auto standing = tools.ledger.standing(approval.witness_id);
  if (!standing) return std::unexpected{standing.error()};
  std::vector<base::Day> earlier;
  for (const GivenStatement& given : standing->given) {
    if (given.counts && given.day <= wish.evidence.visit) earlier.push_back(given.day);
  }
  const auto officer_is_witness = is_officer(tools, officer, approval.witness_id);
  if (!officer_is_witness) return std::unexpected{officer_is_witness.error()};
  const auto is_self = tools.ledger.same_person(approval.witness_id, approval.applicant_id);
  if (!is_self) return std::unexpected{is_self.error()};
  witness::Witness person;
  person.born = approval.born;
  person.mitid_since = approval.mitid_since ? approval.mitid_since : wish.mitid_since;
  person.mitid_present = true;  // the approval is the proof (W5)
  person.is_professional = !wish.organisation_id.empty();
  person.is_applicant = *is_self;
  person.is_officer = *officer_is_witness;
  person.earlier = earlier;
  return witness::judge(edition, person, wish.evidence);
}

StatementRecord record_of(const WitnessTools& tools, const policy::Edition& edition, const Officer& officer,
                          const VouchWish& wish, const Approval& approval, Moment now) {
  StatementRecord record;
  record.statement_id = tools.new_id();
  record.case_id = wish.case_id;
  record.approval_id = wish.approval_id;
  record.day = wish.evidence.visit;
  record.given_at = now;
  record.witness_id = approval.witness_id;
  record.applicant_id = approval.applicant_id;
  record.officer_id = officer.officer_id;
  if (wish.second_officer) record.second_officer_id = wish.second_officer->officer_id;
  record.centre_id = officer.centre_id;
  record.organisation_id = wish.organisation_id;
  record.policy = edition.program.id;
  record.policy_version = edition.program.version;
  record.declared = approval.statement;
  for (const proofing::Document& document : wish.evidence.documents)
    record.documents.push_back(edition.program.kinds[document.kind].id);
  record.likeness = wish.likeness;
  record.face_bound = wish.face_bound;
  record.level = approval.level;
  record.mitid_since = approval.mitid_since ? approval.mitid_since : wish.mitid_since;
  if (record.mitid_since)
    record.mitid_since_source = approval.mitid_since ? "claim" : wish.mitid_since_source;
  record.proof_sha256 = tools.signer.sha256(approval.proof);
  return record;
}

}  // namespace

Result<VouchOutcome> vouch(const WitnessTools& tools, const policy::Edition& edition, const Officer& officer,
                           const VouchWish& wish, Moment now) {
  base::ensure(edition.tree.witness.has_value(), "the policy has rules for witnesses");
  const policy::WitnessRules& rules = *edition.tree.witness;
  const auto approval = tools.ledger.approval(wish.approval_id);
  if (!approval) return std::unexpected{approval.error()};
  VouchOutcome outcome;
  outcome.refusal = unusable(*approval, wish, now);
  if (outcome.refusal) return outcome;
  auto eligibility = judged(tools, edition, officer, wish, **approval);
  if (!eligibility) return std::unexpected{std::move(eligibility.error())};
  outcome.likeness_missing = !wish.likeness && witness::asks_of(rules, !wish.organisation_id.empty()).picture;
  const bool is_eligible = eligibility->outcome == witness::Outcome::eligible;
  outcome.eligibility = *eligibility;
  if (!is_eligible || outcome.likeness_missing) return outcome;

  const StatementRecord record = record_of(tools, edition, officer, wish, **approval, now);
  NewStatement statement;
  statement.statement_id = record.statement_id;
  statement.approval_id = wish.approval_id;
  statement.case_id = wish.case_id;
  statement.officer_id = officer.officer_id;
  statement.second_officer_id = record.second_officer_id;
  statement.centre_id = officer.centre_id;
  statement.organisation_id = wish.organisation_id;
  statement.day = wish.evidence.visit;
  statement.given_at = now;
  statement.face_bound = wish.face_bound;
  statement.second_officer_from = rules.second_officer_from_depth;
  statement.quota = {.applies = witness::asks_of(rules, !wish.organisation_id.empty()).quota,
                     .times = rules.quota_times,
                     .days = rules.quota_days};
  statement.record = to_json(record);
  statement.signature = tools.signer.sign(statement.record);
  const auto given = tools.ledger.give(statement);
  if (!given) return std::unexpected{given.error()};
  outcome.refusal = given->refusal;
  outcome.depth = given->depth;
  if (!given->refusal) {
    outcome.statement_id = record.statement_id;
    if (outcome.eligibility->left) outcome.eligibility->left = *outcome.eligibility->left - 1;
  }
  return outcome;
}

}  // namespace skranke::desk
