// The log's witnesses in a database: what they are shown, what they have cosigned. See docs/log.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/proof.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// A witness, by its public key as it is handed out. Everything else is empty or 0 until it has answered.
struct WitnessRow {
  std::string public_key = {};
  std::uint64_t size = 0;  // of the last checkpoint that it cosigned
  std::int64_t cosigned_at = 0;
  std::int64_t tries = 0;    // that failed since then
  std::int64_t next_at = 0;  // when it may be tried again
  std::string trouble = {};  // of the last one
};

// A checkpoint, and its note.
struct Shown {
  std::uint64_t size = 0;
  std::string note = {};  // empty: there is none yet
};

struct Witnessing {
  std::uint64_t log_size = 0;
  Shown shown = {};
  std::uint64_t published_size = 0;
  std::vector<WitnessRow> witnesses = {};  // all that were ever asked
};

class LogWitnesses {
 public:
  // `database` outlives this. All of it: Problem (unavailable): the database can't be read or written.
  explicit LogWitnesses(Database& database) : database_{database} {}

  [[nodiscard]] base::Result<Witnessing> look();

  // What is shown to witnesses until `until`, by the caller alone; empty where another server has its turn.
  // The newest checkpoint takes the place of the shown one once that is published, and where `to_newest`.
  [[nodiscard]] base::Result<std::optional<Shown>> take_turn(std::int64_t now, std::int64_t until,
                                                             bool to_newest);
  [[nodiscard]] base::Result<void> end_turn();

  // That the log of `before` entries is a beginning of the one of `size`, which it had. Problem (not_found):
  // `before` is larger.
  [[nodiscard]] base::Result<ledger::Proof> consistency(std::uint64_t before, std::uint64_t size);

  // A line under the checkpoint of `size`. Once it has `quorum` lines of `trusted` it is published with all
  // of them.
  [[nodiscard]] base::Result<void> keep_cosigned(const std::string& public_key, std::uint64_t size,
                                                 const std::string& line, std::int64_t at,
                                                 std::span<const std::string> trusted, std::size_t quorum);
  [[nodiscard]] base::Result<void> keep_failed(const std::string& public_key, const std::string& trouble,
                                               std::int64_t next_at);

 private:
  Database& database_;
};

// The newest checkpoint that a quorum of witnesses has cosigned, with their lines; empty before there is one.
// Problem (unavailable): the database can't be read.
[[nodiscard]] base::Result<std::string> published_checkpoint(Database& database);

}  // namespace skranke::storage
