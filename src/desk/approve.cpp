// The witness's approval: begun at the desk, finished when the browser comes back.
#include <algorithm>
#include <utility>

#include "desk/kept_login.hpp"
#include "desk/login_state.hpp"
#include "desk/statement_record.hpp"
#include "desk/witnessing.hpp"

namespace skranke::desk {
namespace {

using base::fail;
using base::Fault;
using base::Result;

constexpr std::int32_t known_years_max = 120;

std::string filled(std::string text, std::string_view placeholder, std::string_view value) {
  const std::size_t at = text.find(placeholder);
  return at == std::string::npos ? text : text.replace(at, placeholder.size(), value);
}

std::optional<base::Problem> wrong_wish(const WitnessTools& tools, const ApprovalWish& wish) {
  if (std::ranges::find(relations, wish.relation) == relations.end()) {
    std::string expected{"relation: expected one of:"};
    for (const std::string_view each : relations) expected.append(" ").append(each);
    return base::Problem{Fault::invalid_value, std::move(expected), "/relation"};
  }
  if (wish.known_years < 0 || wish.known_years > known_years_max)
    return base::Problem{Fault::invalid_value, "known_years: expected 0 to 120", "/known_years"};
  if (!tools.texts.contains(wish.language)) {
    std::string expected{"language: the statement exists in:"};
    for (const auto& [language, text] : tools.texts) expected.append(" ").append(language);
    return base::Problem{Fault::invalid_value, std::move(expected), "/language"};
  }
  return std::nullopt;
}

// Everything that the tokens are, as one text; its hash is what is signed.
std::string joined(const std::vector<SignedToken>& tokens) {
  std::string all;
  for (const SignedToken& token : tokens)
    all.append(token.kind).append(" ").append(token.text.reveal()).append("\n");
  return all;
}

Result<FinishedApproval> refused(const WitnessTools& tools, const std::string& approval_id,
                                 std::string_view why) {
  const auto kept = tools.ledger.refuse(approval_id, std::string{why});
  if (!kept) return std::unexpected{kept.error()};
  return FinishedApproval{.approval_id = approval_id, .refusal = std::string{why}};
}

}  // namespace

Result<PersonKeys> keys_of(const WitnessTools& tools, const proofing::CprNumber& number) {
  PersonKeys keys;
  keys.number = tools.pseudonyms.of("number", base::PersonalText{std::string{number.reveal()}});
  if (tools.people == nullptr) return keys;
  const auto found = tools.people->find(number);
  if (!found) return std::unexpected{found.error()};
  if (*found) keys.register_id = (*found)->person_id;
  return keys;
}

Result<PersonKeys> keys_of_login(const WitnessTools& tools, const ProvenLogin& login) {
  PersonKeys keys;
  if (login.cpr_number) {
    auto found = keys_of(tools, *login.cpr_number);
    if (!found) return found;
    keys = std::move(*found);
  }
  keys.mitid = tools.pseudonyms.of("mitid", login.mitid_uuid);
  return keys;
}

Result<BegunApproval> begin_approval(const WitnessTools& tools, const Officer& officer,
                                     const ApprovalWish& wish, Moment now) {
  if (tools.broker == nullptr)
    return fail(Fault::unavailable, "no broker for MitID is configured, so no witness can approve");
  if (auto problem = wrong_wish(tools, wish)) return std::unexpected{std::move(*problem)};
  const StatementText& text = tools.texts.at(wish.language);
  std::string reference = filled(text.reference_text, "{case}", wish.case_id);
  reference = filled(std::move(reference), "{initials}", wish.initials);
  reference = filled(std::move(reference), "{centre}", officer.centre_name);
  auto login = tools.broker->begin({.reference_text = base::PersonalText{reference},
                                    .language = wish.language,
                                    .level = AssuranceLevel::substantial,
                                    .is_cpr_number_wanted = true},
                                   now);
  if (!login) return std::unexpected{std::move(login.error())};
  const auto keys = keys_of(tools, wish.applicant);
  if (!keys) return std::unexpected{keys.error()};
  const auto applicant = tools.ledger.person_of(*keys);
  if (!applicant) return std::unexpected{applicant.error()};
  Approval approval;
  approval.approval_id = tools.new_id();
  approval.case_id = wish.case_id;
  approval.officer_id = officer.officer_id;
  approval.centre_id = officer.centre_id;
  approval.applicant_id = *applicant;
  approval.state = digest_of(tools.pseudonyms, "login-state", login->state);
  approval.secrets = to_bytes(*login);
  approval.statement = to_json(Declaration{.text_version = text.version,
                                           .language = text.language,
                                           .text_sha256 = text.sha256,
                                           .relation = wish.relation,
                                           .known_years = wish.known_years});
  approval.begun_at = now;
  approval.expires_at = now + approval_seconds;
  if (auto begun = tools.ledger.begin(approval); !begun) return std::unexpected{std::move(begun.error())};
  return BegunApproval{.approval_id = approval.approval_id,
                       .address = login->address,
                       .reference_text = std::move(reference),
                       .text = &text,
                       .expires_at = approval.expires_at};
}

ApprovalPlace where_to_approve(const Approval& approval) {
  if (approval.stage != ApprovalStage::begun) return {};
  const auto login = login_from(approval.secrets);
  if (!login) return {};
  return {.address = login->address, .reference_text = login->wish.reference_text.reveal()};
}

Result<FinishedApproval> finish_approval(const WitnessTools& tools, std::string_view query, Moment now) {
  if (tools.broker == nullptr) return fail(Fault::unavailable, "no broker for MitID is configured");
  auto approval = tools.ledger.approval_of_state(digest_of(tools.pseudonyms, "login-state", state_in(query)));
  if (!approval) return std::unexpected{std::move(approval.error())};
  if (!*approval) return FinishedApproval{.approval_id = {}, .refusal = "wrong-state"};
  const Approval& begun = **approval;
  if (begun.stage != ApprovalStage::begun) return FinishedApproval{begun.approval_id, "replayed"};
  if (begun.expires_at <= now) return refused(tools, begun.approval_id, "expired");
  const auto login = login_from(begun.secrets);
  if (!login) return fail(Fault::unavailable, "what was kept of the login can't be read");
  auto outcome = tools.broker->finish(*login, query, now);
  if (!outcome) return std::unexpected{std::move(outcome.error())};
  if (!*outcome) return refused(tools, begun.approval_id, name(outcome->error()));
  const ProvenLogin& proven = **outcome;
  const auto keys = keys_of_login(tools, proven);
  if (!keys) return std::unexpected{keys.error()};
  const auto witness = tools.ledger.person_of(*keys);
  if (!witness) return std::unexpected{witness.error()};
  const auto is_applicant = tools.ledger.same_person(*witness, begun.applicant_id);
  if (!is_applicant) return std::unexpected{is_applicant.error()};
  if (*is_applicant) return refused(tools, begun.approval_id, name(witness::Reason::self));
  Proof proof{.witness_id = *witness,
              .born = {},
              .mitid_since = proven.mitid_since,
              .level = std::string{name(proven.level)},
              .tokens = joined(proven.tokens)};
  if (proven.born) proof.born = proven.born->reveal();
  const auto kept = tools.ledger.prove(begun.approval_id, proof, now);
  if (!kept) return std::unexpected{kept.error()};
  return FinishedApproval{.approval_id = begun.approval_id, .refusal = *kept ? "" : "replayed"};
}

}  // namespace skranke::desk
