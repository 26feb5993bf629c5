// How many messages and handovers stand in the outboxes, by state, and how many changes wait for the log:
// numbers only.
#pragma once

#include <cstdint>

#include "storage/database.hpp"

namespace skranke::storage {

struct OutboxCounts {
  std::int64_t messages_waiting = 0;
  std::int64_t messages_given_up = 0;
  std::int64_t handovers_waiting = 0;
  std::int64_t handovers_failed = 0;
  std::int64_t log_waiting = 0;  // changes that are not in the log yet
};

// Reads the indexes of what stands, and nothing of what is done: its cost grows with what waits.
[[nodiscard]] Outcome<OutboxCounts> count_outboxes(Database& database);

}  // namespace skranke::storage
