#include "stand_in.hpp"

#include <array>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/ensure.hpp"

namespace skranke::oidc::test {
namespace {

// Waits until one of two descriptors can be read, or the milliseconds are over (-1: never).
bool can_read(int descriptor, int stop, int milliseconds) {
  std::array<pollfd, 2> waiting{
      {{.fd = descriptor, .events = POLLIN, .revents = 0}, {.fd = stop, .events = POLLIN, .revents = 0}}};
  return ::poll(waiting.data(), waiting.size(), milliseconds) > 0;
}

constexpr char tls_hello = '\x16';

// Head and body of a request; what there is where the client goes before, or speaks TLS.
std::string read_request(int connection, int stop) {
  std::string request;
  std::array<char, 4096> piece{};
  for (;;) {
    if (const std::size_t head = request.find("\r\n\r\n"); head != std::string::npos) {
      const std::size_t at = request.find("Content-Length: ");
      const std::size_t body = at > head ? 0 : std::stoul(request.substr(at + 16));
      if (request.size() >= head + 4 + body) return request;
    }
    if (!can_read(connection, stop, -1)) return request;
    const ssize_t got = ::recv(connection, piece.data(), piece.size(), MSG_DONTWAIT);
    if (got <= 0 || piece[0] == tls_hello) return request;
    request.append(piece.data(), static_cast<std::size_t>(got));
  }
}

void send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

// Until the client goes: what it sends meanwhile is its end.
void drip(int connection, int stop, const std::string& bytes) {
  for (std::size_t at = 0; !can_read(connection, stop, 5); ++at) {
    send_all(connection, at < bytes.size() ? std::string_view{bytes}.substr(at, 1) : " ");
  }
}

}  // namespace

Reply reply(const std::string& body, const std::string& type, const std::string& status,
            const std::string& more_headers) {
  return {.bytes = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " +
                   std::to_string(body.size()) + "\r\nConnection: close\r\n" + more_headers + "\r\n" + body,
          .manner = Manner::whole};
}

StandIn::StandIn() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const raw = reinterpret_cast<sockaddr*>(&address);
  base::ensure(::bind(listener_, raw, size) == 0 && ::listen(listener_, 64) == 0, "a socket of the test");
  base::ensure(::getsockname(listener_, raw, &size) == 0 && ::pipe2(stop_, O_CLOEXEC) == 0, "a port");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread{[this] { serve(); }};
}

StandIn::~StandIn() {
  ::close(std::exchange(stop_[1], -1));
  thread_.join();
  ::close(stop_[0]);
  ::close(listener_);
}

std::string StandIn::origin() const { return "http://127.0.0.1:" + std::to_string(port_); }

void StandIn::answer(const std::string& path, Reply reply) {
  const std::scoped_lock lock{mutex_};
  replies_[path] = std::move(reply);
}

int StandIn::count(const std::string& path) const {
  const std::scoped_lock lock{mutex_};
  const auto found = counts_.find(path);
  return found == counts_.end() ? 0 : found->second;
}

std::string StandIn::request(const std::string& path) const {
  const std::scoped_lock lock{mutex_};
  const auto found = requests_.find(path);
  return found == requests_.end() ? std::string{} : found->second;
}

void StandIn::serve() {
  for (;;) {
    std::array<pollfd, 2> waiting{{{.fd = listener_, .events = POLLIN, .revents = 0},
                                   {.fd = stop_[0], .events = POLLIN, .revents = 0}}};
    (void)::poll(waiting.data(), waiting.size(), -1);
    if (waiting[1].revents != 0) return;
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    serve(connection);
    ::close(connection);
  }
}

void StandIn::serve(int connection) {
  const std::string request = read_request(connection, stop_[0]);
  const std::size_t begin = request.find(' ') + 1;
  const std::string path = request.substr(begin, request.find_first_of(" ?", begin) - begin);
  Reply what = reply("nothing here", "text/plain", "404 Not Found");
  {
    const std::scoped_lock lock{mutex_};
    ++counts_[path];
    requests_[path] = request;
    if (const auto found = replies_.find(path); found != replies_.end()) what = found->second;
  }
  switch (what.manner) {
    case Manner::whole:
      send_all(connection, what.bytes);
      break;
    case Manner::drip:
      drip(connection, stop_[0], what.bytes);
      break;
    case Manner::hang:
      (void)can_read(connection, stop_[0], -1);
      break;
  }
}

}  // namespace skranke::oidc::test
