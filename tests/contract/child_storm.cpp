#include "child_storm.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <random>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ensure.hpp"

namespace skranke::test {
namespace {

constexpr std::int64_t tries_a_line = 50;

class Process {
 public:
  explicit Process(const std::vector<std::string>& arguments) {
    std::array<int, 2> ends{};
    base::ensure(pipe2(ends.data(), O_CLOEXEC) == 0, "a pipe");
    std::vector<char*> values;
    for (const std::string& argument : arguments) values.push_back(const_cast<char*>(argument.c_str()));
    values.push_back(nullptr);
    process_ = fork();
    base::ensure(process_ >= 0, "a process");
    if (process_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      dup2(ends[1], STDOUT_FILENO);
      execv(values[0], values.data());
      _exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  Process(Process&&) = delete;
  Process& operator=(Process&&) = delete;
  ~Process() {
    ::kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    ::close(output_);
  }

  [[nodiscard]] int output() const { return output_; }
  // How many tries it has said since the last time; -1 at its end.
  [[nodiscard]] std::int64_t tries() const {
    std::array<char, 4096> bytes{};
    const ssize_t count = ::read(output_, bytes.data(), bytes.size());
    if (count <= 0) return -1;
    return tries_a_line * std::count(bytes.begin(), bytes.begin() + count, '\n');
  }

 private:
  pid_t process_ = -1;
  int output_ = -1;
};

}  // namespace

std::int64_t blow(const StormPlan& plan) {
  int seed = 0;
  const auto begin = [&](int place) { return std::make_unique<Process>(plan.command(place, ++seed)); };
  std::vector<std::unique_ptr<Process>> running;
  for (int i = 0; i < plan.processes; ++i) running.push_back(begin(i));
  std::mt19937 random{5};
  std::int64_t made = 0;
  const std::int64_t between = plan.tries / (plan.kills + 1);
  std::int64_t kill_at = between;
  int killed = 0;
  while (made < plan.tries || killed < plan.kills) {
    std::vector<pollfd> waiting;
    for (const auto& process : running)
      waiting.push_back({.fd = process->output(), .events = POLLIN, .revents = 0});
    base::ensure(poll(waiting.data(), waiting.size(), 120'000) > 0, "somebody still makes progress");
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents == 0) continue;
      const std::int64_t more = running[i]->tries();
      EXPECT_GE(more, 0) << "a process ended by itself";
      made += std::max<std::int64_t>(more, 0);
      if (more < 0) running[i] = begin(static_cast<int>(i));
    }
    if (made < kill_at) continue;
    kill_at = made + between;
    ++killed;
    const std::size_t victim = random() % running.size();
    running[victim].reset();
    running[victim] = begin(static_cast<int>(victim));
  }
  return made;
}

std::int64_t storm_tries(std::int64_t by_default) {
  const char* text = std::getenv("SKRANKE_STORM_TRIES");
  return text == nullptr ? by_default : std::strtoll(text, nullptr, 10);
}

}  // namespace skranke::test
