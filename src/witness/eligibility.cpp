#include "witness/eligibility.hpp"

#include <algorithm>
#include <vector>

#include "base/age.hpp"
#include "base/ensure.hpp"
#include "policy/decide.hpp"

namespace skranke::witness {
namespace {

using policy::WitnessRules;

bool names(const std::vector<policy::Name>& all, std::string_view name) {
  return std::ranges::find(all, name, &policy::Name::text) != all.end();
}

// The documents' part (W4): whether some accepted combination carries a picture, and if none ever does, why.
void judge_documents(const policy::Edition& edition, const proofing::Evidence& evidence,
                     Eligibility& eligibility, bool& is_open) {
  base::ensure(edition.with_picture.has_value(), "a policy that asks for a picture is compiled for it");
  const policy::Verdict shown = policy::decide(*edition.with_picture, evidence);
  eligibility.document_count = shown.document_count;
  switch (shown.outcome) {
    case policy::Outcome::accepted:
      return;
    case policy::Outcome::undetermined:
      is_open = true;
      for (std::size_t i = 0; i < shown.document_count; ++i) eligibility.open[i] = shown.documents[i].open;
      return;
    case policy::Outcome::rejected:
      break;
  }
  const bool are_never_valid = policy::decide(edition.program, evidence).outcome == policy::Outcome::rejected;
  eligibility.refused |= bit(are_never_valid ? Reason::no_valid_documents : Reason::no_photo_document);
}

}  // namespace

Asks asks_of(const WitnessRules& rules, bool is_professional) {
  const auto asked = [&](const policy::Name& clause) {
    return !is_professional || !names(rules.professional_exempt_from, clause.text);
  };
  return {.age = asked(rules.age_years_min.clause),
          .mitid_age = asked(rules.mitid_days_more_than.clause),
          .picture = !rules.picture_clause.text.empty() && asked(rules.picture_clause),
          .own_mitid = !rules.own_mitid_clause.text.empty() && asked(rules.own_mitid_clause),
          .quota = asked(rules.quota_clause),
          .applicant_is_never = names(rules.never, "applicant"),
          .officer_is_never = names(rules.never, "officer")};
}

base::Day day_of_age(base::Day born, std::int32_t years) { return base::day_of_age(born, years); }

Quota quota_on(base::Day visit, std::span<const base::Day> earlier, std::int32_t times, std::int32_t days) {
  std::vector<base::Day> counted;
  for (const base::Day day : earlier) {
    if (day <= visit && visit - day < days) counted.push_back(day);
  }
  const auto given = static_cast<std::int32_t>(counted.size());
  if (given < times) return {.left = times - given, .next_day = std::nullopt};
  if (times == 0) return {};
  // There is room again once the latest `times` of them are one fewer.
  std::ranges::sort(counted);
  return {.left = 0, .next_day = counted[static_cast<std::size_t>(given - times)] + days};
}

Eligibility judge(const policy::Edition& edition, const Witness& witness,
                  const proofing::Evidence& evidence) {
  base::ensure(edition.tree.witness.has_value(), "the policy has rules for witnesses");
  const WitnessRules& rules = *edition.tree.witness;
  const Asks asks = asks_of(rules, witness.is_professional);
  Eligibility found;
  bool documents_are_open = false;
  if (asks.age) {
    found.born_is_open = !witness.born;
    if (witness.born && evidence.visit < day_of_age(*witness.born, rules.age_years_min.value))
      found.refused |= bit(Reason::too_young);
  }
  if (asks.mitid_age) {
    found.mitid_since_is_open = !witness.mitid_since;
    if (witness.mitid_since && evidence.visit - *witness.mitid_since <= rules.mitid_days_more_than.value)
      found.refused |= bit(Reason::mitid_too_new);
  }
  if (asks.own_mitid) {
    found.mitid_present_is_open = !witness.mitid_present;
    if (!witness.mitid_present.value_or(true)) found.refused |= bit(Reason::mitid_absent);
  }
  if (asks.picture) judge_documents(edition, evidence, found, documents_are_open);
  if (asks.quota) {
    const Quota quota = quota_on(evidence.visit, witness.earlier, rules.quota_times, rules.quota_days);
    found.left = quota.left;
    found.next_day = quota.next_day;
    if (quota.left == 0) found.refused |= bit(Reason::quota_used);
  }
  if (asks.applicant_is_never && witness.is_applicant) found.refused |= bit(Reason::self);
  if (asks.officer_is_never && witness.is_officer) found.refused |= bit(Reason::officer);

  // The parts ask about different facts, so an unknown one that could change its part can change the whole
  // as long as no part is certain to fail.
  const bool is_open =
      found.born_is_open || found.mitid_since_is_open || found.mitid_present_is_open || documents_are_open;
  if (found.refused == 0) {
    found.outcome = is_open ? Outcome::undetermined : Outcome::eligible;
    return found;
  }
  found.outcome = Outcome::not_eligible;
  found.born_is_open = found.mitid_since_is_open = found.mitid_present_is_open = false;
  found.open.fill(0);
  return found;
}

std::string_view clause_of(const WitnessRules& rules, Reason reason) {
  switch (reason) {
    case Reason::too_young:
      return rules.age_years_min.clause.text;
    case Reason::mitid_too_new:
      return rules.mitid_days_more_than.clause.text;
    case Reason::mitid_absent:
      return rules.own_mitid_clause.text;
    case Reason::no_valid_documents:
    case Reason::no_photo_document:
      return rules.picture_clause.text;
    case Reason::quota_used:
      return rules.quota_clause.text;
    case Reason::self:
    case Reason::officer:
      return rules.never_clause.text;
  }
  std::unreachable();
}

}  // namespace skranke::witness
