// Data keys in the database: found, drawn and destroyed in the transaction of what they seal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "desk/port/sealer.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Whose keys there are. The state of a case and its record have a key each, since one is kept longer than the
// other.
[[nodiscard]] std::string case_subject(std::string_view case_id);
[[nodiscard]] std::string record_subject(std::string_view case_id);
[[nodiscard]] std::string approval_subject(std::string_view approval_id);

// Generation 0 where there is none.
[[nodiscard]] Outcome<desk::DataKey> find_data_key(Transaction& transaction, std::string subject);

// The subject's key; where there is none, one is drawn and kept. Empty: it was destroyed, for good.
// FaultKind::unavailable where the newest master key of the database is not in hand.
[[nodiscard]] Outcome<std::optional<desk::DataKey>> data_key_of(Transaction& transaction,
                                                                const desk::Sealer& sealer,
                                                                std::string subject);
// The same for a subject that has none yet, one question less; FaultKind::invalid where it was destroyed.
[[nodiscard]] Outcome<desk::DataKey> new_data_key(Transaction& transaction, const desk::Sealer& sealer,
                                                  std::string_view subject);

// Its bytes are overwritten, and the row goes: nothing that was sealed under it can be opened any more,
// except by whoever has an older copy of the database and the master key of then.
[[nodiscard]] Outcome<void> destroy_data_key(Transaction& transaction, const std::string& subject);

// Of a row of a join: the key of `subject` from two columns, both NULL where there is none.
[[nodiscard]] desk::DataKey data_key_at(const Row& row, std::size_t generation_column, std::string subject);

// What a sealer says, as the fault of a transaction.
[[nodiscard]] std::unexpected<Fault> sealing_fault(const base::Problem& problem);

}  // namespace skranke::storage
