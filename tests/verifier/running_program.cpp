#include "running_program.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <utility>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace skranke::test {
namespace {

[[noreturn]] void become(const std::vector<std::string>& arguments) {
  std::vector<char*> words;
  std::string program = std::getenv("SKRANKE_BINARY");
  words.push_back(program.data());
  std::vector<std::string> copy = arguments;
  for (std::string& word : copy) words.push_back(word.data());
  words.push_back(nullptr);
  ::setenv("SKRANKE_HOME", SKRANKE_SOURCE_DIR, 1);
  ::execv(program.c_str(), words.data());
  ::_exit(127);
}

bool read_some(int descriptor, std::string& text) {
  std::array<char, 4096> piece{};
  const ssize_t count = ::read(descriptor, piece.data(), piece.size());
  if (count > 0) text.append(piece.data(), static_cast<std::size_t>(count));
  return count > 0;
}

}  // namespace

int run_program(const std::vector<std::string>& arguments, std::string& output, const std::string& input) {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  EXPECT_EQ(::pipe(in.data()), 0);
  EXPECT_EQ(::pipe(out.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(in[0], STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(out[1], STDERR_FILENO);
    for (const int end : {in[0], in[1], out[0], out[1]}) ::close(end);
    become(arguments);
  }
  ::close(in[0]);
  ::close(out[1]);
  EXPECT_EQ(::write(in[1], input.data(), input.size()), static_cast<ssize_t>(input.size()));
  ::close(in[1]);
  output.clear();
  while (read_some(out[0], output)) {}
  ::close(out[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

RunningProgram::RunningProgram(const std::vector<std::string>& arguments, const std::string& ready) {
  std::array<int, 2> out{};
  EXPECT_EQ(::pipe(out.data()), 0);
  process_ = ::fork();
  if (process_ == 0) {
    ::dup2(out[1], STDERR_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    ::close(out[0]);
    ::close(out[1]);
    become(arguments);
  }
  ::close(out[1]);
  said_ = out[0];
  std::size_t at = std::string::npos;
  while ((at = text_.find(ready)) == std::string::npos || text_.find('\n', at) == std::string::npos) {
    if (!read_some(said_, text_)) break;
  }
  EXPECT_NE(at, std::string::npos) << text_;
  if (at != std::string::npos) ready_line_ = text_.substr(at, text_.find('\n', at) - at);
}

RunningProgram::~RunningProgram() { stop(); }

std::string RunningProgram::stop(bool at_once) {
  if (process_ < 0) return std::move(text_);
  const pid_t process = std::exchange(process_, -1);
  ::kill(process, at_once ? SIGKILL : SIGTERM);
  while (read_some(said_, text_)) {}
  ::close(said_);
  int status = 0;
  ::waitpid(process, &status, 0);
  return std::move(text_);
}

}  // namespace skranke::test
