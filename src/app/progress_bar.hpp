// How far an import is, on one line of standard error: share, records a second, time left.
// A line on the terminal that says how far a long command is: share, rate and time left.
//
// Written to standard error, and only where that is a terminal, so that logs and pipes stay clean.
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

#include <string_view>

namespace skranke::app {

class ProgressBar {
 public:
  // `what` is counted, as in "persons"; `total` is how many there will be.
  ProgressBar(std::string_view what, std::uint64_t total);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();  // takes the line away

  void show(std::uint64_t done);

 private:
  using Clock = std::chrono::steady_clock;

  std::string what_;
  std::uint64_t total_;
  bool is_terminal_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_{};
};

// "[########............]  40 %  31,250 persons/s  0:12 left". `seconds` since the beginning.
[[nodiscard]] std::string progress_line(std::string_view what, std::uint64_t done, std::uint64_t total,
                                        double seconds);

}  // namespace skranke::app
