// Whom a changed visit concerns beside who booked it: the waiting list, where it was to be earlier, and its
// witness. Called by whatever moves or cancels a visit, in the same transaction.
#pragma once

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// `booking` is where it was moved to. The witness has to confirm the new time; an offer that is not earlier
// any more is withdrawn; an entry that has what it asked for is over.
[[nodiscard]] Outcome<void> follow_move(Transaction& transaction, const booking::Booking& booking,
                                        booking::Moment now);

// The entry is over, held seats are free, and the witness is told.
[[nodiscard]] Outcome<void> follow_cancellation(Transaction& transaction, const booking::Booking& booking,
                                                booking::Moment now);

}  // namespace skranke::storage
