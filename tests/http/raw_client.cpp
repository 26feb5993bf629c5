// A client of plain sockets: connects, sends bytes, and reads answers by their framing.
#include "raw_client.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace skranke::http::test {

std::string Answer::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

RawClient::RawClient(std::uint16_t port) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return;
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  const int on = 1;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
  ::close(socket_);
  socket_ = -1;
}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void RawClient::finish() { ::shutdown(socket_, SHUT_WR); }

bool RawClient::fill() {
  std::array<char, 64UL * 1024> bytes;
  const ssize_t count = ended_ ? 0 : ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (count <= 0) {
    ended_ = true;
    return false;
  }
  buffer_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

std::string RawClient::take(std::size_t count) {
  while (buffer_.size() < count && fill()) {}
  std::string taken = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return taken;
}

std::string RawClient::receive_until(std::string_view text) {
  while (!buffer_.contains(text) && fill()) {}
  const std::size_t at = buffer_.find(text);
  return take(at == std::string::npos ? buffer_.size() : at + text.size());
}

std::string RawClient::take_line() {
  std::size_t end = buffer_.find("\r\n");
  while (end == std::string::npos && fill()) end = buffer_.find("\r\n");
  if (end == std::string::npos) return "";
  std::string line = take(end);
  take(2);
  return line;
}

Answer RawClient::receive(bool head_only) {
  Answer answer;
  const std::string status = take_line();
  if (!status.starts_with("HTTP/1.1 ")) return answer;
  for (std::string line = take_line(); !line.empty(); line = take_line()) {
    const std::size_t colon = line.find(": ");
    std::string name = line.substr(0, colon);
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    std::string& value = answer.fields[name];
    value += (value.empty() ? "" : ", ") + line.substr(colon + 2);
  }
  const auto code = static_cast<unsigned>(std::stoul(status.substr(9, 3)));
  if (answer.field("transfer-encoding") == "chunked") {
    for (;;) {
      const std::string digits = take_line();
      if (digits.empty()) return {};
      const std::size_t size = std::stoul(digits, nullptr, 16);
      const std::string chunk = take(size);
      if (chunk.size() != size || !take_line().empty()) return {};
      answer.body += chunk;
      if (size == 0) break;
    }
  } else if (!head_only && answer.fields.contains("content-length")) {
    const std::size_t size = std::stoul(answer.field("content-length"));
    answer.body = take(size);
    if (answer.body.size() != size) return {};
  } else if (!head_only && code != 204 && code != 304 && code != 100) {
    answer.body = receive_all();
  }
  answer.status = code;
  return answer;
}

std::string RawClient::receive_all() {
  while (fill()) {}
  return take(buffer_.size());
}

bool RawClient::is_closed() { return buffer_.empty() && !fill(); }

Answer RawClient::ask(std::string_view line, std::string_view fields, std::string_view body) {
  if (!send(request(line, fields, body))) return {};
  return receive(line.starts_with("HEAD "));
}

std::string request(std::string_view line, std::string_view fields, std::string_view body) {
  std::string text;
  text.append(line).append(" HTTP/1.1\r\nHost: localhost\r\n").append(fields);
  if (!body.empty()) text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  return text.append("\r\n").append(body);
}

}  // namespace skranke::http::test
