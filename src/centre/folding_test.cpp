#include "centre/folding.hpp"

#include <gtest/gtest.h>

namespace skranke::centre {
namespace {

TEST(Folding, SpellingsOfOnePlaceAreOne) {
  for (const auto* spelling : {"Århus", "Aarhus", "AARHUS", "arhus", "A\xCC\x8Arhus", "  århus "})
    EXPECT_EQ(fold(spelling), "arhus") << spelling;
  for (const auto* spelling : {"København", "Koebenhavn", "kobenhavn", "KØBENHAVN", "Köbenhavn"})
    EXPECT_EQ(fold(spelling), "kobenhavn") << spelling;
  for (const auto* spelling : {"Ærø", "aeroe", "Aero", "ærö"}) EXPECT_EQ(fold(spelling), "aro") << spelling;
  EXPECT_EQ(fold("Tórshavn"), "torshavn");
}

TEST(Folding, WhatIsNoLetterSeparatesWords) {
  EXPECT_EQ(fold("Lyngby-Taarbæk"), "lyngby tarbak");
  EXPECT_EQ(fold("aalborg+kommune"), "alborg kommune");
  EXPECT_EQ(fold("8000 Århus C."), "8000 arhus c");
  EXPECT_EQ(fold("a×b÷c"), "a b c");
  EXPECT_EQ(fold("Жук"), "");
  EXPECT_EQ(fold(""), "");
}

TEST(Folding, BytesThatAreNotUtf8Separate) {
  EXPECT_EQ(fold("a\xFF"
                 "b\xC3"),
            "a b");
  EXPECT_EQ(fold("\xC3x"), "x");
}

TEST(Folding, EveryWordHasToBeginOne) {
  EXPECT_TRUE(words_begin("ny mo", "nykobing mors"));
  EXPECT_TRUE(words_begin("mors", "nykobing mors"));
  EXPECT_TRUE(words_begin("bin", "robin bing")) << "a word further on";
  EXPECT_FALSE(words_begin("kobing", "nykobing mors"));
  EXPECT_FALSE(words_begin("ny f", "nykobing mors"));
}

}  // namespace
}  // namespace skranke::centre
