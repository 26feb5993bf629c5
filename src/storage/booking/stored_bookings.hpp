// Bookings in a database.
#pragma once

#include <utility>

#include "booking/port/booking_store.hpp"
#include "storage/booking/bookings_at_once.hpp"
#include "storage/booking/calendar.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredBookings final : public booking::BookingStore {
 public:
  // `database` outlives the bookings. Any number of threads and servers may call. `judge` is asked whenever a
  // booking with a plan is made or moved; without it nothing is said of plans.
  explicit StoredBookings(Database& database, booking::Judge judge = {})
      : database_{database}, judge_{std::move(judge)} {}

  [[nodiscard]] base::Result<std::vector<booking::TakenSeat>> taken(const std::string& centre,
                                                                    booking::Instant from,
                                                                    booking::Instant to,
                                                                    booking::Moment now) override;
  [[nodiscard]] base::Result<bool> hold(const booking::Hold& hold, booking::Moment now) override;
  [[nodiscard]] base::Result<void> release(const std::string& hold_id) override;
  [[nodiscard]] base::Result<booking::Booked> book(const booking::NewBooking& wanted) override;
  [[nodiscard]] base::Result<std::optional<booking::Booking>> find(const std::string& booking_id) override;
  [[nodiscard]] base::Result<booking::Booked> move(const std::string& booking_id, const std::string& service,
                                                   const booking::Seats& seats, booking::Moment now) override;
  [[nodiscard]] base::Result<std::optional<booking::Booking>> cancel(const std::string& booking_id,
                                                                     booking::Moment now) override;
  [[nodiscard]] base::Result<std::int64_t> forget(booking::Moment before, std::int64_t most) override;
  [[nodiscard]] base::Result<booking::Calendar> calendar(const std::string& centre) override;

 private:
  Database& database_;
  booking::Judge judge_;
  KnownCalendars calendars_;
  BookingsAtOnce at_once_{database_, calendars_, judge_};
};

}  // namespace skranke::storage
