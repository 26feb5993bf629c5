// Seats as rows: who has the row has the seat.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Takes a counter that is free during all the cells, for a booking or a hold (`held_until`); empty where
// there is none. Seats of holds that are over at `now` are free. Safe at READ COMMITTED: a row is taken by
// the statement that finds it free, and whoever waited for it finds it taken and looks for another counter.
[[nodiscard]] Outcome<std::optional<std::int32_t>> take_seats(Transaction& transaction,
                                                              const booking::Seats& seats,
                                                              const std::string& owner,
                                                              std::optional<booking::Moment> held_until,
                                                              booking::Moment now);

// The two halves of it, for those who have more to do in the same journey: the first finds the counters that
// are free, as bits; the second takes one for a booking, and gives a row for each cell that it got.
[[nodiscard]] Statement taken_seats(const booking::Seats& seats, booking::Moment now);
[[nodiscard]] std::uint64_t free_of(const booking::Seats& seats, const Rows& taken);
[[nodiscard]] Statement seats_taken(const booking::Seats& seats, std::int32_t counter,
                                    const std::string& owner, std::optional<booking::Moment> held_until,
                                    booking::Moment now);

[[nodiscard]] Outcome<void> give_back(Transaction& transaction, const std::string& owner);

// Takes those of the seats that no booking has, holds' included, for `owner`; the others stay whose they are.
[[nodiscard]] Outcome<void> close_seats(Transaction& transaction, const std::string& centre,
                                        std::span<const booking::TakenSeat> seats, const std::string& owner);

}  // namespace skranke::storage
