// The outbox of bookings in a database.
#pragma once

#include <cstdint>

#include "booking/port/outbox.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// Whose messages: of who booked, or of who waits and of witnesses.
enum class Recipients : std::uint8_t { bookers, others };

struct OutboxStatements;

class StoredOutbox final : public booking::Outbox {
 public:
  // `database` outlives the outbox. Any number of threads and servers may call.
  explicit StoredOutbox(Database& database, Recipients recipients = Recipients::bookers);

  [[nodiscard]] base::Result<std::vector<booking::DueMessage>> claim(booking::Channel channel,
                                                                     booking::Moment now,
                                                                     booking::Moment until,
                                                                     std::size_t count) override;
  [[nodiscard]] base::Result<void> mark_sent(const booking::MessageKey& key, booking::Moment now) override;
  [[nodiscard]] base::Result<void> mark_failed(const booking::MessageKey& key, booking::Trouble trouble,
                                               std::optional<booking::Moment> again) override;
  [[nodiscard]] base::Result<void> put_back(const booking::MessageKey& key, booking::Moment again) override;
  [[nodiscard]] base::Result<booking::MessageCounts> count_messages() override;
  [[nodiscard]] base::Result<std::vector<booking::StandingMessage>> standing(std::size_t count) override;
  [[nodiscard]] base::Result<bool> retry(const booking::MessageKey& key, booking::Moment now) override;

 private:
  Database& database_;
  const OutboxStatements& sql_;
};

}  // namespace skranke::storage
