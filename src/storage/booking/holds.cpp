// Holds: seats that are somebody's for a while.
#include "storage/booking/seats.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

using booking::Moment;

Outcome<void> hold_in(Transaction& transaction, const booking::Hold& hold, Moment now, bool& is_held) {
  is_held = false;
  for (const std::string_view sql : {"delete from booking_hold where held_until <= $1",
                                     "delete from booking_seat where held_until <= $1"}) {
    if (auto forgotten = done(transaction, sql, {now}); !forgotten) return forgotten;
  }
  const auto counter = take_seats(transaction, hold.seats, hold.hold_id, hold.until, now);
  if (!counter) return std::unexpected{counter.error()};
  if (!*counter) return {};
  is_held = true;
  return done(
      transaction,
      "insert into booking_hold (hold_id, centre_id, service, start, cells, grid, counter, "
      "held_until) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {hold.hold_id, hold.seats.centre, hold.service, hold.seats.start, std::int64_t{hold.seats.cells},
       std::int64_t{hold.seats.grid}, std::int64_t{**counter}, hold.until});
}

// The seats of a hold that was used are a booking's, under another id.
Outcome<void> release_in(Transaction& transaction, const std::string& hold_id) {
  if (auto gone = done(transaction, "delete from booking_hold where hold_id = $1", {hold_id}); !gone)
    return gone;
  return done(transaction, "delete from booking_seat where booking_id = $1 and held_until is not null",
              {hold_id});
}

}  // namespace

base::Result<bool> StoredBookings::hold(const booking::Hold& hold, Moment now) {
  bool is_held = false;
  const auto written =
      database_.write([&](Transaction& transaction) { return hold_in(transaction, hold, now, is_held); });
  if (!written) return bookings_unavailable(written.error());
  return is_held;
}

base::Result<void> StoredBookings::release(const std::string& hold_id) {
  const auto written =
      database_.write([&](Transaction& transaction) { return release_in(transaction, hold_id); });
  if (!written) return bookings_unavailable(written.error());
  return {};
}

}  // namespace skranke::storage
