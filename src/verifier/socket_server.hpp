// A narrow door between two processes of one machine: lines over a Unix domain socket.
//
// One thread, no answer before the one before it is sent, a bound on everything. Who may speak is decided by
// the kernel's word about the peer (SO_PEERCRED), not by a password. SPEC: unix(7).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "base/result.hpp"

namespace skranke::verifier {

struct SocketConfig {
  std::filesystem::path path;     // made when listening, removed when stopping; replaced where nobody listens
  std::vector<uid_t> peers;       // who may connect; empty: only the user of this process
  std::vector<int> stop_signals;  // that end run(), as SIGTERM
};

class SocketServer {
 public:
  // Gives the answer to one line, without its end, as one line without its end.
  using Handler = std::function<std::string(std::string_view)>;

  // Problems: invalid_value (the path is too long or no socket lies there), unavailable (another server
  // listens there, or the system refuses).
  [[nodiscard]] static base::Result<SocketServer> listen(SocketConfig config);
  ~SocketServer();
  SocketServer(SocketServer&&) noexcept;
  SocketServer& operator=(SocketServer&&) noexcept;
  SocketServer(const SocketServer&) = delete;
  SocketServer& operator=(const SocketServer&) = delete;

  // Serves until stop() or a stop signal. A handler that throws costs its connection.
  void run(const Handler& handler);

  // From any thread.
  void stop();

 private:
  struct State;
  explicit SocketServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::verifier
