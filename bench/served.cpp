#include "served.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace skranke::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

}  // namespace

void give_up(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(5);
}

double bare_syncs_a_second(const std::filesystem::path& folder, double seconds) {
  const std::string file = folder / "bare";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  const std::string page(4096, 'p');
  const auto begin = Clock::now();
  int count = 0;
  for (; seconds_since(begin) < seconds; ++count) {
    if (::pwrite(descriptor, page.data(), page.size(), 4096L * (count % 4096)) != 4096 ||
        ::fdatasync(descriptor) != 0)
      give_up("the bare file can't be written");
  }
  ::close(descriptor);
  return count / seconds_since(begin);
}

Served::Served(const std::string& program, const std::vector<std::string>& options) {
  std::vector<std::string> words{program, "serve", "--listen", "127.0.0.1:0"};
  words.insert(words.end(), options.begin(), options.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) give_up("no pipe");
  process_ = ::fork();
  if (process_ == 0) {
    ::dup2(ends[1], STDERR_FILENO);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  std::FILE* said = ::fdopen(ends[0], "r");
  std::array<char, 512> line{};
  while (std::fgets(line.data(), line.size(), said) != nullptr) {
    const auto port_in = [&] {
      return static_cast<std::uint16_t>(std::strtol(std::strrchr(line.data(), ':') + 1, nullptr, 10));
    };
    if (std::strstr(line.data(), "the desk on http") != nullptr) desk_port_ = port_in();
    if (std::strstr(line.data(), "serving on http") == nullptr) continue;
    port_ = port_in();
    return;
  }
  give_up("the program did not start");
}

Served::~Served() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

Load load(int clients, double seconds, const std::function<Once(int client)>& client) {
  std::atomic<int> failed = 0;
  std::vector<std::vector<double>> times(static_cast<std::size_t>(clients));
  const auto begin = Clock::now();
  std::vector<std::thread> threads;
  for (int number = 0; number < clients; ++number) {
    threads.emplace_back([&, number] {
      std::vector<double>& own = times[static_cast<std::size_t>(number)];
      const Once once = client(number);
      while (seconds_since(begin) < seconds) {
        const auto asked = Clock::now();
        const auto is_right = once();
        if (!is_right) return;
        failed += *is_right ? 0 : 1;
        own.push_back(seconds_since(asked) * 1000);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double took = seconds_since(begin);
  std::vector<double> all;
  for (const auto& own : times) all.insert(all.end(), own.begin(), own.end());
  std::ranges::sort(all);
  if (all.empty()) give_up("nothing was answered");
  return {.a_second = static_cast<double>(all.size()) / took,
          .p50_ms = all[all.size() / 2],
          .p99_ms = all[all.size() * 99 / 100],
          .failed = failed};
}

double pgbench(const std::string& url, const std::filesystem::path& folder, const std::string& script,
               int clients, int seconds, int seeded) {
  std::ofstream{folder / "script.sql"} << script;
  std::string command = "/usr/lib/postgresql/15/bin/pgbench -n -M prepared -j 2 --max-tries=100 -c ";
  command.append(std::to_string(clients)).append(" -T ").append(std::to_string(seconds));
  command.append(" -D seeded=").append(std::to_string(seeded));
  command.append(" -f ").append((folder / "script.sql").string()).append(" '").append(url).append("'");
  std::FILE* said = ::popen(command.c_str(), "r");
  if (said == nullptr) give_up("pgbench can't be started");
  double rate = 0;
  std::array<char, 512> line{};
  while (std::fgets(line.data(), line.size(), said) != nullptr) {
    std::fputs(line.data(), stderr);
    if (std::sscanf(line.data(), "tps = %lf", &rate) != 1) continue;
  }
  if (::pclose(said) != 0) give_up("pgbench failed");
  return rate;
}

}  // namespace skranke::bench
