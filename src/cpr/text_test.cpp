#include "cpr/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace skranke::cpr {
namespace {

std::string nfc_by_icu(const std::string& bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString decoded{bytes.data(), static_cast<std::int32_t>(bytes.size()), "ISO-8859-1"};
  const icu::UnicodeString composed = icu::Normalizer2::getNFCInstance(status)->normalize(decoded, status);
  EXPECT_TRUE(U_SUCCESS(status) != 0);
  std::string text;
  composed.toUTF8String(text);
  return text;
}

TEST(Text, ThePaddingGoesAndTheRestStays) {
  EXPECT_EQ(text_of(""), "");
  EXPECT_EQ(text_of("     "), "");
  EXPECT_EQ(text_of("  Anne  Marie   "), "Anne  Marie");
  EXPECT_EQ(text_of("\xA0"), "\u00A0");
  EXPECT_EQ(text_of("S\xF8gade 16   "), "Søgade 16");
  EXPECT_EQ(text_of("\xC6\xD8\xC5 \xE6\xF8\xE5 \xDE\xF0\xDF\xFF"), "ÆØÅ æøå Þðßÿ");
}

TEST(Text, EveryPairOfBytesIsDecodedAsByIcuAndIsNfcAlready) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string bytes{'a', static_cast<char>(first), static_cast<char>(second), 'b'};
      ASSERT_EQ(text_of(bytes), nfc_by_icu(bytes)) << first << " " << second;
    }
  }
}

RC_GTEST_PROP(TextProperties, WhatIsDecodedIsEncodedAsItWas, (const std::string& bytes)) {
  RC_ASSERT(latin1_of(text_of(bytes)) == std::string{trimmed(bytes)});
}

TEST(Text, WhatLatin1LacksAndWhatIsNotUtf8IsNotEncoded) {
  EXPECT_EQ(latin1_of("Jørgen"), "J\xF8rgen");
  EXPECT_EQ(latin1_of(""), "");
  for (const char* text :
       {"Łukasz", "\u0100", "Jo\u0308rg", "\xF8", "a\xC3", "\xC3(", "\xC0\x80", "\xC1\xBF", "\xE2\x82\xAC"}) {
    EXPECT_FALSE(latin1_of(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace skranke::cpr
