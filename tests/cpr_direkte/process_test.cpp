// The program itself: `skranke stand-in cpr-direkte` as a process, over a file and over a database, and
// `skranke cpr-direkte change-password` against it.
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ensure.hpp"
#include "fixture.hpp"

extern char** environ;

namespace skranke::cpr_direkte::test {
namespace {

using testing::HasSubstr;

// A process that says on standard error where it listens.
class Process {
 public:
  explicit Process(std::vector<std::string> arguments) {
    std::array<int, 2> ends{};
    base::ensure(pipe2(ends.data(), O_CLOEXEC) == 0, "a pipe");
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    std::string program{SKRANKE_BINARY};
    std::vector<char*> raw{program.data()};
    for (std::string& argument : arguments) raw.push_back(argument.data());
    raw.push_back(nullptr);
    base::ensure(posix_spawn(&pid_, SKRANKE_BINARY, &actions, nullptr, raw.data(), environ) == 0,
                 "a process");
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    error_ = fdopen(ends[0], "r");
  }
  ~Process() {
    if (pid_ > 0) (void)stop(SIGKILL);
    if (error_ != nullptr) std::fclose(error_);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The next line of standard error; empty at its end.
  std::string line() {
    std::array<char, 1024> text{};
    return std::fgets(text.data(), text.size(), error_) == nullptr ? std::string{} : std::string{text.data()};
  }
  // The exit code, after this signal.
  int stop(int signal) {
    kill(pid_, signal);
    int status = 0;
    waitpid(std::exchange(pid_, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  }

 private:
  pid_t pid_ = 0;
  std::FILE* error_ = nullptr;
};

std::string extract() {
  std::string text;
  for (const std::string& line : extract_lines()) text += line + "\n";
  return text;
}

int run(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

// The port at the end of the line that a stand-in begins with.
std::uint16_t port_in(const std::string& line) {
  return static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
}

Config config_for(const Folder& folder, std::uint16_t port) {
  const stand_in::KnownAccount known;
  Config config;
  config.host = "127.0.0.1";
  config.port = port;
  config.ca_file = folder.path("certificate.pem");
  config.account = {
      .transaction = known.transaction, .customer = known.customer, .user = base::PersonalText{known.user}};
  config.password = base::PersonalText{known.password};
  config.connect_deadline = config.read_deadline = config.call_deadline = std::chrono::seconds{60};
  return config;
}

void expect_answers(const Config& config) {
  const auto client = client_of(config);
  const auto found = client->find(number(changed));
  ASSERT_TRUE(found.has_value()) << found.error().text;
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->person.number, number(changed_to));
  EXPECT_EQ((*found)->person.name->family.reveal(), "Ullersen");
  EXPECT_FALSE((*client->find(number(nobody))).has_value());
}

TEST(StandInProcess, ServesAFileAndStopsOnSigterm) {
  const Folder folder;
  Process process{{"stand-in", "cpr-direkte", "--register", folder.file("extract", extract()), "--listen",
                   "127.0.0.1:0", "--certificate-out", folder.path("certificate.pem"), "--fault",
                   "error-08:1", "--fault", "bytes:1"}};
  const std::string begin = process.line();
  ASSERT_THAT(begin, testing::StartsWith("skranke: standing in for CPR Direkte on 127.0.0.1:"));
  Config config = config_for(folder, port_in(begin));
  config.deadlock_pause = std::chrono::milliseconds{0};
  expect_answers(config);
  EXPECT_EQ(process.stop(SIGTERM), 0);
  EXPECT_EQ(process.line(),
            "skranke: stopped after 5 connections, 1 log-ons (0 refused), 4 look-ups, at most 1 at once\n");
}

TEST(StandInProcess, ServesAnImportedRegister) {
  const Folder folder;
  const std::string database = "sqlite:" + folder.path("register.db");
  ASSERT_EQ(run(std::string{SKRANKE_BINARY} + " register import --database " + database + " --keys " +
                folder.path("keys") + " " + folder.file("extract", extract()) + " >" + folder.path("out") +
                " 2>&1"),
            0);
  Process process{{"stand-in", "cpr-direkte", "--database", database, "--keys", folder.path("keys"),
                   "--listen", "127.0.0.1:0", "--certificate-out", folder.path("certificate.pem")}};
  const std::string begin = process.line();
  ASSERT_THAT(begin, HasSubstr("standing in for CPR Direkte"));
  expect_answers(config_for(folder, port_in(begin)));
  EXPECT_EQ(process.stop(SIGINT), 0);
}

TEST(StandInProcess, APasswordIsChangedByCommandAndRefusedTheSecondTime) {
  const Folder folder;
  Process process{{"stand-in", "cpr-direkte", "--register", folder.file("extract", extract()), "--listen",
                   "127.0.0.1:0", "--certificate-out", folder.path("certificate.pem")}};
  const std::string settings =
      folder.file("direkte.toml", "host = \"localhost\"\nport = " + std::to_string(port_in(process.line())) +
                                      "\nca_file = \"" + folder.path("certificate.pem") +
                                      "\"\ncustomer = \"1234\"\nuser = \"STANDIN1\"\npassword_file = \"" +
                                      folder.file("password", "stand1n2\n") + "\"\n");
  const std::string command = std::string{SKRANKE_BINARY} + " cpr-direkte change-password --settings " +
                              settings + " --new-password-file " + folder.file("new", "newpas12\n") + " 2>" +
                              folder.path("error");
  EXPECT_EQ(run(command), 0);
  EXPECT_EQ(run(command), 1);
  std::ifstream stream{folder.path("error")};
  const std::string said{std::istreambuf_iterator<char>{stream}, {}};
  EXPECT_THAT(said, HasSubstr("error 01"));
  EXPECT_THAT(said, testing::Not(HasSubstr("newpas12")));
  EXPECT_THAT(said, testing::Not(HasSubstr("stand1n2")));
  EXPECT_EQ(process.stop(SIGTERM), 0);
}

TEST(StandInProcess, AWrongCommandLineIsTwoABadFileFourAMissingOneFive) {
  const Folder folder;
  const std::string begin = std::string{SKRANKE_BINARY} + " stand-in cpr-direkte ";
  const std::string quiet = " 2>" + folder.path("error");
  EXPECT_EQ(run(begin + quiet), 2);
  EXPECT_EQ(run(begin + "--register a --listen here" + quiet), 2);
  EXPECT_EQ(run(begin + "--register a --fault nonsense" + quiet), 2);
  EXPECT_EQ(run(begin + "--register a --certificate b" + quiet), 2);
  EXPECT_EQ(run(begin + "--register " + folder.file("bad", "no extract\n") + quiet), 4);
  EXPECT_EQ(run(begin + "--register " + folder.path("none") + quiet), 5);
}

}  // namespace
}  // namespace skranke::cpr_direkte::test
