#include "app/progress_bar.hpp"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace skranke::app {
namespace {

constexpr std::chrono::milliseconds between_lines{100};
constexpr std::size_t bar_width = 20;

std::string with_commas(std::uint64_t value) {
  const std::string digits = std::to_string(value);
  std::string text;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % 3 == 0) text += ',';
    text += digits[at];
  }
  return text;
}

}  // namespace

std::string progress_line(std::string_view what, std::uint64_t done, std::uint64_t total, double seconds) {
  const double share = total == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(total);
  const auto filled = std::min(bar_width, static_cast<std::size_t>(share * static_cast<double>(bar_width)));
  std::string line{"["};
  line.append(filled, '#').append(bar_width - filled, '.').append("] ");
  const std::string percent = std::to_string(static_cast<int>(share * 100));
  line.append(percent.size() < 3 ? 3 - percent.size() : 0, ' ').append(percent).append(" %");
  if (done == 0 || seconds <= 0) return line;
  const double rate = static_cast<double>(done) / seconds;
  line.append("  ")
      .append(with_commas(static_cast<std::uint64_t>(rate)))
      .append(" ")
      .append(what)
      .append("/s");
  const auto left = static_cast<std::uint64_t>(static_cast<double>(total - std::min(done, total)) / rate);
  const std::string rest = std::to_string(left % 60);
  line.append("  ").append(std::to_string(left / 60)).append(rest.size() < 2 ? ":0" : ":").append(rest);
  return line.append(" left");
}

ProgressBar::ProgressBar(std::string_view what, std::uint64_t total)
    : what_{what}, total_{total}, is_terminal_{::isatty(STDERR_FILENO) == 1} {}

ProgressBar::~ProgressBar() {
  if (is_terminal_ && shown_ != Clock::time_point{}) std::fputs("\r\x1B[K", stderr);
}

void ProgressBar::show(std::uint64_t done) {
  if (!is_terminal_) return;
  const Clock::time_point now = Clock::now();
  if (now - shown_ < between_lines) return;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::fprintf(stderr, "\r%s\x1B[K", progress_line(what_, done, total_, seconds).c_str());
}

}  // namespace skranke::app
