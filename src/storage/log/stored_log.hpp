// The log in a database: what waits is taken in, signed, and given out. See docs/log.md.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "ledger/proof.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Signs the text of a checkpoint; gives the note. Called within a transaction: it waits for nothing.
using SignCheckpoint = std::function<std::string(const std::string& text)>;

class StoredLog {
 public:
  // `database` outlives the log. `origin` is the log's name for good.
  StoredLog(Database& database, std::string origin, SignCheckpoint sign);

  // Takes at most `count` of what waits into the log, the oldest first, and signs the new state; where
  // nothing waits, nothing is done. Gives how many. Any number of programs may call it at once: one after
  // another each takes what the ones before left. Problem (unavailable): the database can't be read or
  // written.
  [[nodiscard]] base::Result<std::size_t> take_in(std::int64_t now, std::size_t count);

  // The first `width` hashes of a tile; empty where there are not so many.
  [[nodiscard]] base::Result<std::string> tile(std::uint64_t level, std::uint64_t number,
                                               std::uint64_t width);

 private:
  Database& database_;
  std::string origin_;
  SignCheckpoint sign_;
};

// The newest signed state as a note; empty before there is one. Problem (unavailable): the database can't be
// read.
[[nodiscard]] base::Result<std::string> newest_checkpoint(Database& database);

}  // namespace skranke::storage
