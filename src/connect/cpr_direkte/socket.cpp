// The sockets of stream.hpp: waiting, looking up names, connecting.
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "connect/cpr_direkte/stream.hpp"

namespace skranke::cpr_direkte {
namespace {

using Addresses = std::shared_ptr<addrinfo>;

Addresses look_up(const std::string& host, std::uint16_t port, int flags) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return nullptr;
  return {found, freeaddrinfo};
}

struct NameAnswer {
  std::mutex mutex;
  std::condition_variable there;
  std::optional<Addresses> addresses;
};

// A resolver can't be told to stop: one that is slower than the patience ends by itself, and only so many
// are waited for.
std::atomic<int> look_ups_running = 0;
constexpr int look_ups_running_max = 8;

std::expected<Addresses, StreamFault> resolve(const std::string& host, std::uint16_t port, Time until) {
  if (Addresses numeric = look_up(host, port, AI_NUMERICHOST | AI_NUMERICSERV)) return numeric;
  if (look_ups_running.fetch_add(1) >= look_ups_running_max) {
    look_ups_running.fetch_sub(1);
    return std::unexpected{StreamFault::unreachable};
  }
  const auto answer = std::make_shared<NameAnswer>();
  try {
    std::thread{[answer, host, port] {
      Addresses found = look_up(host, port, AI_NUMERICSERV);
      const std::lock_guard lock{answer->mutex};
      answer->addresses = std::move(found);
      look_ups_running.fetch_sub(1);
      answer->there.notify_all();
    }}.detach();
  } catch (const std::exception&) {
    look_ups_running.fetch_sub(1);
    return std::unexpected{StreamFault::unreachable};
  }
  std::unique_lock lock{answer->mutex};
  if (!answer->there.wait_until(lock, until, [&answer] { return answer->addresses.has_value(); })) {
    return std::unexpected{StreamFault::late};
  }
  if (*answer->addresses == nullptr) return std::unexpected{StreamFault::unreachable};
  return *answer->addresses;
}

std::expected<Socket, StreamFault> connect_one(const addrinfo& address, const Patience& patience) {
  Socket socket{::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (socket.descriptor() < 0) return std::unexpected{StreamFault::unreachable};
  const int on = 1;
  setsockopt(socket.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket.descriptor(), address.ai_addr, address.ai_addrlen) == 0) return socket;
  if (errno != EINPROGRESS) return std::unexpected{StreamFault::unreachable};
  if (auto waited = wait_for(socket.descriptor(), true, patience); !waited) {
    return std::unexpected{waited.error()};
  }
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(socket.descriptor(), SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) {
    return std::unexpected{StreamFault::unreachable};
  }
  return socket;
}

}  // namespace

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}
Socket::Socket(Socket&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

std::expected<void, StreamFault> wait_for(int descriptor, bool to_write, const Patience& patience) {
  for (;;) {
    pollfd events[2] = {
        {.fd = descriptor, .events = static_cast<short>(to_write ? POLLOUT : POLLIN), .revents = 0},
        {.fd = patience.stop, .events = POLLIN, .revents = 0}};
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(patience.until - std::chrono::steady_clock::now());
    constexpr std::chrono::milliseconds longest = std::chrono::hours{1};
    const int ready = poll(events, 2, static_cast<int>(std::clamp(left, left.zero(), longest).count()));
    if (ready < 0 && errno != EINTR) return std::unexpected{StreamFault::broken};
    if (ready > 0 && events[1].revents != 0) return std::unexpected{StreamFault::stopped};
    if (ready > 0 && events[0].revents != 0) return {};
    if (left <= left.zero()) return std::unexpected{StreamFault::late};
  }
}

std::expected<Socket, StreamFault> connect_to(const std::string& host, std::uint16_t port,
                                              const Patience& patience) {
  const auto addresses = resolve(host, port, patience.until);
  if (!addresses) return std::unexpected{addresses.error()};
  int left = 0;
  for (const addrinfo* each = addresses->get(); each != nullptr; each = each->ai_next) ++left;
  StreamFault fault = StreamFault::unreachable;
  for (const addrinfo* each = addresses->get(); each != nullptr; each = each->ai_next, --left) {
    // An address that doesn't answer leaves time for the others.
    const Time now = std::chrono::steady_clock::now();
    auto socket = connect_one(*each, {.until = now + (patience.until - now) / left, .stop = patience.stop});
    if (socket || socket.error() == StreamFault::stopped) return socket;
    fault = socket.error();
  }
  return std::unexpected{fault};
}

}  // namespace skranke::cpr_direkte
