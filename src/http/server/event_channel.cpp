#include "http/server/event_channel.hpp"

#include <algorithm>
#include <utility>

namespace skranke::http {

void EventChannel::publish(std::string text) {
  auto shared = std::make_shared<const std::string>(std::move(text));
  const std::lock_guard lock{mutex_};
  latest_ = {.version = latest_.version + 1, .text = std::move(shared)};
  for (Subscriber& subscriber : subscribers_) {
    if (!std::exchange(subscriber.is_woken, true)) subscriber.wake();
  }
}

EventChannel::Latest EventChannel::latest() const {
  const std::lock_guard lock{mutex_};
  return latest_;
}

void EventChannel::subscribe(const void* who, std::function<void()> wake) {
  const std::lock_guard lock{mutex_};
  subscribers_.push_back({.who = who, .wake = std::move(wake)});
}

void EventChannel::unsubscribe(const void* who) {
  const std::lock_guard lock{mutex_};
  std::erase_if(subscribers_, [who](const Subscriber& each) { return each.who == who; });
}

void EventChannel::awake(const void* who) {
  const std::lock_guard lock{mutex_};
  for (Subscriber& subscriber : subscribers_) {
    if (subscriber.who == who) subscriber.is_woken = false;
  }
}

void EventChannel::count_stream(bool is_opened) {
  if (is_opened) {
    streams_.fetch_add(1, std::memory_order_relaxed);
  } else {
    streams_.fetch_sub(1, std::memory_order_relaxed);
  }
}

std::string event_text(std::string_view event, std::int64_t id, std::string_view data) {
  std::string text{"id: "};
  text.append(std::to_string(id)).append("\nevent: ").append(event);
  return text.append("\ndata: ").append(data).append("\n\n");
}

}  // namespace skranke::http
