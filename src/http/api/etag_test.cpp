// Entity tags.
#include "http/api/etag.hpp"

#include <gtest/gtest.h>

namespace skranke::http::api {
namespace {

TEST(Etag, DiffersWithTheBytesAndTheVariant) {
  EXPECT_EQ(make_etag("a"), "\"af63dc4c8601ec8c\"");  // FNV-1a's published value for "a"
  EXPECT_NE(make_etag("a"), make_etag("b"));
  EXPECT_EQ(make_etag("a", "br"), "\"af63dc4c8601ec8c-br\"");
}

TEST(Etag, MatchesAnyOfAListWeakly) {
  EXPECT_TRUE(etag_matches("\"x\"", "\"x\""));
  EXPECT_TRUE(etag_matches("\"a\" , W/\"x\"", "\"x\""));
  EXPECT_TRUE(etag_matches("*", "\"x\""));
  EXPECT_FALSE(etag_matches("", "\"x\""));
  EXPECT_FALSE(etag_matches("x", "\"x\""));
  EXPECT_FALSE(etag_matches("\"xx\"", "\"x\""));
}

}  // namespace
}  // namespace skranke::http::api
