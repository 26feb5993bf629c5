#include "connect/cpr_direkte/stand_in/server.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connect/cpr_direkte/stand_in/delivery.hpp"
#include "connect/cpr_direkte/stream.hpp"

namespace skranke::cpr_direkte::stand_in {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds client_deadline{30};  // for a client that says nothing
constexpr std::chrono::hours forever{24L * 365};

struct Endpoint {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

std::optional<Endpoint> endpoint_of(const std::string& address, std::uint16_t port) {
  Endpoint endpoint;
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    endpoint.size = sizeof v4;
    std::memcpy(&endpoint.storage, &v4, sizeof v4);
    return endpoint;
  }
  if (inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    endpoint.size = sizeof v6;
    std::memcpy(&endpoint.storage, &v6, sizeof v6);
    return endpoint;
  }
  return std::nullopt;
}

std::uint16_t port_of(int descriptor) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return 0;
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (storage.ss_family == AF_INET6) {
    std::memcpy(&v6, &storage, sizeof v6);
    return ntohs(v6.sin6_port);
  }
  std::memcpy(&v4, &storage, sizeof v4);
  return ntohs(v4.sin_port);
}

}  // namespace

struct Server::State {
  State(const ServerConfig& with, TlsContext context, std::unique_ptr<RecordSource> source, Faults planned)
      : config{with},
        tls{std::move(context)},
        records{std::move(source)},
        faults{std::move(planned)},
        service{config.account, *records, faults} {}
  ~State();

  base::Result<void> open();
  void serve_all();
  void serve(Socket socket);
  void gather();
  void enter();
  void leave();

  [[nodiscard]] Patience patience() const {
    return {.until = steady_clock::now() + client_deadline, .stop = stopping.descriptor()};
  }

  ServerConfig config;
  TlsContext tls;
  std::unique_ptr<RecordSource> records;
  Faults faults;
  Service service;
  Socket listener;
  Socket stopping;  // an event: readable once the server stops
  std::uint16_t port = 0;
  mutable std::mutex mutex;
  std::condition_variable changed;
  bool is_stopping = false;
  bool has_gathered = false;
  std::size_t at_once = 0;
  std::size_t held = 0;  // look-ups in gather()
  Statistics statistics;
  std::vector<std::jthread> threads;
};

Server::State::~State() {
  {
    const std::lock_guard lock{mutex};
    is_stopping = true;
  }
  changed.notify_all();
  const std::uint64_t one = 1;
  while (stopping.descriptor() >= 0 && ::write(stopping.descriptor(), &one, sizeof one) < 0 &&
         errno == EINTR) {}
  threads.clear();
}

base::Result<void> Server::State::open() {
  const auto endpoint = endpoint_of(config.address, config.port);
  if (!endpoint)
    return base::fail(base::Fault::invalid_value, "the address to listen on is not an IP address");
  stopping = Socket{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  listener = Socket{::socket(endpoint->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  const int on = 1;
  const int descriptor = listener.descriptor();
  if (stopping.descriptor() < 0 || descriptor < 0 ||
      setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
      bind(descriptor, reinterpret_cast<const sockaddr*>(&endpoint->storage), endpoint->size) != 0 ||
      listen(descriptor, SOMAXCONN) != 0) {
    std::string text = "can't listen on ";
    text.append(config.address).append(":").append(std::to_string(config.port));
    return base::fail(base::Fault::unavailable, text.append(": ").append(std::strerror(errno)));
  }
  port = port_of(descriptor);
  for (unsigned i = 0; i < std::max(config.connections, 1U); ++i) {
    threads.emplace_back([this] { serve_all(); });
  }
  return {};
}

// Each thread takes the next connection whenever it has none.
void Server::State::serve_all() {
  for (;;) {
    const auto waited = wait_for(listener.descriptor(), false,
                                 {.until = steady_clock::now() + forever, .stop = stopping.descriptor()});
    if (!waited && waited.error() == StreamFault::stopped) return;
    Socket socket{accept4(listener.descriptor(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (socket.descriptor() >= 0) serve(std::move(socket));
  }
}

void Server::State::enter() {
  const std::lock_guard lock{mutex};
  ++statistics.connections;
  statistics.most_at_once = std::max(statistics.most_at_once, ++at_once);
}

void Server::State::leave() {
  const std::lock_guard lock{mutex};
  --at_once;
}

// Holds an answer that is made already until so many are held at once; the first time only.
void Server::State::gather() {
  const auto wanted = faults.planned(FaultKind::gather);
  if (!wanted) return;
  std::unique_lock lock{mutex};
  ++held;
  changed.notify_all();
  changed.wait_for(lock, client_deadline, [&] { return has_gathered || is_stopping || held >= *wanted; });
  has_gathered = true;
  --held;
  changed.notify_all();
}

void Server::State::serve(Socket socket) {
  enter();
  // A connection counts until its answer begins: a client may open the next one as soon as it has read it.
  struct Presence {
    State& state;
    bool is_there = true;
    void end() {
      if (std::exchange(is_there, false)) state.leave();
    }
    ~Presence() { end(); }
  } presence{*this};
  if (faults.strikes(FaultKind::cut_after_accept)) return presence.end();
  auto stream = TlsStream::accept(tls, std::move(socket), patience());
  if (!stream) return;
  if (faults.strikes(FaultKind::cut_after_handshake)) return presence.end();
  const auto request = read_request(*stream, patience());
  if (!request) return;
  const std::string answer = service.answer(*request);
  if (!is_log_on(*request)) gather();
  presence.end();
  deliver(*stream, answer, is_log_on(*request), faults, patience());
}

base::Result<Server> Server::start(const ServerConfig& config, std::unique_ptr<RecordSource> records,
                                   Faults faults) {
  auto tls = TlsContext::server(config.identity.certificate, config.identity.key);
  if (!tls) return base::fail(base::Fault::invalid_value, std::move(tls.error()));
  auto state = std::make_unique<State>(config, std::move(*tls), std::move(records), std::move(faults));
  if (auto opened = state->open(); !opened) return std::unexpected{opened.error()};
  return Server{std::move(state)};
}

Server::Server(std::unique_ptr<State> state) : state_{std::move(state)} {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;

std::uint16_t Server::port() const { return state_->port; }

Statistics Server::statistics() const {
  const std::lock_guard lock{state_->mutex};
  Statistics now = state_->statistics;
  now.asked = state_->service.asked();
  return now;
}

}  // namespace skranke::cpr_direkte::stand_in
