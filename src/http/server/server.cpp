// The HTTP server's sockets and clocks, on Boost.Asio. With request_head.cpp the only file that sees Boost.
//
// A connection has exactly one operation outstanding, a read or a wait, and lives until that operation's
// handler finds that there is nothing left to do. A deadline never deletes a connection: it cancels the
// operation, and the handler does the rest. So a plain pointer is safe in every handler.
#include "http/server/server.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <list>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "http/server/refusals.hpp"
#include "http/server/response_head.hpp"
#include "http/server/session.hpp"

namespace skranke::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Phase = Session::Phase;

class Worker;

class Connection {
 public:
  Connection(Worker& worker, tcp::socket socket, SessionRules& rules);

  void start();
  void expire(Clock::time_point now, bool at_any_rate);
  void drain();
  [[nodiscard]] Clock::time_point deadline() const { return deadline_; }

  std::list<Connection>::iterator self;

 private:
  void read();
  void on_read(const error_code& error, std::size_t count);
  void flush();
  void linger();
  void on_linger(const error_code& error);
  void end();
  void renew_deadline();

  Worker& worker_;
  tcp::socket socket_;
  Session session_;
  Clock::time_point deadline_;
  std::uint32_t epoch_ = 0;
  bool expired_ = false;   // the outstanding operation was cancelled by a deadline
  bool draining_ = false;
  bool lingering_ = false;
};

// One thread's event loop and its connections.
class Worker {
 public:
  Worker(const ServerConfig& with, SessionRules& rules, std::atomic<std::size_t>& connections)
      : config{with}, rules_{rules}, total_{connections} {}

  void run() { io.run(); }
  void adopt(tcp::socket socket);
  void drain();
  void remove(Connection& connection);
  void watch(Clock::time_point deadline);
  [[nodiscard]] std::size_t load() const { return load_.load(std::memory_order_relaxed); }
  void expect_one() { load_.fetch_add(1, std::memory_order_relaxed); }

  const ServerConfig& config;
  // No locks around sockets: they are touched by this worker's thread alone. Posting is safe from any thread.
  asio::io_context io{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};

 private:
  void sweep();
  void arm(Clock::time_point at);
  void finish_if_done();

  SessionRules& rules_;
  std::atomic<std::size_t>& total_;
  std::atomic<std::size_t> load_ = 0;  // connections here or on their way
  std::list<Connection> connections_;
  asio::executor_work_guard<asio::io_context::executor_type> work_{io.get_executor()};
  asio::steady_timer timer_{io};
  Clock::time_point armed_ = Clock::time_point::max();
  std::optional<Clock::time_point> drained_by_;
};

Connection::Connection(Worker& worker, tcp::socket socket, SessionRules& rules)
    : worker_{worker}, socket_{std::move(socket)}, session_{rules} {}

void Connection::start() {
  deadline_ = Clock::now() + worker_.config.header_deadline;
  worker_.watch(deadline_);
  epoch_ = session_.epoch();
  read();
}

void Connection::read() {
  const auto space = session_.space();
  socket_.async_read_some(asio::buffer(space.data(), space.size()),
                          [this](const error_code& error, std::size_t count) { on_read(error, count); });
}

void Connection::on_read(const error_code& error, std::size_t count) {
  if (error && error != asio::error::operation_aborted) return end();
  if (error) {
    // Cancelled by a deadline or by the wish to stop: something may have arrived at the same moment.
    const auto space = session_.space();
    error_code state;
    count = socket_.read_some(asio::buffer(space.data(), space.size()), state);
    if (state && state != asio::error::would_block) return end();
  }
  const std::uint32_t before = session_.epoch();
  if (count > 0) session_.received(count);
  if (std::exchange(expired_, false) && session_.epoch() == before) {
    if (session_.phase() == Phase::idle) return end();
    session_.time_out();
  }
  flush();
}

// Sends what there is to send, then reads on. Most answers fit into the socket's buffer, so that sending
// them at once saves a round through the event loop.
void Connection::flush() {
  while (session_.has_output()) {
    const auto pieces = session_.output();
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(pieces[0].data(), pieces[0].size()),
                                                    asio::buffer(pieces[1].data(), pieces[1].size())};
    error_code error;
    const std::size_t count = socket_.write_some(buffers, error);
    if (error && error != asio::error::would_block) return end();
    if (!error) session_.sent(count);
    // A long answer lets others have their turn between its pieces, although the socket would take more.
    if (error || session_.streaming()) {
      renew_deadline();
      return socket_.async_wait(tcp::socket::wait_write, [this](const error_code& failed) {
        if (failed || expired_) return end();
        flush();
      });
    }
  }
  if (session_.phase() == Phase::closing) return linger();
  if (draining_ && session_.phase() == Phase::idle) return end();
  renew_deadline();
  read();
}

// After the last answer: says so, and reads what the client still sends. Closing at once would make the
// client's system drop an answer that the client has not read yet.
void Connection::linger() {
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  lingering_ = true;
  deadline_ = Clock::now() + worker_.config.linger_deadline;
  worker_.watch(deadline_);
  on_linger({});
}

void Connection::on_linger(const error_code& error) {
  if (error) return end();
  std::array<char, 16 * 1024> waste;
  error_code state;
  const std::size_t count = socket_.read_some(asio::buffer(waste), state);
  if (state && state != asio::error::would_block) return end();
  if (!state && count == 0) return end();
  // Whoever wants to stop does not wait for clients that have their answers.
  if (state && draining_) return end();
  socket_.async_wait(tcp::socket::wait_read, [this](const error_code& failed) { on_linger(failed); });
}

// Only ever the last act of a handler: `this` is gone afterwards.
void Connection::end() { worker_.remove(*this); }

void Connection::renew_deadline() {
  if (session_.epoch() == epoch_) return;
  epoch_ = session_.epoch();
  const ServerConfig& config = worker_.config;
  ServerConfig::Time time{};
  switch (session_.phase()) {
    case Phase::idle: time = session_.answered_any() ? config.idle_deadline : config.header_deadline; break;
    case Phase::head: time = config.header_deadline; break;
    case Phase::body: time = config.body_deadline; break;
    case Phase::answering:
    case Phase::closing: time = config.write_deadline; break;
  }
  deadline_ = Clock::now() + time;
  worker_.watch(deadline_);
}

void Connection::expire(Clock::time_point now, bool at_any_rate) {
  if (deadline_ > now && !at_any_rate) return;
  error_code ignored;
  if (at_any_rate || lingering_) {
    socket_.close(ignored);
  } else {
    expired_ = true;
    socket_.cancel(ignored);
  }
  // So that the sweep does not find it again; whatever happens next sets a new one.
  deadline_ = now + worker_.config.write_deadline;
}

void Connection::drain() {
  draining_ = true;
  session_.drain();
  if (session_.phase() != Phase::idle && !lingering_) return;
  error_code ignored;
  socket_.cancel(ignored);
}

void Worker::adopt(tcp::socket socket) {
  connections_.emplace_front(*this, std::move(socket), rules_);
  Connection& connection = connections_.front();
  connection.self = connections_.begin();
  connection.start();
  if (drained_by_) connection.drain();
}

void Worker::remove(Connection& connection) {
  connections_.erase(connection.self);
  load_.fetch_sub(1, std::memory_order_relaxed);
  total_.fetch_sub(1, std::memory_order_relaxed);
  finish_if_done();
}

// The timer stands at the earliest deadline or before it. Deadlines mostly move away without being met, so
// it is not moved with them: when it goes off, it looks at all connections and finds the next one.
void Worker::watch(Clock::time_point deadline) {
  if (deadline < armed_) arm(deadline);
}

void Worker::arm(Clock::time_point at) {
  armed_ = at;
  timer_.expires_at(at);
  timer_.async_wait([this](const error_code& error) {
    if (!error) sweep();
  });
}

void Worker::sweep() {
  const auto now = Clock::now();
  const bool at_any_rate = drained_by_ && *drained_by_ <= now;
  auto next = drained_by_.value_or(Clock::time_point::max());
  for (Connection& connection : connections_) {
    connection.expire(now, at_any_rate);
    next = std::min(next, connection.deadline());
  }
  armed_ = Clock::time_point::max();
  if (!connections_.empty() && !at_any_rate) arm(next);
}

void Worker::drain() {
  drained_by_ = Clock::now() + config.drain_deadline;
  watch(*drained_by_);
  for (Connection& connection : connections_) connection.drain();
  finish_if_done();
}

void Worker::finish_if_done() {
  if (!drained_by_ || load() != 0) return;
  timer_.cancel();
  work_.reset();
}

}  // namespace

struct Server::State {
  State(ServerConfig with, Handler handler) : config{std::move(with)} {
    rules.handler = std::move(handler);
    rules.header_bytes_max = config.header_bytes_max;
    rules.target_bytes_max = config.target_bytes_max;
    rules.large_bodies_bytes_max = config.large_bodies_bytes_max;
    if (config.threads == 0) config.threads = std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < config.threads; ++i) {
      workers.push_back(std::make_unique<Worker>(config, rules, connections));
    }
    acceptor.emplace(workers[0]->io);
    pause.emplace(workers[0]->io);
  }

  base::Result<void> open();
  void wait();
  // Takes the connections that wait; false if the system has no more sockets to give.
  bool accept_all();
  void place(tcp::socket::native_handle_type handle, const tcp& protocol);
  void turn_away(tcp::socket& socket);
  void begin_stop();

  ServerConfig config;
  SessionRules rules;
  std::atomic<std::size_t> connections = 0;
  std::vector<std::unique_ptr<Worker>> workers;
  std::optional<tcp::acceptor> acceptor;  // on the first worker's loop, like the next two
  std::optional<asio::steady_timer> pause;
  std::optional<asio::signal_set> signals;
  tcp protocol = tcp::v4();
  std::uint16_t port = 0;
};

base::Result<void> Server::State::open() {
  error_code error;
  const auto address = asio::ip::make_address(config.address, error);
  if (error) return base::fail(base::Fault::invalid_value, "the address to listen on is not an IP address");
  const tcp::endpoint endpoint{address, config.port};
  protocol = endpoint.protocol();
  acceptor->open(protocol, error);
  if (!error) acceptor->set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error) acceptor->bind(endpoint, error);
  if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
  if (!error) acceptor->non_blocking(true, error);
  if (error) {
    return base::fail(base::Fault::unavailable, "can't listen on " + config.address + ":" +
                                                    std::to_string(config.port) + ": " + error.message());
  }
  port = acceptor->local_endpoint(error).port();
  if (config.stop_on_signals) {
    signals.emplace(workers[0]->io);
    signals->add(SIGTERM, error);
    if (!error) signals->add(SIGINT, error);
    if (error) return base::fail(base::Fault::unavailable, "can't wait for signals: " + error.message());
    signals->async_wait([this](const error_code& failed, int) {
      if (!failed) begin_stop();
    });
  }
  return {};
}

void Server::State::wait() {
  acceptor->async_wait(tcp::acceptor::wait_read, [this](const error_code& error) {
    if (error) return;
    if (accept_all()) return wait();
    // Out of file descriptors: waiting for readiness would not wait at all.
    pause->expires_after(std::chrono::milliseconds{50});
    pause->async_wait([this](const error_code& stopped) {
      if (!stopped) wait();
    });
  });
}

bool Server::State::accept_all() {
  for (;;) {
    error_code error;
    tcp::socket socket{workers[0]->io};
    acceptor->accept(socket, error);
    if (error == asio::error::would_block) return true;
    if (error == asio::error::connection_aborted || error == asio::error::interrupted) continue;
    if (error) return false;
    socket.non_blocking(true, error);
    if (connections.load(std::memory_order_relaxed) >= config.connections_max) {
      turn_away(socket);
      continue;
    }
    socket.set_option(tcp::no_delay{true}, error);
    auto& worker = **std::ranges::min_element(workers, {}, [](const auto& each) { return each->load(); });
    connections.fetch_add(1, std::memory_order_relaxed);
    worker.expect_one();
    if (&worker == workers[0].get()) {
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

// A best effort: the answer fits into the socket's buffer, and nobody waits for the client to read it.
void Server::State::turn_away(tcp::socket& socket) {
  Response response;
  response.fields = "Retry-After: 1\r\n";
  write_problem(response, refusals::too_many_connections);
  std::string text;
  append_head(text, response, {.content_length = response.body.size(), .keep_alive = false});
  text += response.body;
  error_code ignored;
  socket.write_some(asio::buffer(text), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
  std::array<char, 4 * 1024> waste;
  socket.read_some(asio::buffer(waste), ignored);
}

// On the first worker's thread.
void Server::State::begin_stop() {
  if (!acceptor->is_open()) return;
  error_code ignored;
  accept_all();  // whoever the system has let in already is served
  acceptor->close(ignored);
  pause->cancel();
  if (signals) signals->cancel(ignored);
  for (auto& worker : workers) {
    asio::post(worker->io, [&each = *worker] { each.drain(); });
  }
}

base::Result<Server> Server::listen(const ServerConfig& config, Handler handler) {
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
  for (std::size_t i = 1; i < state_->workers.size(); ++i) {
    threads.emplace_back([&worker = *state_->workers[i]] { worker.run(); });
  }
  state_->workers[0]->run();
}

void Server::stop() {
  asio::post(state_->workers[0]->io, [state = state_.get()] { state->begin_stop(); });
}

}  // namespace skranke::http
