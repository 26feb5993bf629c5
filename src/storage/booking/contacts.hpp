// The places that one contact's visits to come take: rows, so that no number can be exceeded by two at once.
#pragma once

#include <string>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Takes a place of the contact for this booking. False where all of `wanted.contact_max` are taken.
[[nodiscard]] Outcome<bool> take_place(Transaction& transaction, const booking::NewBooking& wanted,
                                       const booking::Booking& booking);

// The same as a statement that breaks a constraint where all are taken. It may also take none, where somebody
// else takes the same one at the same moment.
[[nodiscard]] Statement place_taken(const booking::NewBooking& wanted, const booking::Booking& booking);

// The place of a booking that was moved is free after its new time, that of a cancelled one at once.
[[nodiscard]] Outcome<void> keep_place(Transaction& transaction, const booking::Booking& booking);
[[nodiscard]] Outcome<void> give_place_back(Transaction& transaction, const std::string& booking_id);

}  // namespace skranke::storage
