// What many clients are to see at once: the latest state of something, sent to every stream that is open on
// it (server-sent events, WHATWG HTML, "Server-sent events").
//
// A channel keeps the newest event only. Whoever is slow is sent the newest when they can take it, and never
// what they have missed: so nobody can make the server hoard, and a screen shows what is, not what was.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace skranke::http {

class EventChannel {
 public:
  struct Latest {
    std::uint64_t version = 0;  // 0: nothing was published yet
    std::shared_ptr<const std::string> text;
  };

  // From any thread; returns without waiting for clients. `text` is one event as it goes over the wire, with
  // its empty line: see event_text.
  void publish(std::string text);
  [[nodiscard]] Latest latest() const;

  // Streams that are open, on all servers of the process.
  [[nodiscard]] std::size_t streams() const { return streams_.load(std::memory_order_relaxed); }

  // For the server: `wake` is called from any thread after a publish, once until awake() was called.
  void subscribe(const void* who, std::function<void()> wake);
  void unsubscribe(const void* who);
  void awake(const void* who);
  void count_stream(bool is_opened);

 private:
  struct Subscriber {
    const void* who;
    std::function<void()> wake;
    bool is_woken = false;
  };

  mutable std::mutex mutex_;
  Latest latest_;
  std::vector<Subscriber> subscribers_;  // a few: one a thread of a server
  std::atomic<std::size_t> streams_ = 0;
};

// One event as it goes over the wire. `data` has no line ends.
[[nodiscard]] std::string event_text(std::string_view event, std::int64_t id, std::string_view data);

}  // namespace skranke::http
