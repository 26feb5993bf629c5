// Bookings of many threads, made together by whichever of them comes first (booking_batch.hpp).
//
// On PostgreSQL most of what a booking costs is not its rows but beginning, starting each statement and
// committing. So while one batch is under way the next ones gather, and the first of them takes all along:
// one transaction, each statement once, one commit. Nobody waits for others to come. What is in the way of
// one undoes all, and then each of them is tried alone. On SQLite the writer gathers
// (storage/sqlite/writer.hpp).
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>

#include "booking/port/booking_store.hpp"
#include "storage/booking/calendar.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class BookingsAtOnce {
 public:
  // All of them outlive this.
  BookingsAtOnce(Database& database, const KnownCalendars& calendars, const booking::Judge& judge)
      : database_{database}, calendars_{calendars}, judge_{judge} {}

  // Empty where it can't be done so: nothing is written then. For any number of threads.
  [[nodiscard]] std::optional<base::Result<booking::Booked>> book(const booking::NewBooking& wanted);

 private:
  struct Job;
  class Turn;

  // In the order in which they came, linked through themselves: under the lock nothing is allocated, so that
  // nobody is left waiting, or gone while they are waited for, where there is no memory.
  class Jobs {
   public:
    [[nodiscard]] Job* front() const noexcept { return first_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    void push_back(Job& job) noexcept;
    Job& pop_front() noexcept;  // there is one

   private:
    Job* first_ = nullptr;
    Job* last_ = nullptr;
    std::size_t size_ = 0;
  };

  // Those that can be made with the first one.
  [[nodiscard]] Jobs take_batch() noexcept;

  Database& database_;
  const KnownCalendars& calendars_;
  const booking::Judge& judge_;
  std::mutex mutex_;
  Jobs waiting_;  // the first leads the next batch
  bool is_under_way_ = false;
};

}  // namespace skranke::storage
