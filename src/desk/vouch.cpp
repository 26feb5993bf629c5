// The statement itself: judged by the policy in force, then kept with its permit.
#include <algorithm>
#include <iterator>
#include <utility>

#include "base/ensure.hpp"
#include "desk/statement_record.hpp"
#include "desk/witnessing.hpp"

namespace skranke::desk {
namespace {

using base::Result;

// Looked at before the rules, so that an officer is told of a wrong approval rather than of the witness; the
// ledger looks again when it keeps the statement.
std::optional<VouchRefusal> unusable(const Approval& approval, const Officer& officer, const VouchWish& wish,
                                     Moment now) {
  if (approval.case_id != wish.case_id || approval.centre_id != officer.centre_id)
    return VouchRefusal::approval_of_another_case;
  switch (approval.stage) {
    case ApprovalStage::used:
      return VouchRefusal::approval_used;
    case ApprovalStage::begun:
    case ApprovalStage::refused:
      return VouchRefusal::approval_not_proven;
    case ApprovalStage::proven:
      break;
  }
  return approval.expires_at <= now ? std::optional{VouchRefusal::approval_expired} : std::nullopt;
}

// W8: everybody who handles the case, as the ledger would know them.
std::vector<std::string> officers_of(const Officer& officer, const VouchWish& wish) {
  std::vector<std::string> keys;
  if (!officer.mitid.empty()) keys.push_back(officer.mitid);
  if (wish.second_officer && !wish.second_officer->mitid.empty()) keys.push_back(wish.second_officer->mitid);
  return keys;
}

witness::Eligibility judged(const policy::Edition& edition, const VouchWish& wish,
                            const Candidate& candidate) {
  std::vector<base::Day> earlier;
  std::ranges::copy_if(candidate.earlier, std::back_inserter(earlier),
                       [&](base::Day day) { return day <= wish.evidence.visit; });
  witness::Witness person;
  person.born = candidate.approval.born;
  person.mitid_since = candidate.approval.mitid_since ? candidate.approval.mitid_since : wish.mitid_since;
  person.mitid_present = true;  // the approval is the proof (W5)
  person.is_professional = !wish.organisation_id.empty();
  person.is_applicant = candidate.is_applicant;
  person.is_officer = candidate.is_officer;
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
  const witness::Asks asks = witness::asks_of(rules, !wish.organisation_id.empty());
  const auto candidate = tools.ledger.candidate(wish.approval_id, wish.evidence.visit - rules.quota_days + 1,
                                                officers_of(officer, wish));
  if (!candidate) return std::unexpected{candidate.error()};
  VouchOutcome outcome;
  outcome.refusal = *candidate ? unusable((*candidate)->approval, officer, wish, now)
                               : std::optional{VouchRefusal::approval_unknown};
  if (outcome.refusal) return outcome;
  outcome.eligibility = judged(edition, wish, **candidate);
  outcome.likeness_missing = !wish.likeness && asks.picture;
  if (outcome.eligibility->outcome != witness::Outcome::eligible || outcome.likeness_missing) return outcome;

  const StatementRecord record = record_of(tools, edition, officer, wish, (*candidate)->approval, now);
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
  statement.quota = {.applies = asks.quota, .times = rules.quota_times, .days = rules.quota_days};
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
