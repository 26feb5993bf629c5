#include "cases/state_text.hpp"

#include <random>

#include <gtest/gtest.h>

#include "cases/testing.hpp"

namespace skranke::cases {
namespace {

TEST(StateText, GivesTheSameCaseWhateverWasDoneToIt) {
  const std::vector<Command> commands = testing::all_commands();
  std::mt19937_64 random{7};
  for (int round = 0; round < 200; ++round) {
    Case kase = testing::opened();
    for (int i = 0; i < 40; ++i) {
      const Actor& actor = i % 4 == 0 ? testing::bo : testing::anna;
      if (apply(kase, commands[random() % commands.size()], actor, 300)) continue;
      const auto read = read_state(to_text(kase));
      ASSERT_TRUE(read);
      ASSERT_EQ(*read, kase);
    }
  }
}

TEST(StateText, IsRefusedWhereItWasTamperedWith) {
  EXPECT_FALSE(read_state(""));
  EXPECT_FALSE(read_state("{}"));
  std::string text = to_text(testing::opened());
  const auto at = text.find(R"("state":0)");
  ASSERT_NE(at, std::string::npos);
  EXPECT_FALSE(read_state(text.replace(at, 9, R"("state":9)")));
}

}  // namespace
}  // namespace skranke::cases
