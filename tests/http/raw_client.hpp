// A client of plain sockets, for tests that have to say exactly which bytes are sent and when.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace skranke::http::test {

struct Answer {
  unsigned status = 0;  // 0: the connection ended before an answer was complete
  std::map<std::string, std::string>
      fields;        // names in lower case; a name that is there twice is joined with ", "
  std::string body;  // without transfer coding

  [[nodiscard]] std::string field(const std::string& name) const;
};

// A connection to 127.0.0.1. Whatever takes ten seconds has failed: no test waits for ever.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool connected() const { return socket_ >= 0; }
  // False if the server has closed the connection.
  bool send(std::string_view bytes);
  // "I have nothing more to say", while still listening.
  void finish();
  // The next answer. `head_only` for one to HEAD.
  Answer receive(bool head_only = false);
  // Everything up to the first `text`, with it; what has come until the end where it does not come.
  std::string receive_until(std::string_view text);
  // Everything up to the end of the connection.
  std::string receive_all();
  // Whether the connection ends without another byte.
  bool is_closed();
  // Sends one request and receives its answer.
  Answer ask(std::string_view line, std::string_view fields = "", std::string_view body = "");

 private:
  bool fill();
  std::string take_line();
  std::string take(std::size_t count);

  int socket_ = -1;
  std::string buffer_;
  bool ended_ = false;
};

// The bytes of a request in HTTP/1.1; with a Content-Length unless the body is empty.
[[nodiscard]] std::string request(std::string_view line, std::string_view fields = "",
                                  std::string_view body = "");

}  // namespace skranke::http::test
