// A line on the terminal that says how far a long command is: share, rate and time left.
//
// Written to standard error, and only where that is a terminal, so that logs and pipes stay clean.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
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
