// The rows that a booking is, for those who make, change and find bookings.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Undoes what a work did, after it has said why in a refusal.
[[nodiscard]] std::unexpected<Fault> undo();

// What a write gave, where a work may have undone itself for a refusal.
[[nodiscard]] base::Result<booking::Booked> booked_by(const Outcome<void>& written, booking::Booked booked);

// `where` is a constant text with $1 for the value.
[[nodiscard]] Outcome<std::optional<booking::Booking>> find_booking(Transaction& transaction,
                                                                    std::string_view where,
                                                                    const std::string& value);

// The grid's cells that the visit touches are the person's.
struct Times {
  Statement take;  // gives a row for each cell that it got
  booking::Instant cells = 0;
};
[[nodiscard]] Times times_of(const std::string& person, const booking::Booking& booking);

// False where they have one of them already.
[[nodiscard]] Outcome<bool> take_time(Transaction& transaction, const std::string& person,
                                      const booking::Booking& booking);
[[nodiscard]] Outcome<void> give_time_back(Transaction& transaction, const std::string& booking_id);
// Empty where nobody is known to have the booking.
[[nodiscard]] Outcome<std::string> person_of(Transaction& transaction, const std::string& booking_id);

// NULL where nobody asked the guide.
[[nodiscard]] Value advised_of(const booking::Booking& booking);
void judge_plan(const booking::Judge& judge, booking::Booking& booking);

}  // namespace skranke::storage
