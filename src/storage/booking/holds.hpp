// Holds as rows: seats that are somebody's for a time, and the id that they are had with.
#pragma once

#include <string>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Takes seats until hold.until. False where no counter is free.
[[nodiscard]] Outcome<bool> put_hold(Transaction& transaction, const booking::Hold& hold,
                                     booking::Moment now);

// Makes a hold's seats the booking's, and the booking's slot the hold's. False where the hold is used, over,
// or was never there; what was done until then is to be undone.
[[nodiscard]] Outcome<bool> use_hold(Transaction& transaction, const std::string& hold_id,
                                     booking::Moment now, booking::Booking& booking);

// Gives a hold's seats back before its time; nothing where they are somebody else's by now.
[[nodiscard]] Outcome<void> drop_hold(Transaction& transaction, const std::string& hold_id);

}  // namespace skranke::storage
