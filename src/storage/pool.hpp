// A bounded number of connections that are opened when first needed and lent to one thread at a time.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "storage/fault.hpp"

namespace skranke::storage {

template <class Connection>
class Pool {
 public:
  using Open = std::function<Outcome<std::unique_ptr<Connection>>()>;

  // A place in the pool, and a connection that goes back into it at the end of the lease's life. Must not
  // outlive the pool.
  class Lease {
   public:
    // Without a connection the place alone is given back.
    Lease(Pool* pool, std::unique_ptr<Connection> connection)
        : pool_{pool}, connection_{std::move(connection)} {}
    Lease(Lease&& other) noexcept
        : pool_{std::exchange(other.pool_, nullptr)}, connection_{std::move(other.connection_)} {}
    Lease(const Lease&) = delete;
    Lease& operator=(Lease&&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() {
      if (pool_ != nullptr) pool_->give_back(std::move(connection_));
    }
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }
    // Closes a connection that is of no more use, so that the next one is opened anew.
    void discard() { connection_.reset(); }

   private:
    friend class Pool;

    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  Pool(std::size_t connections_max, Open open) : free_places_{connections_max}, open_{std::move(open)} {
    idle_.reserve(connections_max);  // giving back needs no memory
  }

  // The connection used last, or a new one. FaultKind::busy when none comes free in time, and whatever
  // opening one says.
  [[nodiscard]] Outcome<Lease> lease() {
    std::unique_lock lock{mutex_};
    if (!free_.wait_for(lock, base::limits::database_wait, [this] { return free_places_ > 0; })) {
      return fail(FaultKind::busy, "no connection to the database came free in time");
    }
    --free_places_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease{this, std::move(connection)};
    }
    lock.unlock();
    Lease lease{this, nullptr};
    auto opened = open_();
    if (!opened) return std::unexpected{std::move(opened.error())};
    lease.connection_ = std::move(*opened);
    return lease;
  }

 private:
  void give_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock{mutex_};
      ++free_places_;
      if (connection) idle_.push_back(std::move(connection));
    }
    free_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable free_;
  std::size_t free_places_;
  std::vector<std::unique_ptr<Connection>> idle_;
  Open open_;
};

}  // namespace skranke::storage
