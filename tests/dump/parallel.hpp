// Work in pieces on as many threads as there are processors.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace skranke::dump {

[[nodiscard]] inline std::size_t thread_count() {
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

// Calls work(thread, piece) for each piece from 0 to `count`; told(done) is called by the first thread.
template <class Work, class Told>
void in_parallel(std::uint64_t count, Work work, Told told) {
  std::atomic<std::uint64_t> next = 0;
  const auto run = [&](std::size_t thread) {
    for (std::uint64_t piece = next++; piece < count; piece = next++) {
      work(thread, piece);
      if (thread == 0) told(std::min(next.load(), count));
    }
  };
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < thread_count(); ++i) threads.emplace_back(run, i);
  run(0);
}

}  // namespace skranke::dump
