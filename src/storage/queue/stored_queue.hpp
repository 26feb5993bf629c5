// The tickets of the centres' days in a database.
#pragma once

#include "queue/port/queue_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredQueue final : public queue::QueueStore {
 public:
  // `database` outlives the queue. Any number of threads and servers may call.
  explicit StoredQueue(Database& database) : database_{database} {}

  [[nodiscard]] base::Result<queue::Day> day(const std::string& centre, base::Day day) override;
  [[nodiscard]] base::Result<queue::Day> change(const std::string& centre, base::Day day,
                                                const queue::Change& change) override;
  [[nodiscard]] base::Result<std::optional<queue::DaySequence>> day_of_ticket(
      const std::string& ticket_id) override;
  [[nodiscard]] base::Result<std::optional<queue::DaySequence>> day_of_booking(
      const std::string& booking_id) override;
  [[nodiscard]] base::Result<std::vector<queue::DaySequence>> sequences(base::Day from,
                                                                        base::Day to) override;
  [[nodiscard]] base::Result<std::vector<queue::Visit>> visits(const std::string& centre, queue::Moment from,
                                                               queue::Moment to) override;

 private:
  Database& database_;
};

}  // namespace skranke::storage
