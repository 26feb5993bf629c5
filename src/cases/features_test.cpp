#include "cases/features.hpp"

#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

namespace skranke::cases {
namespace {

FeatureList shipped() {
  std::ifstream file{SKRANKE_SOURCE_DIR "/data/features.toml"};
  std::stringstream text;
  text << file.rdbuf();
  std::vector<base::Finding> findings;
  auto list = read_features("data/features.toml", text.str(), findings);
  for (const base::Finding& finding : findings) ADD_FAILURE() << to_string(finding);
  return list.value_or(FeatureList{{}});
}

TEST(Features, AreDrawnThreeAtATimeEachAsOften) {
  const FeatureList list = shipped();
  std::mt19937_64 random{1};
  const Draw draw = [&](std::uint64_t below) {
    return std::uniform_int_distribution<std::uint64_t>{0, below - 1}(random);
  };
  std::map<std::string, int> times;
  constexpr int rounds = 20'000;
  for (int i = 0; i < rounds; ++i) {
    const auto drawn = list.draw("passport", "physical", draw);
    ASSERT_EQ((std::set<std::string>{drawn.begin(), drawn.end()}).size(), 3U);
    for (const std::string& each : drawn) ++times[each];
  }
  ASSERT_EQ(times.size(), 10U);
  // Chi squared, 9 degrees of freedom: above 27.9 once in a thousand seeds.
  double chi = 0;
  const double expected = rounds * 3 / 10.0;
  for (const auto& [id, count] : times) chi += (count - expected) * (count - expected) / expected;
  EXPECT_LT(chi, 27.9);
}

TEST(Features, AreKnownForEveryKindInEveryFormThatCounts) {
  const FeatureList list = shipped();
  const Draw first = [](std::uint64_t) { return std::uint64_t{0}; };
  for (const char* kind :
       {"driving-licence", "passport", "residence-permit", "foreign-ministry-id-card", "national-id-card",
        "municipal-id-card", "health-card", "special-health-card", "residence-certificate",
        "personal-certificate", "baptism-certificate", "birth-certificate", "birth-and-baptism-certificate",
        "birth-and-name-certificate", "cpr-certificate", "tax-assessment-notice",
        "preliminary-income-assessment", "public-benefit-documentation", "other"})
    EXPECT_EQ(list.draw(kind, "physical", first).size(), 3U) << kind;
  EXPECT_EQ(list.draw("driving-licence", "app", first).size(), 3U);
  EXPECT_EQ(list.draw("health-card", "app", first).size(), 3U);
  EXPECT_TRUE(list.draw("passport", "app", first).empty());
}

TEST(Features, OfABrokenFileSayWhatIsWrongWhere) {
  std::vector<base::Finding> findings;
  EXPECT_FALSE(read_features(
      "f.toml", "[[features]]\nkinds = [\"a\"]\nform = \"paper\"\nids = [\"x\", \"x\", \"y\"]\n", findings));
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(to_string(findings[0]), "f.toml:1:1: ids: expected at least 3 features, each once");
  EXPECT_EQ(to_string(findings[1]), "f.toml:3:8: form: expected physical or app");
}

}  // namespace
}  // namespace skranke::cases
