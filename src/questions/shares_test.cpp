// How guessable answers are, counted in one pass, against exact counts; and that all of it can be stored.
#include "questions/shares.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "questions/testing.hpp"

namespace skranke::questions {
namespace {

TEST(Shares, AreNeverBelowTheTruthHoweverManyAnswersThereAre) {
  const Policy rules = policy();
  const TestRegister people{6000};
  const Roads roads = people.roads();
  const Shares shares = people.shares(rules, roads);
  std::map<std::uint64_t, std::map<std::string, std::uint32_t>> exact;
  for (const cpr::Person& person : people.people()) {
    for (const Template& question : rules.templates) {
      for (const Slot& slot : extract(question.fact, person, TestRegister::relations(), roads)) {
        if (slot.ordinal < question.first_slot || slot.ordinal > question.last_slot) continue;
        for (const std::uint64_t key : groups_by_place(question, person)) ++exact[key][slot.answer];
        ++exact[groups_by_age(question, person)[0]][slot.answer];
      }
    }
  }
  std::size_t compared = 0;
  for (const auto& [key, answers] : exact) {
    std::uint32_t size = 0;
    std::uint32_t top = 0;
    for (const auto& [answer, count] : answers) {
      size += count;
      top = std::max(top, count);
    }
    const Group* group = shares.find(key);
    ASSERT_EQ(group != nullptr, size >= rules.small_group);
    if (group == nullptr) continue;
    ++compared;
    EXPECT_EQ(group->size, size);
    EXPECT_GE(group->top, top);
    EXPECT_LE(group->top, std::max(top, size / 64 + top));
  }
  EXPECT_GT(compared, 200U);
}

TEST(Shares, ComeBackFromTheirBytes) {
  const Policy rules = policy();
  const TestRegister people{2000};
  const Roads roads = people.roads();
  const Shares shares = people.shares(rules, roads);
  const std::string bytes = shares.to_bytes();
  const auto read = Shares::from_bytes(bytes);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->size(), shares.size());
  EXPECT_EQ(read->to_bytes(), bytes);
  const auto again = Roads::from_bytes(roads.to_bytes());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->to_bytes(), roads.to_bytes());
  EXPECT_EQ(again->size(), roads.size());
}

TEST(Shares, BytesThatAreCutOffAreRefused) {
  const Policy rules = policy();
  const TestRegister people{300};
  const Roads roads = people.roads();
  const std::string shares = people.shares(rules, roads).to_bytes();
  for (const std::size_t cut : {std::size_t{0}, std::size_t{5}, shares.size() / 2, shares.size() - 1}) {
    EXPECT_FALSE(Shares::from_bytes(std::string_view{shares}.substr(0, cut)).has_value()) << cut;
  }
  EXPECT_FALSE(Roads::from_bytes("roads-1\nx").has_value());
}

}  // namespace
}  // namespace skranke::questions
