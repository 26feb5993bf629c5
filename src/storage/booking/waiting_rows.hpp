// The rows of one entry of the waiting list, as every work that changes one reads and writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "booking/port/waiting_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// With the offer that stands.
[[nodiscard]] Outcome<std::optional<booking::Waiting>> find_waiting(Transaction& transaction,
                                                                    const std::string& waiting_id);

// The same, and locks it, so that two who change an entry do so one after the other. Whoever locks its
// booking too does that first.
[[nodiscard]] Outcome<std::optional<booking::Waiting>> lock_waiting(Transaction& transaction,
                                                                    const std::string& waiting_id);

// The entry in line for a visit, locked.
[[nodiscard]] Outcome<std::optional<booking::Waiting>> lock_waiting_for(Transaction& transaction,
                                                                        const std::string& booking_id);

// The offer that stands is answered so; what it still holds is free. Nothing where none stands.
[[nodiscard]] Outcome<void> close_offer(Transaction& transaction, const booking::Waiting& waiting,
                                        std::string_view answer);

// In line again without an offer.
[[nodiscard]] Outcome<void> wait_on(Transaction& transaction, const std::string& waiting_id,
                                    std::int32_t missed, booking::Moment now);

// Out of the line, with the booking that `waiting` names. An offer that stands is withdrawn.
[[nodiscard]] Outcome<void> end_waiting(Transaction& transaction, const booking::Waiting& waiting,
                                        booking::WaitState state, booking::WaitEnding ending,
                                        booking::Moment now);

}  // namespace skranke::storage
