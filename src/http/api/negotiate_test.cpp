// What a client would rather have.
#include "http/api/negotiate.hpp"

#include <array>
#include <string_view>

#include <gtest/gtest.h>

namespace skranke::http::api {
namespace {

constexpr std::array<std::string_view, 4> languages{"da", "en", "kl", "fo"};

std::string_view language(std::string_view accept) { return choose_language(accept, languages, "en"); }

TEST(Negotiate, TheOwnEntryCountsThenTheStarThenTheRest) {
  EXPECT_EQ(quality_of("gzip, br;q=0.5", "gzip", 0), 1000);
  EXPECT_EQ(quality_of("gzip, BR ; Q=0.5", "br", 0), 500);
  EXPECT_EQ(quality_of("gzip, *;q=0.25", "br", 0), 250);
  EXPECT_EQ(quality_of("*, br;q=0", "br", 7), 0);
  EXPECT_EQ(quality_of("gzip", "br", 7), 7);
  EXPECT_EQ(quality_of("", "br", 7), 7);
}

TEST(Negotiate, WhatIsNotAQualityIsNotWanted) {
  for (const std::string_view list :
       {"br;q=", "br;q=x", "br;q=2", "br;q=-1", "br;q=0.1234", "br;q=1x", "br;q=0.x"}) {
    EXPECT_EQ(quality_of(list, "br", 7), 0) << list;
  }
  EXPECT_EQ(quality_of("br;q=1.000", "br", 0), 1000);
  EXPECT_EQ(quality_of("br;q=1.5", "br", 0), 1000);
  EXPECT_EQ(quality_of("br;q=0.001", "br", 0), 1);
}

TEST(Negotiate, TheWantedLanguageThatIsOffered) {
  EXPECT_EQ(language("da"), "da");
  EXPECT_EQ(language("DA-dk, en;q=0.9"), "da");
  EXPECT_EQ(language("de, sv;q=0.9, fo;q=0.8, da;q=0.7"), "fo");
  EXPECT_EQ(language("en;q=0.5, kl;q=0.9"), "kl");
  EXPECT_EQ(language("da;q=0.5, kl;q=0.5"), "da") << "the first of equals";
}

TEST(Negotiate, ElseTheDefaultLanguage) {
  for (const std::string_view accept : {"", "de", "*", "da;q=0", "dansk", ",,;q=1,", "*;q=0.5"})
    EXPECT_EQ(language(accept), "en") << accept;
  EXPECT_EQ(language("da;q=0.2, *;q=0.9"), "en");
}

TEST(Negotiate, OnlyWhoeverNamesHtmlWantsAPage) {
  EXPECT_TRUE(wants_page("text/html,application/xhtml+xml,*/*;q=0.8"));
  EXPECT_FALSE(wants_page("*/*"));
  EXPECT_FALSE(wants_page("application/json, text/html;q=0"));
  EXPECT_FALSE(wants_page(""));
}

}  // namespace
}  // namespace skranke::http::api
