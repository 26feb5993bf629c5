#include "app/rounds.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "app/log.hpp"
#include "base/service_limits.hpp"

namespace skranke::app {
namespace {

using Clock = std::chrono::steady_clock;

// A database that is down says so once an hour at most, not every few seconds.
constexpr std::chrono::hours said_again{1};

}  // namespace

Rounds::Rounds(std::vector<Round> rounds) : rounds_{std::move(rounds)}, thread_{[this] { run(); }} {}

Rounds::~Rounds() {
  {
    const std::scoped_lock lock{mutex_};
    is_ended_ = true;
  }
  ended_.notify_all();
  thread_.join();
}

void Rounds::run() {
  std::vector<Clock::time_point> due(rounds_.size(), Clock::now());
  std::vector<Clock::time_point> silent_until(rounds_.size(), Clock::time_point::min());
  std::unique_lock lock{mutex_};
  while (!is_ended_ && !rounds_.empty()) {
    const auto next = std::ranges::min_element(due);
    if (ended_.wait_until(lock, *next, [this] { return is_ended_; })) return;
    const auto at = static_cast<std::size_t>(next - due.begin());
    lock.unlock();
    const auto begun = Clock::now();
    base::Result<Came> done;
    try {
      done = rounds_[at].work();
    } catch (const std::exception& error) {
      done = base::fail(base::Fault::unavailable, error.what());
    }
    if (!done && silent_until[at] <= Clock::now()) {
      log(Level::warning, std::string{rounds_[at].name} + ": " + done.error().text + "; it is tried again");
      silent_until[at] = Clock::now() + said_again;
    }
    const auto now = Clock::now();
    const bool goes_on = done && *done == Came::some_way;
    due[at] = goes_on ? now + base::limits::step_rest * (now - begun) : now + rounds_[at].every;
    lock.lock();
  }
}

}  // namespace skranke::app
