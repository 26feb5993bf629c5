// Bookings that are made without looking first: statements that all succeed, or else break a constraint.
//
// Looking first costs a journey and five statements, and nearly every booking is of a time that is free. So
// the statements themselves choose the counter, and check the hours by the number of their last change.
// Whatever is in the way (the time is full, the hours are other ones, the request was answered before, the
// person has a visit then, the contact has no place left) undoes it all, and who looks step by step finds out
// what it is. Each statement takes the rows of many bookings: that costs hardly more than one's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "booking/port/booking_store.hpp"
#include "storage/booking/calendar.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// A booking that can be made without looking.
struct Ready {
  const booking::NewBooking* wanted = nullptr;  // outlives this
  booking::Seats seats;
  booking::Booking booking;   // once it is made, with its counter
  std::int64_t revision = 0;  // of the hours that it was judged by
};

// Empty where it can't be made so.
[[nodiscard]] std::optional<Ready> ready_at_once(const KnownCalendars& calendars, const booking::Judge& judge,
                                                 const booking::NewBooking& wanted);

// Whether two can't be made by the same statements, which see nothing of each other's rows.
[[nodiscard]] bool is_in_the_way(const Ready& one, const Ready& other);

// Makes all of them or none, in one transaction; FaultKind::check or unique where something is in the way.
// None is in the way of another.
[[nodiscard]] Outcome<void> write_at_once(Database& database, std::span<Ready* const> batch);

}  // namespace skranke::storage
