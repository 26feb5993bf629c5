// The program itself, run to its end or until it is told to stop.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace skranke::test {

// Runs it to its end, and gives its exit code; what it printed is in `output` (both streams).
int run_program(const std::vector<std::string>& arguments, std::string& output,
                const std::string& input = {});

// Runs it in the background; returns once it said a line that begins with `ready` on standard error.
class RunningProgram {
 public:
  RunningProgram(const std::vector<std::string>& arguments, const std::string& ready);
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;
  RunningProgram(RunningProgram&&) = delete;
  RunningProgram& operator=(RunningProgram&&) = delete;

  [[nodiscard]] const std::string& ready_line() const { return ready_line_; }
  // SIGTERM, or SIGKILL where `at_once`; gives everything that it said.
  std::string stop(bool at_once = false);

 private:
  pid_t process_ = -1;
  int said_ = -1;
  std::string text_;
  std::string ready_line_;
};

}  // namespace skranke::test
