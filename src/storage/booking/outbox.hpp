// What is still to be said to somebody about a visit, written with what it is about.
#pragma once

#include <vector>

#include "booking/port/booking_store.hpp"
#include "booking/port/outbox.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Messages that are written along with what they are about, of one booking or of many.
class Messages {
 public:
  // The rows of `tell`; none where nobody is to be told.
  void add(const booking::Booking& booking, booking::Event event, booking::Moment now);
  // Empties it.
  void append_to(std::vector<Statement>& all);

 private:
  std::vector<Value> values_;
};

// One message of the event for each way to reach who booked, due at `now`, and none where there is no way. A
// visit that stands has a reminder a day before too, where that is still to come. One statement.
[[nodiscard]] Outcome<void> tell(Transaction& transaction, const booking::Booking& booking,
                                 booking::Event event, booking::Moment now);

// The same about a visit that was changed: reminders of what it was before are withdrawn, and what could not
// be said until now is tried again at once, so that the order of things costs nobody hours.
[[nodiscard]] Outcome<void> tell_change(Transaction& transaction, const booking::Booking& booking,
                                        booking::Event event, booking::Moment now);

}  // namespace skranke::storage
