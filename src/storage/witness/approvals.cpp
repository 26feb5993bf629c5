// The life of a witness's approval: begun, proven or refused, used.
#include <utility>

#include "base/ensure.hpp"
#include "storage/vault/data_keys.hpp"
#include "storage/witness/persons.hpp"
#include "storage/witness/rows.hpp"
#include "storage/witness/seal_proofs.hpp"
#include "storage/witness/stored_vouchings.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using desk::Approval;
using desk::ApprovalStage;

ApprovalStage stage_of(std::string_view name) {
  if (name == "begun") return ApprovalStage::begun;
  if (name == "proven") return ApprovalStage::proven;
  if (name == "refused") return ApprovalStage::refused;
  base::ensure(name == "used", "a stage of an approval");
  return ApprovalStage::used;
}

#define SKRANKE_APPROVAL_COLUMNS                                                                     \
  "select a.approval_id, a.case_id, a.officer_id, a.centre_id, a.applicant_id, a.state, a.secrets, " \
  "a.statement, a.begun_at, a.expires_at, a.stage, a.refusal, a.witness_id, a.born, a.mitid_since, " \
  "a.level, a.proof, w.root, p.root, k.generation, k.wrapped from witness_approval a "               \
  "join witness_person p on p.person_id = a.applicant_id "                                           \
  "left join data_key k on k.subject = 'approval.' || a.approval_id "                                \
  "left join witness_person w on w.person_id = a.witness_id "

Approval approval_from(const Row& row) {
  return {.approval_id = text_at(row, 0),
          .case_id = text_at(row, 1),
          .officer_id = text_at(row, 2),
          .centre_id = text_at(row, 3),
          .applicant_id = text_at(row, 4),
          .state = text_at(row, 5),
          .secrets = bytes_at(row, 6),
          .statement = text_at(row, 7),
          .begun_at = integer_at(row, 8),
          .expires_at = integer_at(row, 9),
          .stage = stage_of(text_at(row, 10)),
          .refusal = text_at(row, 11),
          .witness_id = optional_text_at(row, 12),
          .born = optional_day_at(row, 13),
          .mitid_since = optional_day_at(row, 14),
          .level = text_at(row, 15),
          .proof = bytes_at(row, 16)};
}
constexpr std::size_t key_column = 19;

// Tokens of before data keys were kept as they came, which is as letters.
Result<void> open_proof(Approval& approval, const desk::DataKey& key, const desk::Sealer& sealer) {
  constexpr char first_letter = ' ';
  if (approval.proof.empty() || approval.proof.front() >= first_letter) return {};
  auto tokens = sealer.open(key, proof_context(approval.approval_id), approval.proof);
  if (!tokens) return std::unexpected{std::move(tokens.error())};
  approval.proof = tokens->reveal();
  return {};
}

}  // namespace

Result<void> StoredVouchings::begin(const Approval& approval) {
  const auto written = database_.write([&](Transaction& transaction) {
    return done(
        transaction,
        "insert into witness_approval (approval_id, case_id, officer_id, centre_id, applicant_id, state, "
        "secrets, statement, begun_at, expires_at, stage, refusal, level, proof) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'begun', '', '', $11)",
        {approval.approval_id, approval.case_id, approval.officer_id, approval.centre_id,
         approval.applicant_id, approval.state, bytes_value(approval.secrets), approval.statement,
         approval.begun_at, approval.expires_at, Bytes{}});
  });
  if (!written) return ledger_unavailable(written.error());
  return {};
}

Result<std::optional<Approval>> StoredVouchings::find_approval(std::string_view sql,
                                                               const std::string& value) {
  std::optional<Approval> found;
  desk::DataKey key;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    found.reset();
    const auto rows = transaction.run(sql, std::vector<Value>{value});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    found = approval_from(rows->front());
    key = data_key_at(rows->front(), key_column, approval_subject(found->approval_id));
    return {};
  });
  if (!read) return ledger_unavailable(read.error());
  if (!found) return found;
  if (auto opened = open_proof(*found, key, sealer_); !opened) return std::unexpected{opened.error()};
  return found;
}

Result<std::optional<Approval>> StoredVouchings::approval(const std::string& approval_id) {
  return find_approval(SKRANKE_APPROVAL_COLUMNS "where a.approval_id = $1", approval_id);
}

Result<std::optional<Approval>> StoredVouchings::approval_of_state(const std::string& state) {
  return find_approval(SKRANKE_APPROVAL_COLUMNS "where a.state = $1", state);
}

namespace {

// Whether any of these MitID ids is the person's.
Outcome<bool> is_one_of(Transaction& transaction, const std::string& root,
                        const std::vector<std::string>& mitids) {
  for (const std::string& mitid : mitids) {
    const auto rows = transaction.run(
        "select 1 from witness_identifier i join witness_person p on p.person_id = i.person_id "
        "where i.kind = 'mitid' and i.digest = $1 and p.root = $2",
        std::vector<Value>{bytes_value(mitid), root});
    if (!rows) return std::unexpected{rows.error()};
    if (!rows->empty()) return true;
  }
  return false;
}

}  // namespace

Result<std::optional<desk::Candidate>> StoredVouchings::candidate(const std::string& approval_id,
                                                                  base::Day earlier_from,
                                                                  const std::vector<std::string>& officers) {
  std::optional<desk::Candidate> found;
  desk::DataKey key;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    found.reset();
    const auto rows =
        transaction.run(SKRANKE_APPROVAL_COLUMNS "where a.approval_id = $1", std::vector<Value>{approval_id});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    found.emplace().approval = approval_from(rows->front());
    key = data_key_at(rows->front(), key_column, approval_subject(approval_id));
    if (found->approval.witness_id.empty()) return {};
    const std::string& root = text_at(rows->front(), 17);
    found->is_applicant = root == text_at(rows->front(), 18);
    const auto is_officer = is_one_of(transaction, root, officers);
    if (!is_officer) return std::unexpected{is_officer.error()};
    found->is_officer = *is_officer;
    const auto days = counted_days(transaction, root, base::format_day(earlier_from));
    if (!days) return std::unexpected{days.error()};
    for (const std::string& day : *days) found->earlier.push_back(base::parse_day(day).value());
    return {};
  });
  if (!read) return ledger_unavailable(read.error());
  if (!found) return found;
  if (auto opened = open_proof(found->approval, key, sealer_); !opened)
    return std::unexpected{opened.error()};
  return found;
}

#undef SKRANKE_APPROVAL_COLUMNS

// What finishing the login needed is of no use any more, and goes.
Result<bool> StoredVouchings::prove(const std::string& approval_id, const desk::Proof& proof,
                                    desk::Moment now) {
  bool is_proven = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    is_proven = false;
    const auto key = data_key_of(transaction, sealer_, approval_subject(approval_id));
    if (!key) return std::unexpected{key.error()};
    if (!*key) return {};
    const auto tokens = sealer_.seal(**key, proof_context(approval_id), base::PersonalText{proof.tokens});
    if (!tokens) return sealing_fault(tokens.error());
    const auto rows = transaction.run(
        "update witness_approval set stage = 'proven', witness_id = $2, born = $3, mitid_since = $4, "
        "level = $5, proof = $6, secrets = $8 where approval_id = $1 and stage = 'begun' and expires_at > $7 "
        "returning case_id",
        std::vector<Value>{approval_id, proof.witness_id, day_value(proof.born), day_value(proof.mitid_since),
                           proof.level, bytes_value(*tokens), now, Bytes{}});
    if (!rows) return std::unexpected{rows.error()};
    is_proven = !rows->empty();
    return {};
  });
  if (!written) return ledger_unavailable(written.error());
  return is_proven;
}

Result<bool> StoredVouchings::refuse(const std::string& approval_id, const std::string& why) {
  return changed(
      "update witness_approval set stage = 'refused', refusal = $2, secrets = $3 where approval_id = $1 and "
      "stage = 'begun' returning case_id",
      {approval_id, why, Bytes{}});
}

}  // namespace skranke::storage
