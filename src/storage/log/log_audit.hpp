// Whether the log is whole, and the tables are what it says. See docs/log.md.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/checkpoint.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

struct AuditWish {
  // Checkpoints that were seen before and are trusted: the log has to be their continuation.
  std::vector<ledger::Checkpoint> earlier;
  // Of how much is done, in entries and rows; may be empty.
  std::function<void(std::uint64_t done)> progress;
};

struct Audit {
  std::uint64_t size = 0;             // entries
  std::uint64_t rows = 0;             // of watched tables, each held against its newest entry
  std::uint64_t waiting = 0;          // changes that are not in the log yet
  ledger::Checkpoint computed;        // from the entries; its origin is the one of `note`
  std::string note;                   // the signed checkpoint as it stands; empty before there is one
  std::vector<std::string> findings;  // what is wrong, in English, the first limits::audit_findings_max of it
  std::uint64_t findings_count = 0;
};

// Reads the whole log and all watched tables from one snapshot: each entry in its place, the hashes of tiles
// and of the state, the root of the checkpoint, and for each row the commitment in its newest entry. The
// checkpoint's signature is the caller's to check. Problem (unavailable): the database can't be read.
[[nodiscard]] base::Result<Audit> audit_log(Database& database, const AuditWish& wish);

}  // namespace skranke::storage
