#include "connect/oidc/encoding.hpp"

#include <gtest/gtest.h>

#include "connect/oidc/digest.hpp"

namespace skranke::oidc {
namespace {

// SPEC: RFC 4648, section 10.
TEST(Encoding, Base64IsThatOfTheStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xFB\xFF"), "+/8=");
  EXPECT_EQ(base64url("\xFB\xFF"), "-_8");
}

TEST(Encoding, EveryByteComesBack) {
  std::string bytes;
  for (int size = 0; size < 300; ++size) {
    EXPECT_EQ(from_base64url(base64url(bytes)), bytes);
    bytes += static_cast<char>(size * 7);
  }
}

TEST(Encoding, WhatCouldBeDecodedInTwoWaysIsRefused) {
  for (const char* text :
       {"Zg==", "Zh", "Zm9", "A", "Zm9vY", "Zm 9v", "Zm9v\n", "Zm+v", "Zm/v", "Zm9v.", "Æ"}) {
    EXPECT_FALSE(from_base64url(text).has_value()) << text;
  }
  EXPECT_EQ(from_base64url("Zg"), "f");
  EXPECT_EQ(from_base64url("Zm8"), "fo");
}

TEST(Encoding, FormsAreEscapedAndRead) {
  EXPECT_EQ(form({{"a b", "x&y=z"}, {"c", "æ+~-._"}}), "a%20b=x%26y%3Dz&c=%C3%A6%2B~-._");
  const auto fields = parse_form("a%20b=x%26y%3dz&c=1+2&d&&e=");
  ASSERT_TRUE(fields.has_value());
  ASSERT_EQ(fields->size(), 4U);
  EXPECT_EQ((*fields)[0].name, "a b");
  EXPECT_EQ((*fields)[0].value, "x&y=z");
  EXPECT_EQ((*fields)[1].value, "1 2");
  EXPECT_EQ((*fields)[2].name, "d");
  EXPECT_EQ((*fields)[3].value, "");
  for (const char* text : {"a=%", "a=%4", "a=%4g", "%zz=1", "a=1&a=2", "a=1&%61=1"}) {
    EXPECT_FALSE(parse_form(text).has_value()) << text;
  }
}

TEST(Encoding, SecretsAreTheSameByteForByte) {
  EXPECT_TRUE(is_same_secret("", ""));
  EXPECT_TRUE(is_same_secret("abc", "abc"));
  EXPECT_FALSE(is_same_secret("abc", "abd"));
  EXPECT_FALSE(is_same_secret("abc", "ab"));
  EXPECT_FALSE(is_same_secret("abc", "abcd"));
}

// SPEC: FIPS 180-4, example B.1.
TEST(Encoding, TheDigestIsThatOfTheStandard) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// SPEC: RFC 7636, appendix B.
TEST(Encoding, TheChallengeOfTheStandardsVerifierIsItsOwn) {
  EXPECT_EQ(base64url(sha256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

}  // namespace
}  // namespace skranke::oidc
