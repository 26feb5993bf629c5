#include "storage/witness/seal_proofs.hpp"

#include <vector>

#include "storage/rows.hpp"
#include "storage/vault/data_keys.hpp"

namespace skranke::storage {
namespace {

constexpr std::size_t a_step = 200;

Outcome<void> seal_one(Transaction& transaction, const desk::Sealer& sealer, const std::string& approval_id,
                       const std::string& tokens) {
  const auto key = data_key_of(transaction, sealer, approval_subject(approval_id));
  if (!key) return std::unexpected{key.error()};
  if (!*key)
    return fail(FaultKind::corrupt, "what was destroyed of " + approval_id + " is there in the clear");
  const auto sealed = sealer.seal(**key, proof_context(approval_id), base::PersonalText{tokens});
  if (!sealed) return sealing_fault(sealed.error());
  return done(transaction,
              "update witness_approval set proof = $2, proof_is_clear = 0 where approval_id = $1",
              {approval_id, bytes_value(*sealed)});
}

Outcome<void> seal_some(Transaction& transaction, const desk::Sealer& sealer, std::size_t& count) {
  const auto rows =
      transaction.run("select approval_id, proof from witness_approval where proof_is_clear = 1 limit 200");
  if (!rows) return std::unexpected{rows.error()};
  count = rows->size();
  for (const Row& row : *rows) {
    if (auto sealed = seal_one(transaction, sealer, text_at(row, 0), bytes_at(row, 1)); !sealed)
      return sealed;
  }
  return {};
}

}  // namespace

std::string proof_context(std::string_view approval_id) {
  return std::string{"witness_approval.proof:"}.append(approval_id);
}

Outcome<void> seal_proofs(Database& database, const desk::Sealer& sealer) {
  Outcome<void> done;
  for (std::size_t count = a_step; done && count == a_step;)
    done = database.write([&](Transaction& transaction) { return seal_some(transaction, sealer, count); });
  return done;
}

}  // namespace skranke::storage
