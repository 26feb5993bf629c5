// The parts of the server that live on one thread: connections, and the event loop that they share.
//
// A connection has exactly one operation outstanding, a read, a wait or a work on another thread, and lives
// until that operation's handler finds that there is nothing left to do. A deadline never deletes a
// connection: it cancels the operation, and the handler does the rest. So a plain pointer is safe in every
// handler.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/server/server.hpp"
#include "http/server/session.hpp"
#include "http/server/waiting_threads.hpp"

namespace skranke::http {

class Worker;

// One client, from its first byte to the end. It tells its worker when it is to be removed.
class Connection {
 public:
  Connection(Worker& worker, boost::asio::ip::tcp::socket socket, SessionRules& rules);

  void start();
  // Ends what it waits for if its deadline has passed, or at any rate.
  void expire(std::chrono::steady_clock::time_point now, bool at_any_rate);
  // The server wants to stop: leaves at once if idle, else after what has begun.
  void drain();
  // Its channel has news, or may have.
  void stir();
  [[nodiscard]] std::chrono::steady_clock::time_point deadline() const { return deadline_; }
  // The channel of an event stream; null: it is none yet.
  [[nodiscard]] const EventChannel* channel() const {
    return is_stream_ ? session_.channel().get() : nullptr;
  }

  std::list<Connection>::iterator self;

 private:
  void read();
  void on_read(const boost::system::error_code& error, std::size_t count);
  void flush();
  void work();
  void listen();
  void give_up_on_silence();
  void on_stir(const boost::system::error_code& error);
  void linger();
  void on_linger(const boost::system::error_code& error);
  void end();
  void renew_deadline();

  Worker& worker_;
  boost::asio::ip::tcp::socket socket_;
  Session session_;
  std::chrono::steady_clock::time_point deadline_;
  std::chrono::steady_clock::time_point linger_ends_;
  std::uint32_t epoch_ = 0;
  bool expired_ = false;  // the outstanding operation was cancelled by a deadline
  bool draining_ = false;
  bool lingering_ = false;
  bool is_stream_ = false;
  bool is_listening_ = false;  // the outstanding operation is the wait for news
};

// One thread's event loop and its connections.
class Worker {
 public:
  Worker(const ServerConfig& with, SessionRules& rules, std::atomic<std::size_t>& connections,
         WaitingThreads& waiting_threads)
      : config{with}, waiting{waiting_threads}, rules_{rules}, total_{connections} {}

  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  // Returns once drain() was called and the last connection has gone.
  // Whatever a handler throws (there is no memory, say) ends the process: nobody knows then what its
  // connection was at.
  void run() noexcept { io.run(); }
  // The rest but load() and expect_one() is for this worker's thread alone.
  void adopt(boost::asio::ip::tcp::socket socket);
  void drain();
  void remove(Connection& connection);
  void watch(std::chrono::steady_clock::time_point deadline);
  // The connection is a stream of `channel` from now on, and no more one of connections_max.
  void adopt_stream(const std::shared_ptr<EventChannel>& channel);
  // Connections that are here or on their way; whoever sends one says so first.
  [[nodiscard]] std::size_t load() const { return load_.load(std::memory_order_relaxed); }
  void expect_one() { load_.fetch_add(1, std::memory_order_relaxed); }

  const ServerConfig& config;
  WaitingThreads& waiting;
  // No locks around sockets: they are touched by this worker's thread alone. Posting is safe from any thread.
  boost::asio::io_context io{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};

 private:
  struct Streams {
    std::shared_ptr<EventChannel> channel;
    std::size_t count = 0;
  };

  void stir(const EventChannel* channel);
  void remove_stream(const EventChannel* channel);
  void sweep();
  void arm(std::chrono::steady_clock::time_point at);
  void finish_if_done();

  SessionRules& rules_;
  std::atomic<std::size_t>& total_;
  std::atomic<std::size_t> load_ = 0;
  std::list<Connection> connections_;
  std::map<const EventChannel*, Streams> streams_;  // of this worker
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io.get_executor()};
  boost::asio::steady_timer timer_{io};
  std::chrono::steady_clock::time_point armed_ = std::chrono::steady_clock::time_point::max();
  std::optional<std::chrono::steady_clock::time_point> drained_by_;
};

}  // namespace skranke::http
