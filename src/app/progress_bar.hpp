// How far an import is, on one line of standard error: share, records a second, time left.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace skranke::app {

// The line's text. `total_bytes` 0: not known, as of a pipe.
[[nodiscard]] std::string progress_line(std::uint64_t bytes, std::uint64_t total_bytes, std::uint64_t records,
                                        std::chrono::milliseconds elapsed);

class ProgressBar {
 public:
  ProgressBar(bool is_shown, std::uint64_t total_bytes);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // Draws, unless it just did.
  void show(std::uint64_t bytes, std::uint64_t records);

 private:
  bool is_shown_;
  std::uint64_t total_bytes_;
  bool is_drawn_ = false;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point drawn_;
};

}  // namespace skranke::app
