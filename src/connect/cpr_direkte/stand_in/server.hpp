// The stand-in on a socket: CPR Direkte over TLS for demonstrations and tests, with faults on purpose.
//
// Never for real people: its account is no secret, and its register is a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "connect/cpr_direkte/stand_in/certificate.hpp"
#include "connect/cpr_direkte/stand_in/faults.hpp"
#include "connect/cpr_direkte/stand_in/record_source.hpp"
#include "connect/cpr_direkte/stand_in/service.hpp"

namespace skranke::cpr_direkte::stand_in {

struct ServerConfig {
  std::string address = "127.0.0.1";  // an IPv4 or IPv6 address
  std::uint16_t port = 5000;          // 0: any free one, see Server::port
  unsigned connections = 16;          // served at once; others wait
  Identity identity;
  KnownAccount account;
};

struct Statistics {
  Asked asked;
  std::size_t connections = 0;
  std::size_t most_at_once = 0;  // connections whose answer had not begun
};

class Server {
 public:
  // Begins to listen and to serve, on threads of its own. Problems: invalid_value (address, certificate),
  // unavailable (the port is taken).
  [[nodiscard]] static base::Result<Server> start(const ServerConfig& config,
                                                  std::unique_ptr<RecordSource> records, Faults faults);
  // Stops, and returns once every connection is closed.
  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] Statistics statistics() const;

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::cpr_direkte::stand_in
