// The places that one contact's visits to come take: rows, so that no number can be exceeded by two at once.
#pragma once

#include <string>
#include <vector>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Takes a place of the contact for this booking. False where all of `wanted.contact_max` are taken.
[[nodiscard]] Outcome<bool> take_place(Transaction& transaction, const booking::NewBooking& wanted,
                                       const booking::Booking& booking);

// The same as rows of `values`, for `insist_on_places`: statements that break a constraint where all places
// of a contact are taken. They may also take none, where somebody else takes the same one at the same moment.
// No contact is in `values` twice.
void add_place(const booking::NewBooking& wanted, const booking::Booking& booking,
               std::vector<Value>& values);
void insist_on_places(std::vector<Statement>& all, std::vector<Value> values, booking::Moment now);

// The place of a booking that was moved is free after its new time, that of a cancelled one at once.
[[nodiscard]] Outcome<void> keep_place(Transaction& transaction, const booking::Booking& booking);
[[nodiscard]] Outcome<void> give_place_back(Transaction& transaction, const std::string& booking_id);

}  // namespace skranke::storage
