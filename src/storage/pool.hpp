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

  // Goes back into the pool at the end of its life. Must not outlive the pool.
  class Lease {
   public:
    Lease(Pool* pool, std::unique_ptr<Connection> connection)
        : pool_{pool}, connection_{std::move(connection)} {}
    Lease(Lease&& other) noexcept = default;
    Lease(const Lease&) = delete;
    Lease& operator=(Lease&&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() {
      if (connection_) pool_->give_back(std::move(connection_));
    }
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }
    // Closes a connection that is of no more use, so that the next one is opened anew.
    void discard() {
      if (!connection_) return;
      connection_.reset();
      pool_->give_back(nullptr);
    }

   private:
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
    Place place{this};
    auto opened = open_();
    if (!opened) return std::unexpected{std::move(opened.error())};
    return place.with(std::move(*opened));
  }

 private:
  // A place whose connection is still to be opened: free again where that fails, also where it throws.
  class Place {
   public:
    explicit Place(Pool* pool) : pool_{pool} {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
      if (pool_ != nullptr) pool_->give_back(nullptr);
    }
    [[nodiscard]] Lease with(std::unique_ptr<Connection> connection) {
      return Lease{std::exchange(pool_, nullptr), std::move(connection)};
    }

   private:
    Pool* pool_;
  };

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
