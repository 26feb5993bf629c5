// The whole desk on a clock and a disk that seeds make: see docs/breaking.md. Long runs are
// `skranke_simulator`'s.
#include <gtest/gtest.h>

#include "world.hpp"

namespace skranke::simulator {
namespace {

constexpr std::uint64_t seeds = 100;

TEST(Simulator, NoSeedFindsAnythingUntrue) {
  Report all;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Report report = simulate({.seed = seed});
    EXPECT_EQ(report.findings, std::vector<std::string>{}) << "seed " << seed;
    all.heard += report.heard;
    all.unheard += report.unheard;
    all.power_losses += report.power_losses;
  }
  // It breaks something, and gets somewhere all the same.
  EXPECT_GT(all.unheard, 500);
  EXPECT_GT(all.power_losses, 200);
  EXPECT_GT(all.heard, 20 * static_cast<int>(seeds));
}

TEST(Simulator, ASeedIsTheSameToTheLastByteEachTime) {
  for (const std::uint64_t seed : {3U, 16U, 77U}) {
    const Report first = simulate({.seed = seed, .is_traced = true});
    const Report again = simulate({.seed = seed, .is_traced = true});
    EXPECT_EQ(first.trace, again.trace);
    EXPECT_EQ(first.digest, again.digest) << "seed " << seed;
  }
  EXPECT_NE(simulate({.seed = 3}).digest, simulate({.seed = 4}).digest);
}

// How many seeds it takes to find what was put in on purpose; 0: none of them does.
std::uint64_t found_by(Plant plant) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed)
    if (!simulate({.seed = seed, .plant = plant}).findings.empty()) return seed;
  return 0;
}

TEST(Simulator, FindsADiskThatLiesAboutSyncs) { EXPECT_NE(found_by(Plant::lying_disk), 0U); }
TEST(Simulator, FindsAnswersThatComeBeforeTheCommit) { EXPECT_NE(found_by(Plant::early_answer), 0U); }

}  // namespace
}  // namespace skranke::simulator
