#include "storage/witness/seal_proofs.hpp"

#include <vector>

#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

constexpr std::size_t a_step = 200;

Outcome<void> seal_some(Transaction& transaction,
                        const std::function<std::string(const std::string&, const std::string&)>& seal,
                        std::size_t& count) {
  const auto rows =
      transaction.run("select approval_id, proof from witness_approval where proof_is_clear = 1 limit 200");
  if (!rows) return std::unexpected{rows.error()};
  count = rows->size();
  for (const Row& row : *rows) {
    const std::string id = text_at(row, 0);
    const auto done =
        transaction.run("update witness_approval set proof = $2, proof_is_clear = 0 where approval_id = $1",
                        std::vector<Value>{id, bytes_value(seal(id, bytes_at(row, 1)))});
    if (!done) return std::unexpected{done.error()};
  }
  return {};
}

}  // namespace

Outcome<void> seal_proofs(Database& database,
                          const std::function<std::string(const std::string&, const std::string&)>& seal) {
  Outcome<void> done;
  for (std::size_t count = a_step; done && count == a_step;)
    done = database.write([&](Transaction& transaction) { return seal_some(transaction, seal, count); });
  return done;
}

}  // namespace skranke::storage
