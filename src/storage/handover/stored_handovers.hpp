// The outbox of decided cases, as senders and who looks after them see it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "storage/database.hpp"
#include "storage/handover/handover.hpp"

namespace skranke::storage {

struct DueHandover {
  Handover event;
  desk::DataKey key;          // of the case
  std::int32_t attempts = 0;  // with this one
};

// Why an event could not be delivered.
enum class HandoverTrouble : std::uint8_t {
  unreachable,  // nobody answers: the other end takes nobody's event
  refused,      // it was answered with something else than success
  unreadable,   // its payload can't be opened: sealed by another key
};

[[nodiscard]] constexpr std::string_view name(HandoverTrouble trouble) {
  switch (trouble) {
    case HandoverTrouble::unreachable:
      return "unreachable";
    case HandoverTrouble::refused:
      return "refused";
    case HandoverTrouble::unreadable:
      return "unreadable";
  }
  std::unreachable();
}

// What the other end said.
struct HandoverAnswer {
  std::int64_t status = 0;  // of HTTP; 0: nothing was said
  std::string body;         // kept up to handover_answer_bytes_max; broken UTF-8 is replaced
};
inline constexpr std::size_t handover_answer_bytes_max = 2048;

// Tries of an event, and the time between them in pauses of the first: with five seconds these are 5 seconds,
// 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours. Three days, three hours and 35 minutes after the first try
// an event fails for good.
inline constexpr std::int32_t handover_tries_max = 10;
[[nodiscard]] std::int64_t handover_pause_after(std::int32_t attempts, std::int64_t first_pause);

struct HandoverCounts {
  std::int64_t waiting = 0;
  std::int64_t delivered = 0;
  std::int64_t failed = 0;
};

class StoredHandovers {
 public:
  // `database` outlives it. Any number of threads and servers may call. Problems (unavailable): the database
  // does not work.
  explicit StoredHandovers(Database& database) : database_{database} {}

  // At most `count` events of the target that are due, the longest due first, which nobody else gets until
  // `until`. An event waits for those of its case that were written before it.
  [[nodiscard]] base::Result<std::vector<DueHandover>> claim(HandoverTarget target, std::int64_t now,
                                                             std::int64_t until, std::size_t count);

  // Its payload is forgotten.
  [[nodiscard]] base::Result<void> mark_delivered(const std::string& event_id, std::int64_t now,
                                                  const HandoverAnswer& answer);
  // Tried again at `again`; without that it failed for good, and keeps its payload to be tried anew.
  [[nodiscard]] base::Result<void> mark_failed(const std::string& event_id, std::int64_t now,
                                               HandoverTrouble trouble, const HandoverAnswer& answer,
                                               std::optional<std::int64_t> again);
  // Claimed and not tried: due at `again`, and the try does not count.
  [[nodiscard]] base::Result<void> put_back(const std::string& event_id, std::int64_t again);

  [[nodiscard]] base::Result<HandoverCounts> count();
  // Those that failed first, then those that wait, by when they are due; at most `count`.
  [[nodiscard]] base::Result<std::vector<StandingHandover>> standing(std::size_t count);
  // Due at `now` with all its tries before it. False where no such event waits or failed.
  [[nodiscard]] base::Result<bool> retry(const std::string& event_id, std::int64_t now);

 private:
  Database& database_;
};

}  // namespace skranke::storage
