// The rows of one booking, as every work that makes, changes or finds one reads and writes them.
#pragma once

#include <optional>
#include <string>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Undoes what a work did, after it has said why where its caller looks.
[[nodiscard]] std::unexpected<Fault> undo();

// What a write gave, where a work may have undone itself for a refusal.
[[nodiscard]] base::Result<booking::Booked> booked_by(const Outcome<void>& written, booking::Booked booked);

[[nodiscard]] Outcome<std::optional<booking::Booking>> find_booking(Transaction& transaction,
                                                                    const std::string& booking_id);

// The same, and locks it, so that two who change a booking do so one after the other.
[[nodiscard]] Outcome<std::optional<booking::Booking>> lock_booking(Transaction& transaction,
                                                                    const std::string& booking_id);

[[nodiscard]] Statement booking_inserted(const booking::Booking& booking);
[[nodiscard]] Outcome<void> insert_booking(Transaction& transaction, const booking::Booking& booking);

// What a move or a cancellation changes.
[[nodiscard]] Outcome<void> update_booking(Transaction& transaction, const booking::Booking& booking);

// Asks what the guide says of the booking's plan where the visit is now; without a plan or a judge nothing.
void judge_plan(const booking::Judge& judge, booking::Booking& booking);

}  // namespace skranke::storage
