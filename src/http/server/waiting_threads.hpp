// Threads that may wait, for answers that need a disk or another server: few, with a bounded queue before
// them.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

namespace skranke::http {

class WaitingThreads {
 public:
  // What waits or is done is counted in `waiting`, which outlives this.
  WaitingThreads(std::size_t threads, std::size_t queue_max, std::atomic<std::size_t>& waiting)
      : queue_max_{queue_max}, waiting_{waiting}, pool_{threads} {}
  WaitingThreads(const WaitingThreads&) = delete;
  WaitingThreads& operator=(const WaitingThreads&) = delete;
  // Does what is still queued.
  ~WaitingThreads() { pool_.join(); }

  // False, and nothing is kept, where too much waits already. `work` throws nothing.
  [[nodiscard]] bool post(std::function<void()> work) {
    if (waiting_.fetch_add(1, std::memory_order_relaxed) >= queue_max_) {
      waiting_.fetch_sub(1, std::memory_order_relaxed);
      return false;
    }
    boost::asio::post(pool_, [this, work = std::move(work)] {
      work();
      waiting_.fetch_sub(1, std::memory_order_relaxed);
    });
    return true;
  }

 private:
  std::size_t queue_max_;
  std::atomic<std::size_t>& waiting_;
  boost::asio::thread_pool pool_;
};

}  // namespace skranke::http
