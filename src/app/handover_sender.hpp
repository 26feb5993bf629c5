// One target of the outbox of cases, worked by a thread of its own: it looks for what is due, opens it,
// carries it away, and writes down what was answered.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "base/personal.hpp"
#include "desk/port/sealer.hpp"
#include "storage/handover/stored_handovers.hpp"

namespace skranke::app {

// What became of one event.
struct Carried {
  std::optional<storage::HandoverTrouble> trouble;  // empty: it was delivered
  bool is_final = false;                            // it will never be taken
  storage::HandoverAnswer answer;
};

class HandoverSender {
 public:
  using Carry = std::function<Carried(const storage::Handover&, const base::PersonalText& payload)>;

  // Begins at once. What is referred to outlives the sender; `first_pause` is in seconds
  // (handover_pause_after).
  HandoverSender(storage::StoredHandovers& outbox, const desk::Sealer& sealer, storage::HandoverTarget target,
                 std::int64_t first_pause, Carry carry);
  HandoverSender(const HandoverSender&) = delete;
  HandoverSender& operator=(const HandoverSender&) = delete;
  // Ends the event that is being carried, and begins no other: what is due waits for the next start.
  ~HandoverSender();

 private:
  enum class Round : std::uint8_t { nothing_due, carried, unreachable };
  Round carry_one();
  [[nodiscard]] Carried carried(const storage::DueHandover& due);
  void write_down(const storage::DueHandover& due, const Carried& result);
  void run();

  storage::StoredHandovers& outbox_;
  const desk::Sealer& sealer_;
  const storage::HandoverTarget target_;
  const std::int64_t first_pause_;
  const Carry carry_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool is_ending_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace skranke::app
