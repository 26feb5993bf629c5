// The HTTP server: opens the door, shares connections out among the workers, and closes it.
#include "http/server/server.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <exception>
#include <memory>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/resource.h>

#include "http/server/refusals.hpp"
#include "http/server/response_head.hpp"
#include "http/server/session.hpp"
#include "http/server/worker.hpp"

namespace skranke::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// Many systems give a program 1,024 file descriptors unless it asks for more. What the system does not give
// is met when accepting, so that failing here is no reason not to start.
void allow_sockets(std::size_t count) {
  constexpr std::size_t others = 1024;  // files, databases, other servers of the process
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count + others) return;
  limit.rlim_cur = std::min<rlim_t>(count + others, limit.rlim_max);
  std::ignore = setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

struct Server::State {
  State(const ServerConfig& with, Handler handler)
      : config{with},
        meters{config.meters ? config.meters : std::make_shared<Meters>()},
        rules{.handler = std::move(handler),
              .header_bytes_max = config.header_bytes_max,
              .target_bytes_max = config.target_bytes_max,
              .large_bodies_bytes_max = config.large_bodies_bytes_max,
              .event_streams_max = config.event_streams_max,
              .meters = meters,
              .trusted_proxies = config.trusted_proxies,
              .answered = config.answered} {
    const unsigned threads = config.threads > 0 ? config.threads : std::thread::hardware_concurrency();
    for (unsigned i = 1; i < threads; ++i) {
      others.push_back(std::make_unique<Worker>(config, rules, connections, waiting));
    }
  }

  base::Result<void> open();
  void wait();
  // Takes the connections that wait; false if the system has no more sockets to give.
  bool accept_all();
  Worker& least_loaded();
  void turn_away(tcp::socket& socket);
  void wait_for_signals();
  void begin_stop();

  ServerConfig config;
  std::shared_ptr<Meters> meters;
  SessionRules rules;
  std::atomic<std::size_t>& connections{meters->connections};
  WaitingThreads waiting{config.waiting_threads, config.waiting_queue_max, meters->waiting};
  Worker first{config, rules, connections, waiting};
  std::vector<std::unique_ptr<Worker>> others;
  tcp::acceptor acceptor{first.io};  // these four are for the first worker's thread alone
  asio::steady_timer pause{first.io};
  asio::steady_timer leaving{first.io};
  asio::signal_set signals{first.io};
  tcp protocol = tcp::v4();
  std::uint16_t port = 0;
};

base::Result<void> Server::State::open() {
  error_code error;
  const auto address = asio::ip::make_address(config.address, error);
  if (error) return base::fail(base::Fault::invalid_value, "the address to listen on is not an IP address");
  const tcp::endpoint endpoint{address, config.port};
  protocol = endpoint.protocol();
  acceptor.open(protocol, error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) acceptor.non_blocking(true, error);
  if (error) {
    return base::fail(base::Fault::unavailable, "can't listen on " + config.address + ":" +
                                                    std::to_string(config.port) + ": " + error.message());
  }
  port = acceptor.local_endpoint(error).port();
  if (config.stop_on_signals) {
    signals.add(SIGTERM, error);
    if (!error) signals.add(SIGINT, error);
    if (error) return base::fail(base::Fault::unavailable, "can't wait for signals: " + error.message());
    wait_for_signals();
  }
  return {};
}

// Whoever routes to this process is told first, where there is a time for that; a second signal does not
// wait.
void Server::State::wait_for_signals() {
  signals.async_wait([this](const error_code& failed, int number) {
    if (failed) return;
    const bool is_second = meters->is_ending.exchange(true);
    if (is_second || number == SIGINT || config.leave_after == ServerConfig::Time{0}) return begin_stop();
    leaving.expires_after(config.leave_after);
    leaving.async_wait([this](const error_code& stopped) {
      if (!stopped) begin_stop();
    });
    wait_for_signals();
  });
}

void Server::State::wait() {
  acceptor.async_wait(tcp::acceptor::wait_read, [this](const error_code& error) {
    if (error) return;
    if (accept_all()) return wait();
    // Out of file descriptors: waiting for readiness would not wait at all.
    pause.expires_after(std::chrono::milliseconds{50});
    pause.async_wait([this](const error_code& stopped) {
      if (!stopped) wait();
    });
  });
}

bool Server::State::accept_all() {
  for (;;) {
    error_code error;
    tcp::socket socket{first.io};
    acceptor.accept(socket, error);
    if (error == asio::error::would_block) return true;
    if (error == asio::error::connection_aborted || error == asio::error::interrupted) continue;
    if (error) return false;
    socket.non_blocking(true, error);
    if (connections.load(std::memory_order_relaxed) >= config.connections_max) {
      turn_away(socket);
      continue;
    }
    socket.set_option(tcp::no_delay{true}, error);
    Worker& worker = least_loaded();
    connections.fetch_add(1, std::memory_order_relaxed);
    worker.expect_one();
    if (&worker == &first) {
      worker.adopt(std::move(socket));
      continue;
    }
    const auto handle = socket.release(error);
    asio::post(worker.io, [this, &worker, handle] {
      error_code failed;
      tcp::socket moved{worker.io};
      moved.assign(protocol, handle, failed);
      moved.non_blocking(true, failed);
      worker.adopt(std::move(moved));
    });
  }
}

Worker& Server::State::least_loaded() {
  Worker* least = &first;
  for (const auto& worker : others) {
    if (worker->load() < least->load()) least = worker.get();
  }
  return *least;
}

// A best effort: the answer fits into the socket's buffer, and nobody waits for the client to read it.
void Server::State::turn_away(tcp::socket& socket) {
  meters->connections_refused.fetch_add(1, std::memory_order_relaxed);
  Response response;
  write_problem(response, refusals::too_many_connections);
  std::string text;
  append_head(text, response, {.content_length = response.body.size(), .keep_alive = false});
  text += response.body;
  error_code ignored;
  std::ignore = socket.write_some(asio::buffer(text), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
  std::array<char, 4096> waste{};
  std::ignore = socket.read_some(asio::buffer(waste), ignored);
}

// On the first worker's thread.
void Server::State::begin_stop() {
  if (!acceptor.is_open()) return;
  error_code ignored;
  accept_all();  // whoever the system has let in already is served
  acceptor.close(ignored);
  meters->is_ending = true;
  pause.cancel();
  leaving.cancel();
  signals.cancel(ignored);
  first.drain();
  for (const auto& worker : others) {
    asio::post(worker->io, [&each = *worker] { each.drain(); });
  }
}

base::Result<Server> Server::listen(const ServerConfig& config, Handler handler) {
  allow_sockets(config.connections_max + config.event_streams_max);
  try {
    auto state = std::make_unique<State>(config, std::move(handler));
    if (auto opened = state->open(); !opened) return std::unexpected{opened.error()};
    return Server{std::move(state)};
  } catch (const std::exception& error) {
    return base::fail(base::Fault::unavailable, std::string{"can't start the server: "} + error.what());
  }
}

Server::Server(std::unique_ptr<State> state) : state_{std::move(state)} {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;

std::uint16_t Server::port() const { return state_->port; }

void Server::run() {
  state_->wait();
  std::vector<std::jthread> threads;
  for (const auto& worker : state_->others) {
    threads.emplace_back([&each = *worker] { each.run(); });
  }
  state_->first.run();
}

void Server::stop() {
  asio::post(state_->first.io, [state = state_.get()] { state->begin_stop(); });
}

}  // namespace skranke::http
