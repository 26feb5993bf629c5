// The program under load, and what its speed is compared with: the disk alone, or pgbench.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace skranke::bench {

[[noreturn]] void give_up(const std::string& why);

// One page of 4 KiB written and synced, again and again.
[[nodiscard]] double bare_syncs_a_second(const std::filesystem::path& folder, double seconds);

// `skranke serve` with these options, from its start to its end.
class Served {
 public:
  Served(const std::string& program, const std::vector<std::string>& options);
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served();
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::uint16_t desk_port() const { return desk_port_; }

 private:
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
  std::uint16_t desk_port_ = 0;
};

struct Load {
  double a_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
  int failed = 0;
};

// Asks once: whether it was answered as it should be; nothing: there is no more to ask.
using Once = std::function<std::optional<bool>()>;

// So many clients at once, each in a thread of its own with what `client` makes for it.
[[nodiscard]] Load load(int clients, double seconds, const std::function<Once(int client)>& client);

// Transactions a second of a script, with `:seeded` set.
[[nodiscard]] double pgbench(const std::string& url, const std::filesystem::path& folder,
                             const std::string& script, int clients, int seconds, int seeded);

}  // namespace skranke::bench
