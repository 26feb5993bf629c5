// The two halves of moving a visit, between which its new seats are taken.
#pragma once

#include <string>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Gives seats and time back, so that they are not in the visit's own way. Gives whose the time was.
[[nodiscard]] Outcome<std::string> begin_move(Transaction& transaction, const std::string& booking_id);

// Keeps where the visit is now with what the guide says of its plan there, and says so to whom it concerns.
// False where the person has another visit at that time; all of it is to be undone then.
[[nodiscard]] Outcome<bool> end_move(Transaction& transaction, booking::Booking& booking,
                                     const std::string& person, const booking::Judge& judge,
                                     booking::Moment now);

}  // namespace skranke::storage
