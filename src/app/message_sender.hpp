// One way of reaching people, worked by a thread of its own: it looks into the outbox, carries away what is
// due, and marks it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "booking/port/outbox.hpp"

namespace skranke::app {

class MessageSender {
 public:
  // Writes one message and carries it away; empty if that was done. Called from the sender's thread.
  using Carry = std::function<std::optional<booking::Trouble>(const booking::DueMessage&)>;

  // Begins at once. `outbox` outlives the sender; `first_pause` is in seconds (booking::pause_after).
  MessageSender(booking::Outbox& outbox, booking::Channel channel, booking::Moment first_pause, Carry carry);
  MessageSender(const MessageSender&) = delete;
  MessageSender& operator=(const MessageSender&) = delete;
  // Sends what is due by then, for limits::drain_deadline at most and while somebody takes it; what else was
  // claimed is put back.
  ~MessageSender();

 private:
  enum class Round : std::uint8_t { all, some, none };  // of what was due went: some: there may be more
  Round send_due();
  // False: nobody's message goes.
  bool send_one(const booking::DueMessage& message);
  void run();
  [[nodiscard]] bool is_ending();
  [[nodiscard]] bool is_late();

  booking::Outbox& outbox_;
  const booking::Channel channel_;
  const booking::Moment first_pause_;
  const Carry carry_;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::optional<std::chrono::steady_clock::time_point> late_;  // once it is to end: when it has to
  std::thread thread_;                                         // last: it uses all of the above
};

}  // namespace skranke::app
