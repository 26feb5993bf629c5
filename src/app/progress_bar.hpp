// How far a long command is, on one line of standard error: share, rate, time left.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace skranke::app {

// The line's text. `done` of `total`, by which share and time left are told; `total` 0: not known, as of a
// pipe. `counted` of `what`, as in 1,000 "records", is what the rate is of.
[[nodiscard]] std::string progress_line(std::uint64_t done, std::uint64_t total, std::uint64_t counted,
                                        std::string_view what, std::chrono::milliseconds elapsed);

// Whether somebody looks: standard error is a terminal, and quiet was not asked for.
[[nodiscard]] bool is_shown(bool is_quiet);

class ProgressBar {
 public:
  // `what` is of static duration.
  ProgressBar(bool is_shown, std::string_view what, std::uint64_t total);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // Draws, unless it just did.
  void show(std::uint64_t done, std::uint64_t counted);

 private:
  bool is_shown_;
  std::string_view what_;
  std::uint64_t total_;
  bool is_drawn_ = false;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point drawn_;
};

}  // namespace skranke::app
