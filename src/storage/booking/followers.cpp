#include "storage/booking/followers.hpp"

#include "storage/booking/invitation_rows.hpp"
#include "storage/booking/waiting_rows.hpp"

namespace skranke::storage {
namespace {

using booking::Booking;
using booking::InvitationState;
using booking::Moment;
using booking::WaitEnding;
using booking::Waiting;
using booking::WaitState;

Outcome<void> follow_in_line(Transaction& transaction, const Booking& booking, Moment now) {
  const auto found = lock_waiting_for(transaction, booking.booking_id);
  if (!found) return std::unexpected{found.error()};
  if (!*found) return {};
  const Waiting& waiting = **found;
  const bool is_cancelled = booking.state == booking::State::cancelled;
  if (is_cancelled || booking.centre != waiting.centre || booking.service != waiting.service ||
      booking.start <= waiting.from) {
    return end_waiting(transaction, waiting, WaitState::over,
                       is_cancelled ? WaitEnding::visit_cancelled : WaitEnding::visit_changed, now);
  }
  if (!waiting.offer || waiting.offer->start < booking.start) return {};
  if (auto closed = close_offer(transaction, waiting, "withdrawn"); !closed) return closed;
  return wait_on(transaction, waiting.waiting_id, waiting.missed, now);
}

}  // namespace

Outcome<void> follow_move(Transaction& transaction, const Booking& booking, Moment now) {
  if (auto followed = follow_in_line(transaction, booking, now); !followed) return followed;
  auto found = invitation_of(transaction, booking.booking_id);
  if (!found) return std::unexpected{found.error()};
  if (!*found) return {};
  (*found)->state = InvitationState::invited;
  (*found)->sequence += 1;
  return change_invitation(transaction, **found, booking, "invited", now);
}

Outcome<void> follow_cancellation(Transaction& transaction, const Booking& booking, Moment now) {
  if (auto followed = follow_in_line(transaction, booking, now); !followed) return followed;
  auto found = invitation_of(transaction, booking.booking_id);
  if (!found) return std::unexpected{found.error()};
  // Who can't come has nothing to be told.
  if (!*found || (*found)->state == InvitationState::declined) return {};
  (*found)->sequence += 1;
  return change_invitation(transaction, **found, booking, "uninvited", now);
}

}  // namespace skranke::storage
