#include "app/answers.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "app/exit_code.hpp"
#include "app/line_reader.hpp"
#include "app/start.hpp"
#include "disk/disk.hpp"

namespace skranke::app {
namespace {

constexpr std::size_t flush_at = 256UL * 1024;

int answer_lines_of(int descriptor, std::size_t line_max, const AnswerLine& answer) {
  LineReader lines{descriptor, line_max};
  std::string out;
  out.reserve(flush_at + 2 * line_max);
  bool all_good = true;
  std::uint64_t number = 0;
  while (const auto line = lines.next()) {
    all_good &= answer(*line, ++number, out);
    if (out.size() < flush_at) continue;
    if (!write_all(out)) return complain_unwritten();
    out.clear();
  }
  if (!write_all(out)) return complain_unwritten();
  if (lines.failed())
    return complain({base::Fault::unavailable, "the input can't be read to its end", {}}, exit_outside);
  return all_good ? exit_yes : exit_bad_input;
}

}  // namespace

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

int complain_unwritten() {
  return complain({base::Fault::unavailable, "standard output can't be written", {}}, exit_outside);
}

int answer_lines(const std::string& file, std::size_t line_max, const AnswerLine& answer) {
  if (file == "-") return answer_lines_of(STDIN_FILENO, line_max, answer);
  const disk::Descriptor opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!opened.is_open())
    return complain({base::Fault::not_found, file + ": " + std::strerror(errno), {}}, exit_outside);
  return answer_lines_of(opened.number(), line_max, answer);
}

}  // namespace skranke::app
