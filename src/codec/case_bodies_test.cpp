#include "codec/case_bodies.hpp"

#include <gtest/gtest.h>

namespace skranke::codec {
namespace {

// Once such a body ended the server: features that were not there were gone through.
TEST(CaseBodies, AFaceWithoutFeaturesIsRefused) {
  for (const char* text :
       {R"({"colour":"red"})", R"({"features":7})", R"({"features":null})", R"({"features":[]})", "{}"})
    EXPECT_FALSE(read_face(text).has_value()) << text;
}

}  // namespace
}  // namespace skranke::codec
