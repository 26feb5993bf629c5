// Making a booking without looking first: statements that all succeed, or else break a constraint.
//
// Looking first costs a journey and five statements, and nearly every booking is of a time that is free. So
// the statements themselves choose the counter, and check the hours by the number of their last change.
// Whatever is in the way (the time is full, the hours are other ones, the request was answered before, the
// person has a visit then, the contact has no place left) undoes it all, and who looks step by step finds out
// what it is.
#pragma once

#include <optional>

#include "booking/port/booking_store.hpp"
#include "storage/booking/calendar.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Empty where it can't be done so: nothing is written then.
[[nodiscard]] std::optional<base::Result<booking::Booked>> book_at_once(Database& database,
                                                                        const KnownCalendars& calendars,
                                                                        const booking::Judge& judge,
                                                                        const booking::NewBooking& wanted);

}  // namespace skranke::storage
