// A person's time as rows: nobody has two visits at once.
#pragma once

#include <string>
#include <vector>

#include "booking/port/booking_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// The keyed hash of whoever has the booking; empty where nobody is known of.
[[nodiscard]] Outcome<std::string> person_of(Transaction& transaction, const std::string& booking_id);

// The grid's cells that the visit touches are the person's.
struct Times {
  Statement take;  // gives a row for each cell that it got
  booking::Instant cells = 0;
};
[[nodiscard]] Times times_of(const std::string& person, const booking::Booking& booking);

// The same cells as rows of `values`, for `insist_on_times`: statements that break a constraint where
// somebody has one of theirs already.
void add_times(const std::string& person, const booking::Booking& booking, std::vector<Value>& values);
void insist_on_times(std::vector<Statement>& all, std::vector<Value> values);

// The same at once. False where they have one of them already; then
// some of the others may have been taken, and are to be given back.
[[nodiscard]] Outcome<bool> take_time(Transaction& transaction, const std::string& person,
                                      const booking::Booking& booking);

[[nodiscard]] Outcome<void> give_time_back(Transaction& transaction, const std::string& booking_id);

}  // namespace skranke::storage
