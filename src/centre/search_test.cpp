#include "centre/search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/ensure.hpp"
#include "centre/testing.hpp"

namespace skranke::centre {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Directory& directory() {
  static const Directory made = [] {
    auto all = a_directory();
    base::ensure(all.has_value(), "a directory without mistakes");
    return std::move(*all);
  }();
  return made;
}

std::vector<std::string> ids(const Wanted& wanted) {
  std::vector<std::string> found;
  const auto all = search(directory(), wanted);
  EXPECT_TRUE(all) << all.error().text;
  for (const Found& each : all.value_or(std::vector<Found>{}))
    found.push_back(directory().all()[each.index].id);
  return found;
}

std::vector<std::string> by_words(std::string words) { return ids({.words = std::move(words)}); }

TEST(Search, WithoutWishesEveryCentreInTheDirectorysOrder) {
  EXPECT_THAT(ids({}), ElementsAre("Nørre", "Sønder", "Ærø"));
  EXPECT_THAT(by_words("  "), ElementsAre("Nørre", "Sønder", "Ærø"));
}

TEST(Search, FindsByNameOtherNameTownAndDistrictHoweverTheyAreWritten) {
  EXPECT_THAT(by_words("NORRE"), ElementsAre("Nørre"));
  EXPECT_THAT(by_words("south"), ElementsAre("Sønder"));
  EXPECT_THAT(by_words("aeroskobing"), ElementsAre("Ærø"));
  EXPECT_THAT(by_words("havn"), ElementsAre("Nørre"));
  EXPECT_THAT(by_words("nowhere"), IsEmpty());
  EXPECT_THAT(by_words("Жук"), IsEmpty()) << "not everything";
}

TEST(Search, TheBestMatchComesFirst) {
  EXPECT_THAT(by_words("nordby"), ElementsAre("Nørre", "Sønder")) << "the main town before a further one";
  EXPECT_THAT(by_words("aaby"), ElementsAre("Sønder", "Nørre")) << "the main town before a district";
  EXPECT_THAT(by_words("kommune"), ElementsAre("Nørre", "Sønder", "Ærø"))
      << "equals in the directory's order";
}

TEST(Search, WordsMayBeOfSeveralNamesAndDigitsBeginAPostcode) {
  EXPECT_THAT(by_words("sønder åby"), ElementsAre("Sønder"));
  EXPECT_THAT(by_words("1001 havn"), ElementsAre("Nørre"));
  EXPECT_THAT(by_words("100"), ElementsAre("Nørre", "Sønder"));
  EXPECT_THAT(by_words("1000"), ElementsAre("Sønder", "Nørre")) << "as where it is asked for as a postcode";
  EXPECT_THAT(by_words("1000 øen"), IsEmpty()) << "each word has to be somewhere";
}

TEST(Search, APostcodeGivesFirstTheCentreThatItIsCalledBy) {
  EXPECT_THAT(ids({.postcode = "1000"}), ElementsAre("Sønder", "Nørre"));
  EXPECT_THAT(ids({.postcode = "1001"}), ElementsAre("Nørre"));
  EXPECT_THAT(ids({.words = "nordby", .postcode = "1000"}), ElementsAre("Nørre", "Sønder"))
      << "words count before";
  EXPECT_THAT(ids({.words = "ærø", .postcode = "1000"}), IsEmpty());
}

TEST(Search, AnUnknownPostcodeIsAProblem) {
  for (const auto* code : {"", "1", "0000", "10000", "abcd"}) {
    const auto found = search(directory(), {.postcode = code});
    ASSERT_FALSE(found) << code;
    EXPECT_EQ(found.error().fault, base::Fault::invalid_value);
  }
}

TEST(Search, NearTheNearestComesFirstAndEqualDistancesInTheDirectorysOrder) {
  EXPECT_THAT(ids({.near = Position{.latitude = 55, .longitude = 12}}),
              ElementsAre("Ærø", "Nørre", "Sønder"));
  EXPECT_THAT(ids({.near = Position{.latitude = 90, .longitude = 0}}), ElementsAre("Nørre", "Sønder", "Ærø"))
      << "the last two are as far from the pole";
  const auto found = search(directory(), {.near = Position{.latitude = 56, .longitude = 10}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->front().metres, 0);
  EXPECT_EQ(search(directory(), {})->front().metres, std::nullopt);
}

TEST(Search, TheLimitIsTheMost) {
  EXPECT_THAT(ids({.limit = 1}), ElementsAre("Nørre"));
  EXPECT_THAT(ids({.near = Position{.latitude = 54, .longitude = 12}, .limit = 2}),
              ElementsAre("Ærø", "Sønder"));
  EXPECT_THAT(ids({.limit = 3}).size(), 3U);
  EXPECT_THAT(ids({.limit = 4}).size(), 3U);
}

}  // namespace
}  // namespace skranke::centre
