#include "app/rounds.hpp"

#include <semaphore>

#include <gtest/gtest.h>

namespace skranke::app {
namespace {

TEST(Rounds, AreDoneAtOnceAndAgain) {
  std::counting_semaphore<> done{0};
  const Rounds rounds{std::chrono::seconds{0}, [&] { done.release(); }};
  for (int round = 0; round < 3; ++round) done.acquire();
}

TEST(Rounds, EndWithoutWaitingForTheNextOne) {
  std::counting_semaphore<> done{0};
  // Where the end waited for the pause, this test would run into its time limit.
  const Rounds rounds{std::chrono::seconds{86'400}, [&] { done.release(); }};
  done.acquire();
}

}  // namespace
}  // namespace skranke::app
