#include "app/process_figures.hpp"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

namespace skranke::app {
namespace {

std::string contents(const char* path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// When the machine started, since 1970: the line "btime" of /proc/stat.
double machine_started_at() {
  std::istringstream lines{contents("/proc/stat")};
  std::string name;
  for (double value = 0; lines >> name;) {
    if (name == "btime" && lines >> value) return value;
    lines.ignore(1'000'000, '\n');
  }
  return 0;
}

std::uint64_t count_files() {
  std::error_code error;
  std::uint64_t count = 0;
  for (auto each = std::filesystem::directory_iterator{"/proc/self/fd", error};
       !error && each != std::filesystem::directory_iterator{}; each.increment(error))
    ++count;
  return count;
}

}  // namespace

std::uint64_t resident_bytes() {
  std::ifstream file{"/proc/self/statm"};
  std::uint64_t size = 0;
  std::uint64_t resident = 0;  // pages, as the size
  return file >> size >> resident ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

ProcessFigures process_figures() {
  ProcessFigures figures;
  const std::string stat = contents("/proc/self/stat");
  // The second field is a name in parentheses, which may hold anything; numbers follow it from the third
  // field on.
  const std::size_t end = stat.rfind(')');
  std::istringstream rest{end == std::string::npos ? std::string{} : stat.substr(end + 1)};
  const std::vector<std::string> fields{std::istream_iterator<std::string>{rest}, {}};
  constexpr std::size_t user_time = 11;
  constexpr std::size_t system_time = 12;
  constexpr std::size_t start_time = 19;
  constexpr std::size_t virtual_size = 20;
  if (fields.size() > virtual_size) {
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    figures.cpu_seconds = (std::stod(fields[user_time]) + std::stod(fields[system_time])) / ticks;
    figures.started_at = machine_started_at() + std::stod(fields[start_time]) / ticks;
    figures.virtual_bytes = std::stoull(fields[virtual_size]);
  }
  figures.resident_bytes = resident_bytes();
  figures.open_files = count_files();
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) figures.open_files_max = limit.rlim_cur;
  return figures;
}

}  // namespace skranke::app
