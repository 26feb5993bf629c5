// The rows of watched tables, each held against the commitment in its newest entry.
#pragma once

#include "storage/log/entry_audit.hpp"
#include "storage/log/log_audit.hpp"

namespace skranke::storage {

// Adds to `audit` what is wrong.
[[nodiscard]] Outcome<void> audit_rows(Transaction& transaction, const AuditWish& wish,
                                       const Standing& standing, Audit& audit);

}  // namespace skranke::storage
