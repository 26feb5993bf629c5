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

// NULL where nobody asked the guide.
[[nodiscard]] Value advised_of(const booking::Booking& booking);
void judge_plan(const booking::Judge& judge, booking::Booking& booking);

}  // namespace skranke::storage
