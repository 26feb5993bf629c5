// Forgetting who came, once their visits are long over.
#include <string>
#include <string_view>
#include <vector>

#include "storage/booking/stored_bookings.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

constexpr booking::Moment seconds_a_minute = 60;

// What could never be said is not said any more, and its address goes with it.
Outcome<void> forget_in(Transaction& transaction, booking::Instant before, std::int64_t most,
                        std::int64_t& forgotten) {
  const auto rows = transaction.run(
      "update booking set name = '', email = '', phone = '', plan = '' where booking_id in "
      "(select booking_id from booking where start < $1 and name <> '' order by start limit $2) "
      "returning booking_id",
      std::vector<Value>{before, most});
  if (!rows) return std::unexpected{rows.error()};
  forgotten = std::ssize(*rows);
  std::vector<Argument> ids;
  ids.reserve(rows->size());
  for (const Row& row : *rows) ids.emplace_back(std::string_view{std::get<std::string>(row.front())});
  for (const std::string_view sql :
       {"delete from booking_person where booking_id = $1",
        "delete from booking_contact where booking_id = $1",
        "delete from booking_message where booking_id = $1 and state <> 'sent'"}) {
    if (const auto gone = transaction.run_many(sql, 1, ids); !gone) return std::unexpected{gone.error()};
  }
  return {};
}

}  // namespace

base::Result<std::int64_t> StoredBookings::forget(booking::Moment before, std::int64_t most) {
  std::int64_t forgotten = 0;
  const auto written = database_.write([&](Transaction& transaction) {
    return forget_in(transaction, before / seconds_a_minute, most, forgotten);
  });
  if (!written) return bookings_unavailable(written.error());
  return forgotten;
}

}  // namespace skranke::storage
