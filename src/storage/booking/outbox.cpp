#include "storage/booking/outbox.hpp"

#include <string>

#include "storage/rows.hpp"

namespace skranke::storage {
namespace {

constexpr booking::Moment seconds_a_minute = 60;
constexpr booking::Moment reminder_seconds = 86'400;

}  // namespace

Outcome<void> tell(Transaction& transaction, const booking::Booking& booking, std::string_view event,
                   booking::Moment due_at) {
  if (booking.email.empty() && booking.phone.empty()) return {};
  return done(transaction,
              "insert into booking_message (booking_id, event, sequence, due_at, attempts) "
              "values ($1, $2, $3, $4, 0)",
              {booking.booking_id, std::string{event}, std::int64_t{booking.sequence}, due_at});
}

Outcome<void> remind_first(Transaction& transaction, const booking::Booking& booking, booking::Moment now) {
  const booking::Moment due = booking.start * seconds_a_minute - reminder_seconds;
  if (booking.state == booking::State::cancelled || due <= now) return {};
  return tell(transaction, booking, "reminder", due);
}

Outcome<void> remind(Transaction& transaction, const booking::Booking& booking, booking::Moment now) {
  auto gone = done(transaction,
                   "delete from booking_message where booking_id = $1 and event = 'reminder' and "
                   "sent_at is null",
                   {booking.booking_id});
  if (!gone) return gone;
  return remind_first(transaction, booking, now);
}

}  // namespace skranke::storage
