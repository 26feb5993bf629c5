#include "codec/case_bodies.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::codec {
namespace {

using ::testing::HasSubstr;

// Once such a body ended the server: features that were not there were gone through.
TEST(CaseBodies, AFaceWithoutFeaturesIsRefused) {
  for (const char* text :
       {R"({"colour":"red"})", R"({"features":7})", R"({"features":null})", R"({"features":[]})", "{}"})
    EXPECT_FALSE(read_face(text).has_value()) << text;
}

TEST(CaseBodies, ARefusalSaysWhyInCodesThatHaveATextInEveryLanguage) {
  EXPECT_TRUE(
      read_decision(R"({"revision":3,"outcome":"refused","reasons":["too-old","forbidden","withdrew"]})"));
  const auto made_up = read_decision(R"({"revision":3,"outcome":"refused","reasons":["expired","because"]})");
  ASSERT_FALSE(made_up.has_value());
  EXPECT_THAT(made_up.error().text, HasSubstr("documents-missing"));
  EXPECT_FALSE(read_decision(R"({"revision":3,"outcome":"refused","reasons":[]})").has_value());
}

}  // namespace
}  // namespace skranke::codec
