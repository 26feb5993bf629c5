// The HTTP server: sockets, threads, deadlines, and an end without broken answers.
//
// One event loop a thread, and each connection belongs to one of them for its whole life, so no request
// takes a lock. Handlers run on these threads and have to be short; a long answer is given in pieces
// (Response::more), between which other connections get their turn.
//
// Limitations: plain TCP (TLS is the business of the proxy in front), no HTTP/2, no upgrade.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "base/service_limits.hpp"
#include "http/server/meters.hpp"
#include "http/server/response.hpp"

namespace skranke::http {

struct ServerConfig {
  using Time = std::chrono::milliseconds;

  std::string address = "127.0.0.1";                            // an IPv4 or IPv6 address
  std::uint16_t port = 8080;                                    // 0: any free one, see Server::port
  unsigned threads = 0;                                         // 0: one for each core
  std::size_t waiting_threads = base::limits::waiting_threads;  // for answers that wait (Response::work)
  std::size_t waiting_queue_max = base::limits::waiting_queue_max;
  bool stop_on_signals = false;  // SIGTERM and SIGINT call stop()
  Time leave_after{0};  // from SIGTERM to stop(): is_ending is said meanwhile, and everything is served
  std::shared_ptr<Meters> meters = nullptr;                 // what is counted; null: the server's own
  std::vector<std::string> trusted_proxies = {};            // whose X-Request-Id is taken over
  std::function<void(const Answered&)> answered = nullptr;  // told of each answer, from every thread; short

  std::size_t header_bytes_max = base::limits::header_bytes_max;
  std::size_t target_bytes_max = base::limits::target_bytes_max;
  std::size_t large_bodies_bytes_max = base::limits::large_bodies_bytes_max;
  std::size_t connections_max = base::limits::connections_max;
  std::size_t event_streams_max = base::limits::event_streams_max;  // beside connections_max
  Time event_heartbeat = base::limits::event_heartbeat;
  Time header_deadline = base::limits::header_deadline;
  Time body_deadline = base::limits::body_deadline;
  Time write_deadline = base::limits::write_deadline;
  Time linger_deadline = base::limits::linger_deadline;              // without a byte of the client's
  Time linger_longest_deadline = 5 * base::limits::linger_deadline;  // although it goes on sending
  Time idle_deadline = base::limits::idle_deadline;
  Time drain_deadline = base::limits::drain_deadline;
};

class Server {
 public:
  // Begins to listen: from now on clients can connect, and wait for run(). Problems: invalid_value (address),
  // unavailable (the port is taken).
  [[nodiscard]] static base::Result<Server> listen(const ServerConfig& config, Handler handler);

  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;

  [[nodiscard]] std::uint16_t port() const;

  // Serves; the calling thread is one of the threads. Returns once the server has stopped. To be called once.
  void run();

  // Begins the end, from any thread: no new connections; idle ones are closed; requests that have begun to
  // arrive are answered; whatever is not done at the drain deadline is cut off. Returns at once.
  void stop();

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::http
