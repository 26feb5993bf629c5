#include "app/rounds.hpp"

#include <atomic>
#include <semaphore>

#include <gtest/gtest.h>

namespace skranke::app {
namespace {

TEST(Rounds, AreDoneAtOnceAndAgainEvenWhereOneFails) {
  std::counting_semaphore<> done{0};
  const Rounds rounds{{{.name = "something",
                        .every = std::chrono::milliseconds{0},
                        .work =
                            [&] {
                              done.release();
                              return base::Result<Rounds::Came>{
                                  base::fail(base::Fault::unavailable, "the database is down")};
                            }},
                       {.name = "something else", .every = std::chrono::milliseconds{0}, .work = [&] {
                          done.release();
                          return base::Result<Rounds::Came>{};
                        }}}};
  for (int round = 0; round < 6; ++round) done.acquire();
}

TEST(Rounds, EndWithoutWaitingForTheNextOne) {
  std::counting_semaphore<> done{0};
  // Where the end waited for the pause, this test would run into its time limit.
  const Rounds rounds{{{.name = "something", .every = std::chrono::hours{24}, .work = [&] {
                          done.release();
                          return base::Result<Rounds::Came>{};
                        }}}};
  done.acquire();
}

TEST(Rounds, GoOnSoonWhereThereIsMoreAndLetOthersInBetween) {
  std::counting_semaphore<> done{0};
  std::atomic<int> steps = 0;
  std::atomic<int> others = 0;
  const Rounds rounds{{{.name = "much",
                        .every = std::chrono::hours{24},
                        .work = [&]() -> base::Result<Rounds::Came> {
                          if (++steps < 50) return Rounds::Came::some_way;
                          done.release();
                          return Rounds::Came::to_the_end;
                        }},
                       {.name = "something else", .every = std::chrono::milliseconds{0}, .work = [&] {
                          ++others;
                          return base::Result<Rounds::Came>{};
                        }}}};
  done.acquire();
  EXPECT_EQ(steps, 50);
  EXPECT_GT(others, 0);
}

}  // namespace
}  // namespace skranke::app
