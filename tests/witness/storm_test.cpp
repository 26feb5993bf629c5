// A storm of vouchings with scaled time: 32 clients, on PostgreSQL in 8 processes of which half have their
// isolation forced down, killed at random and started again; an independent checker over the statements.
//
// SKRANKE_STORM_TRIES sets how many tries; the ordinary tests make a few thousand.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ensure.hpp"
#include "ledger.hpp"

namespace skranke::test {

namespace {

constexpr int clients = 32;
constexpr int witnesses = 60;
constexpr std::int64_t tries_by_default = 4000;

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
  ~Process() {
    ::kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    ::close(output_);
  }

  [[nodiscard]] int output() const { return output_; }
  // How many tries it has said since the last time; -1 at its end.
  [[nodiscard]] std::int64_t tries() {
    std::array<char, 4096> bytes{};
    const ssize_t count = ::read(output_, bytes.data(), bytes.size());
    if (count <= 0) return -1;
    return 50 * std::count(bytes.begin(), bytes.begin() + count, '\n');
  }

 private:
  pid_t process_ = -1;
  int output_ = -1;
};

std::int64_t tries_wanted() {
  const char* text = std::getenv("SKRANKE_STORM_TRIES");
  return text == nullptr ? tries_by_default : std::strtoll(text, nullptr, 10);
}

}  // namespace

class Storm : public Ledger {
 protected:
  [[nodiscard]] std::int64_t blow(int processes, std::int64_t tries) {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    const std::string start =
        std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
    int seed = 0;
    const auto begin = [&](int place) {
      return std::make_unique<Process>(std::vector<std::string>{
          SKRANKE_VOUCHING_CHILD, url(), place % 2 == 0 ? "serializable" : "read-committed", journal(),
          std::to_string(clients / processes), std::to_string(witnesses), start, "40",
          std::to_string(++seed)});
    };
    std::vector<std::unique_ptr<Process>> running;
    for (int i = 0; i < processes; ++i) running.push_back(begin(i));
    std::mt19937 random{5};
    std::int64_t made = 0;
    constexpr int kills = 11;
    std::int64_t kill_at = tries / (kills + 1);
    int killed = 0;
    while (made < tries || killed < kills) {
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
      kill_at = made + tries / (kills + 1);
      ++killed;
      const std::size_t victim = random() % running.size();
      running[victim].reset();
      running[victim] = begin(static_cast<int>(victim));
    }
    EXPECT_GE(killed, 10);
    return made;
  }

  [[nodiscard]] std::string journal() const { return folder_.file("journal"); }

 private:
  TemporaryFolder folder_;
};
SKRANKE_FOR_BOTH_ENGINES(Storm);

TEST_P(Storm, NobodyEverHasMoreThanThreeInAnyWindowAndNothingAnsweredIsLost) {
  // SQLite has one process that writes; its lock says so to every other.
  const bool is_sqlite = GetParam() == Engine::sqlite;
  if (is_sqlite) close_ledger();
  const std::int64_t made = blow(is_sqlite ? 1 : 8, tries_wanted());
  open_ledger();
  std::map<std::string, std::vector<Day>> days;
  std::set<std::string> kept;
  const auto rows = read_one(ledger_database(),
                             "select s.statement_id, p.root, s.day, s.withdrawn from witness_statement s "
                             "join witness_person p on p.person_id = s.witness_id");
  ASSERT_TRUE(rows.has_value());
  for (const Row& row : *rows) {
    kept.insert(std::get<std::string>(row[0]));
    if (std::get<std::int64_t>(row[3]) == 0)
      days[std::get<std::string>(row[1])].push_back(day(std::get<std::string>(row[2])));
  }
  std::size_t full = 0;
  for (auto& [witness, given] : days) {
    std::ranges::sort(given);
    for (std::size_t i = 3; i < given.size(); ++i) ASSERT_GE(given[i] - given[i - 3], 120) << witness;
    full += given.size() >= 3 ? 1 : 0;
  }
  // The storm was one: everybody who could had used up what there was.
  EXPECT_EQ(full, static_cast<std::size_t>(witnesses));
  std::ifstream answered{journal()};
  std::size_t lines = 0;
  for (std::string word, id; answered >> word >> id; ++lines) ASSERT_TRUE(kept.contains(id)) << id;
  EXPECT_GE(lines, static_cast<std::size_t>(3 * witnesses));
  std::printf("%lld tries, %zu statements, %zu answered\n", static_cast<long long>(made), kept.size(), lines);
}

}  // namespace skranke::test
