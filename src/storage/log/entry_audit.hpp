// The entries of the log, one after another: the tree that they make, and which of them are a row's newest.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/log/log_audit.hpp"

namespace skranke::storage {

// By place: whether the entry is a standing row's newest.
struct Standing {
  std::vector<bool> is_newest;
  std::uint64_t count = 0;
};

// Adds to `audit` what is wrong.
[[nodiscard]] Outcome<Standing> audit_entries(Transaction& transaction, const AuditWish& wish, Audit& audit);

}  // namespace skranke::storage
