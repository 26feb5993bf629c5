#include "app/progress_bar.hpp"

#include <algorithm>
#include <iostream>

#include <unistd.h>

namespace skranke::app {
namespace {

constexpr std::uint64_t bar_width = 24;
constexpr std::chrono::milliseconds redraw_after{200};

std::string clock_text(std::uint64_t seconds) {
  std::string text = std::to_string(seconds / 60);
  text.append(":");
  if (seconds % 60 < 10) text.append("0");
  return text.append(std::to_string(seconds % 60));
}

}  // namespace

std::string progress_line(std::uint64_t done, std::uint64_t total, std::uint64_t counted,
                          std::string_view what, std::chrono::milliseconds elapsed) {
  const auto milliseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(elapsed.count(), 1));
  std::string text;
  done = std::min(done, total);
  if (total > 0) {
    const std::uint64_t filled = bar_width * done / total;
    text.append("[").append(filled, '#').append(bar_width - filled, '.').append("] ");
    text.append(std::to_string(100 * done / total)).append(" %  ");
  }
  text.append(std::to_string(counted)).append(" ").append(what).append("  ");
  text.append(std::to_string(counted * 1000 / milliseconds)).append("/s");
  if (done > 0)
    text.append("  ").append(clock_text((total - done) * milliseconds / done / 1000)).append(" left");
  return text;
}

bool is_shown(bool is_quiet) { return !is_quiet && ::isatty(STDERR_FILENO) != 0; }

ProgressBar::ProgressBar(bool is_shown, std::string_view what, std::uint64_t total)
    : is_shown_{is_shown},
      what_{what},
      total_{total},
      begin_{std::chrono::steady_clock::now()},
      drawn_{begin_} {}

ProgressBar::~ProgressBar() {
  if (is_drawn_) std::cerr << "\n";
}

void ProgressBar::show(std::uint64_t done, std::uint64_t counted) {
  if (!is_shown_) return;
  const auto now = std::chrono::steady_clock::now();
  if (is_drawn_ && now - drawn_ < redraw_after && done < total_) return;
  drawn_ = now;
  is_drawn_ = true;
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - begin_);
  // To the line's end, since the text before may have been longer.
  std::cerr << "\r" << progress_line(done, total_, counted, what_, elapsed) << "\x1b[K" << std::flush;
}

}  // namespace skranke::app
