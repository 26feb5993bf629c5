// Short tokens, held against RFC 4648's examples, and read back.
#include "appointments/short_token.hpp"

#include <gtest/gtest.h>

namespace skranke::appointments {
namespace {

TEST(ShortTokens, AreBase64UrlWithoutPadding) {
  EXPECT_EQ(short_token("666f6f626172"), "Zm9vYmFy");
  EXPECT_EQ(short_token("666f6f6261"), "Zm9vYmE");
  EXPECT_EQ(short_token("666f6f62"), "Zm9vYg");
  EXPECT_EQ(short_token("fbff"), "-_8");
  EXPECT_EQ(short_token(std::string(64, 'f')).size(), 43U);
  EXPECT_EQ(short_token(""), "");
  EXPECT_EQ(short_token("abc"), "");
  EXPECT_EQ(short_token("zz"), "");
}

TEST(ShortTokens, AreReadBack) {
  std::string token;
  for (int size = 2; size <= 128; size += 2) {
    token.push_back("0123456789abcdef"[size * 7 % 16]);
    token.push_back("0123456789abcdef"[size * 5 % 13]);
    EXPECT_EQ(whole_token(short_token(token)), token);
  }
}

TEST(ShortTokens, AreWrittenInOneWayOnly) {
  EXPECT_EQ(whole_token("Zm9vYg"), "666f6f62");
  for (const char* text : {"Zm9vYh", "Zm9vYg==", "Zm9vY", "Zm9v Yg", "Zm9vYg\n", "+_8", "A", "ø"})
    EXPECT_EQ(whole_token(text), "") << text;
}

}  // namespace
}  // namespace skranke::appointments
