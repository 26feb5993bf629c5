// The state of a witness of logs, in a database of its own: of each log the last checkpoint that was
// cosigned.
//
// This row is all that keeps a witness from cosigning a log that was forked: it is compared and set in one
// transaction, and is on the disk before a cosignature leaves the process.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cosigning/judge.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// The schema of that database, for Options.
[[nodiscard]] std::span<const Migration> cosigning_migrations();

// Changes no row, and is refused by what takes no changes.
inline constexpr std::string_view cosigning_nothing_changed =
    "update cosigner set only_row = only_row where only_row = 2";

struct CosignedLog {
  std::string origin = {};
  std::uint64_t size = 0;
  std::string note = {};  // the checkpoint as its log signed it, and this witness's cosignature
  std::int64_t at = 0;
};

class CosignedLogs {
 public:
  // The cosignature, a line, of a note's text at a time. Called within a transaction: it waits for nothing.
  using Cosign = std::function<std::string(const std::string& text, std::int64_t at)>;

  // `database` outlives this.
  explicit CosignedLogs(Database& database) : database_{database} {}

  // The public key that the state belongs to; empty before set_key. Problem (unavailable): it can't be read.
  [[nodiscard]] base::Result<std::string> key();
  // Once, in a state that has none. Problem (unavailable).
  [[nodiscard]] base::Result<void> set_key(const std::string& key);

  // Judges, and where the verdict is cosigned keeps the checkpoint: atomic, and durable when it returns. The
  // log's signature is the caller's to check. Times of one log never go back. Never throws for what is in
  // `submission`.
  [[nodiscard]] cosigning::Told take(const ledger::Submission& submission, std::int64_t now,
                                     const Cosign& cosign);

  // By origin. Problem (unavailable).
  [[nodiscard]] base::Result<std::vector<CosignedLog>> all();

 private:
  Database& database_;
};

}  // namespace skranke::storage
