#include "verifier/socket_server.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <exception>
#include <list>
#include <span>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/limits.hpp"
#include "disk/disk.hpp"

namespace skranke::verifier {
namespace {

using base::fail;
using base::Fault;
namespace limits = base::limits;
using disk::Descriptor;
using Clock = std::chrono::steady_clock;

struct Client {
  Descriptor socket;
  std::string in;
  std::string out;
  Clock::time_point last;
  bool closing = false;
};

std::string system_text(std::string_view what) {
  std::string text{what};
  return text.append(": ").append(std::strerror(errno));
}

base::Result<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string& text = path.native();
  if (text.empty() || text.size() >= sizeof address.sun_path) {
    return fail(Fault::invalid_value,
                "the socket's path: expected 1 to " + std::to_string(sizeof address.sun_path - 1) + " bytes");
  }
  std::ranges::copy(text, std::begin(address.sun_path));
  return address;
}

const sockaddr* generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);  // NOLINT(*-reinterpret-cast): the sockets API
}

// Takes away a socket that a server left behind. Anything else that lies there stays.
base::Result<void> clear(const sockaddr_un& address, const std::filesystem::path& path) {
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0) return {};
  if (!S_ISSOCK(found.st_mode))
    return fail(Fault::invalid_value, path.string() + ": something that is no socket lies there");
  const Descriptor probe{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (probe.is_open() && ::connect(probe.number(), generic(address), sizeof address) == 0)
    return fail(Fault::unavailable, path.string() + ": another server listens there");
  ::unlink(path.c_str());
  return {};
}

bool may_speak(int socket, std::span<const uid_t> peers) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peers.empty() ? peer.uid == ::geteuid() : std::ranges::find(peers, peer.uid) != peers.end();
}

}  // namespace

struct SocketServer::State {
  SocketConfig config;
  Descriptor listener;
  Descriptor wake;
  Descriptor signals;
  std::list<Client> clients;

  ~State() {
    if (listener.is_open()) ::unlink(config.path.c_str());
  }

  void accept_all() {
    while (true) {
      Descriptor socket{::accept4(listener.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
      if (!socket.is_open()) return;
      if (clients.size() >= limits::verifier_connections_max || !may_speak(socket.number(), config.peers))
        continue;
      clients.push_back({.socket = std::move(socket), .in = {}, .out = {}, .last = Clock::now()});
    }
  }

  static void receive(Client& client, const Handler& handler) {
    std::array<char, 4096> piece{};
    const ssize_t count = ::recv(client.socket.number(), piece.data(), piece.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) return void(client.closing = true);
    client.last = Clock::now();
    client.in.append(piece.data(), static_cast<std::size_t>(count));
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = client.in.find('\n', begin)) != std::string::npos; begin = end + 1) {
      try {
        client.out.append(handler(std::string_view{client.in}.substr(begin, end - begin))).push_back('\n');
      } catch (const std::exception&) {
        client.closing = true;  // what it was stays inside: it could hold a person's words
        return;
      }
    }
    std::fill_n(client.in.begin(), begin, '\0');
    client.in.erase(0, begin);
    if (client.in.size() > limits::verifier_line_bytes_max) client.closing = true;
  }

  static void send(Client& client) {
    const ssize_t count = ::send(client.socket.number(), client.out.data(), client.out.size(), MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN && errno != EINTR) client.closing = true;
    if (count > 0) client.out.erase(0, static_cast<std::size_t>(count));
  }
};

SocketServer::SocketServer(std::unique_ptr<State> state) : state_{std::move(state)} {}
SocketServer::~SocketServer() = default;
SocketServer::SocketServer(SocketServer&&) noexcept = default;
SocketServer& SocketServer::operator=(SocketServer&&) noexcept = default;

base::Result<SocketServer> SocketServer::listen(SocketConfig config) {
  const auto address = address_of(config.path);
  if (!address) return std::unexpected{address.error()};
  if (auto cleared = clear(*address, config.path); !cleared) return std::unexpected{cleared.error()};
  auto state = std::make_unique<State>();
  state->config = std::move(config);
  Descriptor listener{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  const bool bound = listener.is_open() && ::bind(listener.number(), generic(*address), sizeof *address) == 0;
  // The kernel's word about the peer decides who may speak; the mode only lets the named users reach the
  // door.
  const mode_t mode = state->config.peers.empty() ? 0600 : 0666;
  if (!bound || ::chmod(state->config.path.c_str(), mode) != 0 ||
      ::listen(listener.number(), static_cast<int>(limits::verifier_connections_max)) != 0) {
    return fail(Fault::unavailable, system_text(state->config.path.native()));
  }
  state->listener = std::move(listener);
  state->wake = Descriptor{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  if (!state->wake.is_open()) return fail(Fault::unavailable, system_text("eventfd"));
  if (!state->config.stop_signals.empty()) {
    sigset_t set;
    ::sigemptyset(&set);
    for (const int signal : state->config.stop_signals) ::sigaddset(&set, signal);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    state->signals = Descriptor{::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)};
    if (!state->signals.is_open()) return fail(Fault::unavailable, system_text("signalfd"));
  }
  return SocketServer{std::move(state)};
}

void SocketServer::run(const Handler& handler) {
  std::vector<pollfd> waits;
  while (true) {
    waits.assign({{.fd = state_->wake.number(), .events = POLLIN, .revents = 0},
                  {.fd = state_->signals.number(), .events = POLLIN, .revents = 0},
                  {.fd = state_->listener.number(), .events = POLLIN, .revents = 0}});
    for (const Client& client : state_->clients) {
      // What was asked is answered before more is read.
      const short events = client.out.empty() ? POLLIN : POLLOUT;
      waits.push_back({.fd = client.socket.number(), .events = events, .revents = 0});
    }
    constexpr int sweep_ms = 1'000;
    if (::poll(waits.data(), waits.size(), state_->clients.empty() ? -1 : sweep_ms) < 0 && errno != EINTR)
      return;
    if (waits[0].revents != 0 || waits[1].revents != 0) return;
    auto wait = waits.begin() + 3;
    const auto now = Clock::now();
    for (Client& client : state_->clients) {
      const short events = (wait++)->revents;
      if ((events & POLLOUT) != 0) State::send(client);
      if ((events & (POLLIN | POLLHUP | POLLERR)) != 0 && client.out.empty()) State::receive(client, handler);
      if (!client.closing && !client.out.empty()) State::send(client);
      if (now - client.last > limits::verifier_idle_deadline) client.closing = true;
    }
    std::erase_if(state_->clients, [](const Client& client) { return client.closing && client.out.empty(); });
    if (waits[2].revents != 0) state_->accept_all();
  }
}

void SocketServer::stop() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(state_->wake.number(), &one, sizeof one);
}

}  // namespace skranke::verifier
