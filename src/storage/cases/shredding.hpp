// Destroying what may not be kept any longer: data keys, and what they sealed.
//
// What is left of a case are its ids, times and outcome, for the figures and for the log, which goes on to
// hold: its entries commit to rows under salts that go with them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cases/case.hpp"
#include "cases/retention.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

using cases::FieldClass;

// The ids of what is older than `before` and not held, the oldest first; at most `most`. Cases, approvals or
// look-ups.
[[nodiscard]] base::Result<std::vector<std::string>> due_for_shredding(Database& database, FieldClass what,
                                                                       cases::Moment before,
                                                                       cases::Moment now, std::int64_t most);

// Destroys it, of each that is not held, in one transaction; gives how many were. Those that are gone already
// don't count.
[[nodiscard]] base::Result<std::int64_t> shred(Database& database, FieldClass what,
                                               const std::vector<std::string>& ids, cases::Moment now);

// Everything of a case, within a transaction that has asked whether it is held.
[[nodiscard]] Outcome<void> erase_case(Transaction& transaction, const std::string& case_id,
                                       cases::Moment now);

// What a subject of a data key names, whatever is left of it. False: no data key has such a subject.
[[nodiscard]] Outcome<bool> shred_subject(Transaction& transaction, const std::string& subject,
                                          cases::Moment now);

// Once the transaction is committed, what it overwrote is not in files beside the tables either.
[[nodiscard]] Outcome<void> forget_files(Transaction& transaction);

// Whether a hold on the case counts now.
[[nodiscard]] Outcome<bool> is_held(Transaction& transaction, const std::string& case_id, cases::Moment now);

}  // namespace skranke::storage
