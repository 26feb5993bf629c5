// A server that runs while a test does, on a free port of the loopback interface.
#pragma once

#include <cstdint>
#include <thread>

#include "centre/directory.hpp"
#include "http/api/router.hpp"
#include "http/server/server.hpp"
#include "policy/catalogue.hpp"

namespace skranke::http::test {

class RunningServer {
 public:
  // `config`'s address and port are not looked at. Ends the process if the server can't listen.
  RunningServer(ServerConfig config, Handler handler);
  ~RunningServer();

  [[nodiscard]] std::uint16_t port() const { return server_.port(); }
  void stop() { server_.stop(); }
  // Returns once the server has stopped by itself or because of stop().
  void wait();

 private:
  Server server_;
  std::thread thread_;
};

// The policies of this repository.
[[nodiscard]] const policy::Catalogue& policies();

// Those of data/centres.
[[nodiscard]] const centre::Directory& centres();

// The whole of the program's routes, with the pages of tests/http/site, on 2026-11-24.
[[nodiscard]] Handler whole_api();

}  // namespace skranke::http::test
