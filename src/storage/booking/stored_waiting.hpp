// The waiting list in a database.
#pragma once

#include <utility>

#include "booking/port/waiting_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredWaiting final : public booking::WaitingStore {
 public:
  // `database` outlives the list. Any number of threads and servers may call. `judge` is asked when a visit
  // with a plan is moved to what was offered.
  explicit StoredWaiting(Database& database, booking::Judge judge = {})
      : database_{database}, judge_{std::move(judge)} {}

  [[nodiscard]] base::Result<booking::Waited> join(const booking::NewWaiting& wanted) override;
  [[nodiscard]] base::Result<std::optional<booking::Waiting>> find(const std::string& waiting_id) override;
  [[nodiscard]] base::Result<std::optional<booking::Waiting>> find_for(
      const std::string& booking_id) override;
  [[nodiscard]] base::Result<booking::Waited> accept(const booking::Answering& answering) override;
  [[nodiscard]] base::Result<booking::Waited> decline(const booking::Answering& answering) override;
  [[nodiscard]] base::Result<booking::Waited> leave(const std::string& waiting_id,
                                                    booking::Moment now) override;
  [[nodiscard]] base::Result<std::vector<std::string>> centres_waited_for() override;
  [[nodiscard]] base::Result<std::vector<booking::InLine>> line(const std::string& centre,
                                                                std::int64_t count) override;
  [[nodiscard]] base::Result<bool> offer(const std::string& waiting_id, const booking::Hold& hold,
                                         booking::Moment now) override;
  [[nodiscard]] base::Result<std::int64_t> settle(booking::Moment now, booking::Instant first_start,
                                                  std::int64_t count) override;
  [[nodiscard]] base::Result<std::int64_t> forget_waiting(booking::Instant last, booking::Moment now,
                                                          std::int64_t count) override;

 private:
  Database& database_;
  booking::Judge judge_;
};

}  // namespace skranke::storage
