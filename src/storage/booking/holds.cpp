#include "storage/booking/holds.hpp"

#include <vector>

#include "storage/booking/seats.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/booking/unavailable.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

Outcome<void> hold_in(Transaction& transaction, const booking::Hold& hold, booking::Moment now,
                      bool& is_held) {
  is_held = false;
  for (const std::string_view sql : {"delete from booking_hold where held_until <= $1",
                                     "delete from booking_seat where held_until <= $1"}) {
    if (auto forgotten = done(transaction, sql, {now}); !forgotten) return forgotten;
  }
  const auto put = put_hold(transaction, hold, now);
  if (!put) return std::unexpected{put.error()};
  is_held = *put;
  return {};
}

}  // namespace

Outcome<bool> put_hold(Transaction& transaction, const booking::Hold& hold, booking::Moment now) {
  const auto counter = take_seats(transaction, hold.seats, hold.hold_id, hold.until, now);
  if (!counter) return std::unexpected{counter.error()};
  if (!*counter) return false;
  const auto kept =
      done(transaction,
           "insert into booking_hold (hold_id, centre_id, service, start, cells, grid, counter, "
           "held_until) values ($1, $2, $3, $4, $5, $6, $7, $8)",
           {hold.hold_id, hold.seats.centre, hold.service, hold.seats.start, std::int64_t{hold.seats.cells},
            std::int64_t{hold.seats.grid}, std::int64_t{**counter}, hold.until});
  if (!kept) return std::unexpected{kept.error()};
  return true;
}

Outcome<bool> use_hold(Transaction& transaction, const std::string& hold_id, booking::Moment now,
                       booking::Booking& booking) {
  const auto holds = transaction.run(
      "delete from booking_hold where hold_id = $1 and held_until > $2 "
      "returning centre_id, service, start, cells, grid, counter",
      std::vector<Value>{hold_id, now});
  if (!holds) return std::unexpected{holds.error()};
  if (holds->empty()) return false;
  const Row& hold = holds->front();
  booking.centre = text_at(hold, 0);
  booking.service = text_at(hold, 1);
  booking.start = integer_at(hold, 2);
  booking.minutes = static_cast<std::int32_t>(integer_at(hold, 3) * integer_at(hold, 4));
  booking.counter = static_cast<std::int32_t>(integer_at(hold, 5));
  const auto seats = transaction.run(
      "update booking_seat set booking_id = $2, held_until = null where booking_id = $1 returning start",
      std::vector<Value>{hold_id, booking.booking_id});
  if (!seats) return std::unexpected{seats.error()};
  return std::ssize(*seats) == integer_at(hold, 3);
}

Outcome<void> drop_hold(Transaction& transaction, const std::string& hold_id) {
  if (auto gone = done(transaction, "delete from booking_hold where hold_id = $1", {hold_id}); !gone)
    return gone;
  // The seats of a hold that was used are a booking's, under another id.
  return done(transaction, "delete from booking_seat where booking_id = $1 and held_until is not null",
              {hold_id});
}

base::Result<bool> StoredBookings::hold(const booking::Hold& hold, booking::Moment now) {
  bool is_held = false;
  const auto written =
      database_.write([&](Transaction& transaction) { return hold_in(transaction, hold, now, is_held); });
  if (!written) return bookings_unavailable(written.error());
  return is_held;
}

base::Result<void> StoredBookings::release(const std::string& hold_id) {
  const auto written =
      database_.write([&](Transaction& transaction) { return drop_hold(transaction, hold_id); });
  if (!written) return bookings_unavailable(written.error());
  return {};
}

}  // namespace skranke::storage
