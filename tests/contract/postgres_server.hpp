// A PostgreSQL server for tests: made in a temporary folder, reached through a socket in it, gone at the end.
//
// The server refuses to run as root; there it runs as the user postgres, whom its package makes. It ends with
// the test program, however that one ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

#include <sys/types.h>

namespace skranke::test {

class PostgresServer {
 public:
  // A server that waits for the disk is for tests of durability only.
  enum class Sync : std::uint8_t { off, on };

  // Ends the process, with what the server said, where the server can't be started.
  explicit PostgresServer(Sync sync = Sync::off);
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer();

  // An address for open_database. The database is there already where create_database made it.
  [[nodiscard]] std::string url(std::string_view database) const;
  // An empty database of a new name, which is given back; `settings` as SQL has them after "with".
  [[nodiscard]] std::string create_database(const std::string& settings = {});

  // Ends the server as a crash would, and starts it anew.
  void crash();
  void start();

 private:
  std::string folder_;
  Sync sync_;
  pid_t process_ = -1;
  std::thread log_;
  int databases_ = 0;
};

// One for the whole program, started when first asked for.
[[nodiscard]] PostgresServer& shared_server();

}  // namespace skranke::test
