// Storage contract: what was answered is there, even when the program is killed the moment after.
#include <csignal>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ensure.hpp"
#include "store.hpp"

namespace skranke::test {

class Durability : public Contract {};
SKRANKE_FOR_BOTH_ENGINES(Durability);

namespace {

// Another process of tests/contract/writing_child.cpp.
class Child {
 public:
  explicit Child(std::string url) {
    std::array<int, 2> ends{};
    base::ensure(pipe2(ends.data(), O_CLOEXEC) == 0, "a pipe");
    std::string program{SKRANKE_WRITING_CHILD};
    const std::array<char*, 3> arguments{program.data(), url.data(), nullptr};
    process_ = fork();
    base::ensure(process_ >= 0, "a process");
    if (process_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      dup2(ends[1], STDOUT_FILENO);
      execv(arguments[0], arguments.data());
      _exit(127);
    }
    ::close(ends[1]);
    output_ = fdopen(ends[0], "r");
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    kill();
    std::fclose(output_);
  }

  void kill() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    waitpid(std::exchange(process_, -1), nullptr, 0);
  }

  // Empty at the end.
  [[nodiscard]] std::string line() {
    std::string said;
    for (int c = 0; (c = std::fgetc(output_)) != EOF && c != '\n';) said += static_cast<char>(c);
    return said;
  }

 private:
  pid_t process_ = -1;
  std::FILE* output_ = nullptr;
};

}  // namespace

TEST_P(Durability, EveryRowThatWasAnsweredIsThereAfterKilling) {
  reopen();
  close();
  std::int64_t last = -1;
  for (int round = 0; round < 3; ++round) {
    Child child{url()};
    // Killed right after an answer, while it writes on; what it could still say counts too.
    for (int i = 0; i < 25; ++i) last = std::stoll(child.line());
    child.kill();
    for (std::string line = child.line(); !line.empty(); line = child.line()) last = std::stoll(line);
    reopen();
    const std::int64_t rows = integer(database(), "select count(*) from item");
    EXPECT_GE(rows, last + 1);
    EXPECT_EQ(integer(database(), "select max(id) from item"), rows - 1) << "a gap";
    close();
  }
}

TEST_P(Durability, ASecondProcessWritesToPostgreSQLAndIsToldOfTheLockOnSQLite) {
  reopen();
  Child child{url()};
  const std::string said = child.line();
  if (GetParam() == Engine::postgresql) {
    EXPECT_EQ(said, "0");
  } else {
    EXPECT_NE(said.find("held"), std::string::npos) << said;
    EXPECT_NE(said.find("-lock is held"), std::string::npos) << said;
  }
}

}  // namespace skranke::test
