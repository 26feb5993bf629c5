// A question that may hang, asked in bounded time.
//
// One thread of its own asks; everybody else waits for what it finds as long as a watcher would. While the
// question hangs, nobody else is sent after it, so that watching costs one thread and one question at a time,
// whoever watches how often.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace skranke::app {

template <class Answer>
class BoundedQuestion {
 public:
  using Time = std::chrono::milliseconds;

  // `ask` throws nothing. An answer is good for `again`; nobody waits longer than `deadline`.
  BoundedQuestion(std::function<Answer()> ask, Time deadline, Time again)
      : ask_{std::move(ask)}, deadline_{deadline}, again_{again}, thread_{[this] { run(); }} {}
  // Waits for a question that hangs.
  ~BoundedQuestion() {
    {
      const std::scoped_lock lock{mutex_};
      is_ended_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  BoundedQuestion(const BoundedQuestion&) = delete;
  BoundedQuestion& operator=(const BoundedQuestion&) = delete;

  // Empty: there is no answer in time. From any thread.
  [[nodiscard]] std::optional<Answer> answer() {
    std::unique_lock lock{mutex_};
    const auto now = Clock::now();
    if (found_ && now - found_at_ < again_) return found_;
    is_wanted_ = true;
    changed_.notify_all();
    const bool is_found =
        changed_.wait_for(lock, deadline_, [&] { return (found_ && found_at_ >= now) || is_ended_; });
    return is_found ? found_ : std::nullopt;
  }

 private:
  using Clock = std::chrono::steady_clock;

  void run() {
    std::unique_lock lock{mutex_};
    while (true) {
      changed_.wait(lock, [this] { return is_wanted_ || is_ended_; });
      if (is_ended_) return;
      lock.unlock();
      Answer found = ask_();
      lock.lock();
      is_wanted_ = false;
      found_ = std::move(found);
      found_at_ = Clock::now();
      changed_.notify_all();
    }
  }

  std::function<Answer()> ask_;
  Time deadline_;
  Time again_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_wanted_ = false;  // asked for, or under way
  bool is_ended_ = false;
  std::optional<Answer> found_;
  Clock::time_point found_at_;
  std::thread thread_;
};

}  // namespace skranke::app
