#include "app/spare_memory.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "app/process_figures.hpp"

namespace skranke::app {
namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool keeps_what_is_freed = true;
#else
constexpr bool keeps_what_is_freed = false;
#endif

TEST(SpareMemory, GoesBackThoughSomethingLivesAtItsEnd) {
  if (keeps_what_is_freed) GTEST_SKIP() << "this build's allocator keeps what is freed";
  constexpr std::size_t count = 20'000;
  constexpr std::size_t bytes = 16UL * 1024;
  std::vector<std::unique_ptr<std::vector<char>>> pieces(count);
  std::unique_ptr<std::vector<char>> last;
  std::thread{[&] {
    for (auto& each : pieces) each = std::make_unique<std::vector<char>>(bytes, 'x');
    last = std::make_unique<std::vector<char>>(bytes, 'x');
  }}.join();
  pieces.clear();
  const std::uint64_t before = resident_bytes();
  ASSERT_GT(before, count * bytes);  // freed, and kept

  const Rounds::Round round = give_back_memory();
  ASSERT_TRUE(round.work());
  EXPECT_LT(resident_bytes(), before - count * bytes * 9 / 10);
  EXPECT_EQ(last->back(), 'x');
}

}  // namespace
}  // namespace skranke::app
