// The rows of one booking, as every work that changes one reads and writes them.
#pragma once

#include <optional>
#include <string>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Undoes what a work did, after it has said why where its caller looks.
[[nodiscard]] std::unexpected<Fault> undo();

[[nodiscard]] Outcome<std::optional<booking::Booking>> find_booking(Transaction& transaction,
                                                                    const std::string& booking_id);

// The same, and locks it, so that two who change a booking do so one after the other.
[[nodiscard]] Outcome<std::optional<booking::Booking>> lock_booking(Transaction& transaction,
                                                                    const std::string& booking_id);

[[nodiscard]] Outcome<void> insert_booking(Transaction& transaction, const booking::Booking& booking);

// What a move or a cancellation changes.
[[nodiscard]] Outcome<void> update_booking(Transaction& transaction, const booking::Booking& booking);

// The grid's cells that the visit touches are the person's. False where they have one of them already.
[[nodiscard]] Outcome<bool> take_time(Transaction& transaction, const std::string& person,
                                      const booking::Booking& booking);

// Whose the time is; empty where that is not known.
[[nodiscard]] Outcome<std::string> person_of(Transaction& transaction, const std::string& booking_id);

[[nodiscard]] Outcome<void> give_time_back(Transaction& transaction, const std::string& booking_id);

}  // namespace skranke::storage
