// The life of a connection, and the event loop that it shares with others.
#include "http/server/worker.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <string>
#include <tuple>
#include <typeinfo>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "http/server/refusals.hpp"

namespace skranke::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Phase = Session::Phase;

// Empty where the client has gone already.
std::string peer_of(const tcp::socket& socket) {
  error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return {};
  const auto address = endpoint.address();
  // An IPv4 client of a socket that takes both.
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

}  // namespace

Connection::Connection(Worker& worker, tcp::socket socket, SessionRules& rules)
    : worker_{worker}, socket_{std::move(socket)}, session_{rules, peer_of(socket_)} {}

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
  if (session_.phase() == Phase::working) return work();
  if (session_.phase() == Phase::listening) return listen();
  if (session_.phase() == Phase::closing) return linger();
  if (draining_ && session_.phase() == Phase::idle) return end();
  renew_deadline();
  read();
}

// The answer comes back to this thread. Until then nothing else of this connection is under way, so that it
// can't go, and its deadline means nothing.
void Connection::work() {
  auto task = session_.take_work();
  const bool is_posted = worker_.waiting.post([this, task = std::move(task)] {
    auto answer = std::make_shared<Response>();
    std::string_view mistake;
    try {
      task(*answer);
    } catch (const std::exception& error) {
      mistake = typeid(error).name();
    } catch (...) {
      mistake = "unknown";
    }
    asio::post(worker_.io, [this, answer = std::move(answer), mistake] {
      if (!mistake.empty()) {
        session_.not_worked(refusals::internal, mistake);
      } else {
        session_.worked(std::move(*answer));
      }
      flush();
    });
  });
  if (is_posted) return;
  session_.not_worked(refusals::too_much_work);
  flush();
}

// Waits for news of the channel, which cancel this wait; for the time of a sign of life, which does too; or
// for the client to go.
void Connection::listen() {
  if (!std::exchange(is_stream_, true)) {
    worker_.adopt_stream(session_.channel());
    give_up_on_silence();
    // What was published before the worker was told of the stream would else be missed.
    session_.hear();
    if (session_.has_output()) return flush();
  }
  renew_deadline();
  is_listening_ = true;
  socket_.async_wait(tcp::socket::wait_read, [this](const error_code& error) { on_stir(error); });
}

// What little a quiet stream sends fits into the system's buffer for hours. So the system is asked to end the
// connection where the client's does not take it within the write deadline.
void Connection::give_up_on_silence() {
  const auto milliseconds = static_cast<unsigned>(worker_.config.write_deadline.count());
  std::ignore = ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds,
                             sizeof milliseconds);
}

void Connection::on_stir(const error_code& error) {
  is_listening_ = false;
  // Nothing is expected from the client but its end.
  if (error != asio::error::operation_aborted) return end();
  if (std::exchange(expired_, false)) session_.heartbeat();
  session_.hear();
  flush();
}

void Connection::stir() {
  if (!is_listening_) return;  // what is being sent is followed by the newest
  error_code ignored;
  socket_.cancel(ignored);
}

// After the last answer: says so, and reads what the client still sends. Closing at once would make the
// client's system drop an answer that the client has not read yet.
void Connection::linger() {
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  lingering_ = true;
  const auto now = Clock::now();
  linger_ends_ = now + worker_.config.linger_longest_deadline;
  deadline_ = now + worker_.config.linger_deadline;
  worker_.watch(deadline_);
  on_linger({});
}

void Connection::on_linger(const error_code& error) {
  if (error) return end();
  std::array<char, 64UL * 1024> waste;
  error_code state;
  const std::size_t count = socket_.read_some(asio::buffer(waste), state);
  if (state && state != asio::error::would_block) return end();
  if (!state && count == 0) return end();
  // Whoever wants to stop does not wait for clients that have their answers.
  if (state && draining_) return end();
  if (count > 0) deadline_ = std::min(Clock::now() + worker_.config.linger_deadline, linger_ends_);
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
    case Phase::idle:
      time = session_.answered_any() ? config.idle_deadline : config.header_deadline;
      break;
    case Phase::head:
      time = config.header_deadline;
      break;
    case Phase::body:
      time = config.body_deadline;
      break;
    case Phase::listening:
      time = config.event_heartbeat;
      break;
    case Phase::working:
    case Phase::answering:
    case Phase::closing:
      time = config.write_deadline;
      break;
  }
  deadline_ = Clock::now() + time;
  // Streams share the moments of their signs of life, so that thousands of them need few looks at all.
  if (session_.phase() == Phase::listening) deadline_ = std::chrono::ceil<std::chrono::seconds>(deadline_);
  worker_.watch(deadline_);
}

void Connection::expire(Clock::time_point now, bool at_any_rate) {
  if (deadline_ > now && !at_any_rate) return;
  error_code ignored;
  if (at_any_rate || lingering_) {
    socket_.close(ignored);
  } else if (session_.phase() != Phase::working) {
    expired_ = true;
    socket_.cancel(ignored);
  }
  // So that the sweep does not find it again; whatever happens next sets a new one.
  deadline_ = now + worker_.config.write_deadline;
}

void Connection::drain() {
  draining_ = true;
  session_.drain();
  if (is_listening_) return stir();
  if (session_.phase() != Phase::idle && !lingering_) return;
  error_code ignored;
  socket_.cancel(ignored);
}

Worker::~Worker() {
  for (const auto& [channel, streams] : streams_) streams.channel->unsubscribe(this);
}

void Worker::adopt(tcp::socket socket) {
  connections_.emplace_front(*this, std::move(socket), rules_);
  Connection& connection = connections_.front();
  connection.self = connections_.begin();
  connection.start();
  if (drained_by_) connection.drain();
}

void Worker::remove(Connection& connection) {
  if (const EventChannel* channel = connection.channel()) {
    remove_stream(channel);
  } else {
    total_.fetch_sub(1, std::memory_order_relaxed);
  }
  connections_.erase(connection.self);
  load_.fetch_sub(1, std::memory_order_relaxed);
  finish_if_done();
}

void Worker::adopt_stream(const std::shared_ptr<EventChannel>& channel) {
  total_.fetch_sub(1, std::memory_order_relaxed);
  Streams& streams = streams_[channel.get()];
  if (++streams.count > 1) return;
  streams.channel = channel;
  channel->subscribe(this, [this, at = channel.get()] { asio::post(io, [this, at] { stir(at); }); });
}

void Worker::remove_stream(const EventChannel* channel) {
  const auto found = streams_.find(channel);
  if (--found->second.count > 0) return;
  found->second.channel->unsubscribe(this);
  streams_.erase(found);
}

void Worker::stir(const EventChannel* channel) {
  const auto found = streams_.find(channel);
  if (found == streams_.end()) return;
  found->second.channel->awake(this);
  for (Connection& connection : connections_) {
    if (connection.channel() == channel) connection.stir();
  }
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

}  // namespace skranke::http
