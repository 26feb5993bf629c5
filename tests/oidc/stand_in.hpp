// A broker that answers whatever it was told to: a hostile one, or one in trouble.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace skranke::oidc::test {

enum class Manner : std::uint8_t {
  whole,  // all bytes, and the end
  drip,   // byte by byte, without end
  hang,   // nothing, until the client goes
};

struct Reply {
  std::string bytes;  // with the head of HTTP
  Manner manner = Manner::whole;
};

// An answer of HTTP with its length.
[[nodiscard]] Reply reply(const std::string& body, const std::string& type = "application/json",
                          const std::string& status = "200 OK", const std::string& more_headers = {});

// On a free port of the loopback interface, one connection after another.
class StandIn {
 public:
  StandIn();
  ~StandIn();
  StandIn(const StandIn&) = delete;
  StandIn& operator=(const StandIn&) = delete;

  [[nodiscard]] std::string origin() const;
  // What a path answers from now on; others answer 404.
  void answer(const std::string& path, Reply reply);
  [[nodiscard]] int count(const std::string& path) const;
  // The last request to a path, whole.
  [[nodiscard]] std::string request(const std::string& path) const;

 private:
  void serve();
  void serve(int connection);

  int listener_ = -1;
  int stop_[2] = {-1, -1};
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, Reply> replies_;
  std::map<std::string, int> counts_;
  std::map<std::string, std::string> requests_;
  std::thread thread_;
};

}  // namespace skranke::oidc::test
