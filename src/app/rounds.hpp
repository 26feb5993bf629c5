// Work that nobody asks for, done again and again by one thread: forgetting, offering what came free.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.hpp"

namespace skranke::app {

class Rounds {
 public:
  // All that there was to do, or a step of it: then it goes on after a rest of several times as long as the
  // step took (limits::step_rest), so that whoever is served meanwhile hardly notices, and others have their
  // turn.
  enum class Came : std::uint8_t { to_the_end, some_way };

  struct Round {
    std::string name;  // for what is said where it fails
    std::chrono::milliseconds every;
    std::function<base::Result<Came>()> work;  // short; says what went wrong, and is tried again
  };

  // Each begins at once. What a work refers to outlives the rounds.
  explicit Rounds(std::vector<Round> rounds);
  // Waits for a work that is under way.
  ~Rounds();
  Rounds(const Rounds&) = delete;
  Rounds& operator=(const Rounds&) = delete;
  Rounds(Rounds&&) = delete;
  Rounds& operator=(Rounds&&) = delete;

 private:
  void run();

  std::vector<Round> rounds_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ended_ = false;
  std::thread thread_;
};

}  // namespace skranke::app
