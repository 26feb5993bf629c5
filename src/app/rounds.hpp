// Work that a server does by itself, again and again, on a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace skranke::app {

class Rounds {
 public:
  // Does `work` at once, and again with a pause between two rounds, until the object's end, which waits for a
  // round that has begun.
  Rounds(std::chrono::seconds pause, std::function<void()> work);
  ~Rounds();
  Rounds(const Rounds&) = delete;
  Rounds& operator=(const Rounds&) = delete;
  Rounds(Rounds&&) = delete;
  Rounds& operator=(Rounds&&) = delete;

 private:
  void run();

  std::chrono::seconds pause_;
  std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_over_ = false;
  std::thread thread_;
};

}  // namespace skranke::app
