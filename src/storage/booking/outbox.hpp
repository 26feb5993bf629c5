// What is still to be said to somebody about a visit, written with what it is about.
#pragma once

#include <string_view>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// One message an event; nothing where there is no way to reach anybody.
[[nodiscard]] Outcome<void> tell(Transaction& transaction, const booking::Booking& booking,
                                 std::string_view event, booking::Moment due_at);

// A reminder a day before, where that is still to come.
[[nodiscard]] Outcome<void> remind_first(Transaction& transaction, const booking::Booking& booking,
                                         booking::Moment now);

// The same after a change: one of an earlier time is not sent any more.
[[nodiscard]] Outcome<void> remind(Transaction& transaction, const booking::Booking& booking,
                                   booking::Moment now);

}  // namespace skranke::storage
