#include "app/shredded_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "disk/disk.hpp"

namespace skranke::app {
namespace {

using base::Result;

std::unexpected<base::Problem> failed_at(const std::filesystem::path& file) {
  return base::fail(base::Fault::unavailable, file.string() + ": " + std::strerror(errno));
}

// Where the last whole line ends; -1: it can't be read.
off_t end_of_lines(int file) {
  off_t end = ::lseek(file, 0, SEEK_END);
  for (char last = 0; end > 0; --end) {
    if (::pread(file, &last, 1, end - 1) != 1) return -1;
    if (last == '\n') break;
  }
  return end;
}

}  // namespace

Result<std::vector<std::string>> read_shredded(const std::filesystem::path& file) {
  errno = 0;
  std::ifstream in{file};
  std::vector<std::string> lines;
  if (!in.is_open() && errno == ENOENT) return lines;
  for (std::string line; std::getline(in, line) && !in.eof();) lines.push_back(std::move(line));
  if (!in.is_open() || in.bad()) return failed_at(file);
  std::ranges::sort(lines);
  return lines;
}

Result<void> append_shredded(const std::filesystem::path& file, const std::vector<std::string>& subjects) {
  std::string text;
  for (const std::string& subject : subjects) text.append(subject).push_back('\n');
  const disk::Descriptor list{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (!list.is_open()) return failed_at(file);
  const off_t end = end_of_lines(list.number());
  if (end < 0 || ::ftruncate(list.number(), end) != 0) return failed_at(file);
  errno = ENOSPC;  // what a write that ends early means
  const bool is_written =
      ::pwrite(list.number(), text.data(), text.size(), end) == static_cast<ssize_t>(text.size()) &&
      disk::sync(list) && disk::sync_folder_of(file);
  if (is_written) return {};
  auto failed = failed_at(file);
  static_cast<void>(::ftruncate(list.number(), end) == 0);
  return failed;
}

}  // namespace skranke::app
