#include "centre/directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "centre/testing.hpp"

namespace skranke::centre {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Source source() {
  Source source;
  source.id = "s";
  return source;
}

std::string text_of(const base::Result<Directory>& made) { return made ? "no problem" : made.error().text; }

TEST(Directories, GivePostcodesToTheirCentresInOrder) {
  const auto directory = a_directory();
  ASSERT_TRUE(directory);
  EXPECT_THAT(directory->find("Nørre")->postcodes, ElementsAre("1000", "1001"));
  EXPECT_THAT(directory->find("Sønder")->postcodes, ElementsAre("1000"));
  EXPECT_EQ(directory->find("nørre"), nullptr);
  EXPECT_EQ(directory->find_postcode("1001")->district, "Havn");
  EXPECT_EQ(directory->find_postcode("100"), nullptr);
}

TEST(Directories, HaveNoIdTwiceNoUnknownSourceAndNoPlaceOffTheEarth) {
  const Centre centre = a_centre("a", "0001", "A", {});
  EXPECT_THAT(text_of(Directory::make({source()}, {centre, centre}, {})), HasSubstr("each id once"));
  EXPECT_THAT(text_of(Directory::make({}, {centre}, {})), HasSubstr("no source s"));
  Centre phoned = centre;
  phoned.phone = {.value = "1", .source = "nobody", .as_of = {}};
  EXPECT_THAT(text_of(Directory::make({source()}, {phoned}, {})), HasSubstr("no source nobody"));
  Centre lost = centre;
  lost.position.value.latitude = 91;
  EXPECT_THAT(text_of(Directory::make({source()}, {lost}, {})), HasSubstr("not on the earth"));
}

TEST(Directories, HaveEachPostcodeOnceAndWithItsMunicipality) {
  const Centre centre = a_centre("a", "0001", "A", {});
  EXPECT_THAT(text_of(Directory::make({source()}, {centre}, {{"1000", "A", {"0002"}}})),
              HasSubstr("no municipality 0002"));
  EXPECT_THAT(
      text_of(Directory::make({source()}, {centre}, {{"1000", "A", {"0001"}}, {"1000", "A", {"0001"}}})),
      HasSubstr("postcode 1000: expected it once"));
  EXPECT_THAT(text_of(Directory::make({source()}, {centre}, {{"1000", "A", {}}})),
              HasSubstr("postcode 1000"));
}

}  // namespace
}  // namespace skranke::centre
