#include "storage/outbox_counts.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace skranke::storage {
namespace {

struct Count {
  std::string_view sql;
  std::int64_t OutboxCounts::* sum;
};

// The states are written out, since an index of a part of a table serves a statement that names that part.
constexpr std::array counts{
    Count{"select count(*) from booking_message where state = 'waiting'", &OutboxCounts::messages_waiting},
    Count{"select count(*) from booking_message where state = 'given-up'", &OutboxCounts::messages_given_up},
    Count{"select count(*) from waiting_message where state = 'waiting'", &OutboxCounts::messages_waiting},
    Count{"select count(*) from waiting_message where state = 'given-up'", &OutboxCounts::messages_given_up},
    Count{"select count(*) from handover where state = 'waiting'", &OutboxCounts::handovers_waiting},
    Count{"select count(*) from handover where state = 'failed'", &OutboxCounts::handovers_failed},
    Count{"select count(*) from log_waiting", &OutboxCounts::log_waiting},
};

}  // namespace

Outcome<OutboxCounts> count_outboxes(Database& database) {
  OutboxCounts sums;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    sums = {};
    for (const Count& each : counts) {
      const auto rows = transaction.run(each.sql);
      if (!rows) return std::unexpected{rows.error()};
      sums.*each.sum += std::get<std::int64_t>(rows->at(0).at(0));
    }
    return {};
  });
  if (!read) return std::unexpected{read.error()};
  return sums;
}

}  // namespace skranke::storage
