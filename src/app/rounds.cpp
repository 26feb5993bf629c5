#include "app/rounds.hpp"

#include <utility>

namespace skranke::app {

Rounds::Rounds(std::chrono::seconds pause, std::function<void()> work)
    : pause_{pause}, work_{std::move(work)}, thread_{[this] { run(); }} {}

Rounds::~Rounds() {
  {
    const std::lock_guard lock{mutex_};
    is_over_ = true;
  }
  ended_.notify_one();
  thread_.join();
}

void Rounds::run() {
  std::unique_lock lock{mutex_};
  while (!is_over_) {
    lock.unlock();
    work_();
    lock.lock();
    ended_.wait_for(lock, pause_, [this] { return is_over_; });
  }
}

}  // namespace skranke::app
