#include "app/rounds.hpp"

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
                              return base::Result<void>{
                                  base::fail(base::Fault::unavailable, "the database is down")};
                            }},
                       {.name = "something else", .every = std::chrono::milliseconds{0}, .work = [&] {
                          done.release();
                          return base::Result<void>{};
                        }}}};
  for (int round = 0; round < 6; ++round) done.acquire();
}

TEST(Rounds, EndWithoutWaitingForTheNextOne) {
  std::counting_semaphore<> done{0};
  // Where the end waited for the pause, this test would run into its time limit.
  const Rounds rounds{{{.name = "something", .every = std::chrono::hours{24}, .work = [&] {
                          done.release();
                          return base::Result<void>{};
                        }}}};
  done.acquire();
}

}  // namespace
}  // namespace skranke::app
