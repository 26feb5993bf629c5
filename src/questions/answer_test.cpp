// When an answer is right.
#include "questions/answer.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace skranke::questions {
namespace {

bool is_right(Compare compare, std::string_view expected, std::string_view answer) {
  return grade(compare, Expected{normal_form(compare, expected)}, answer);
}

TEST(Answer, ANumberIsItsDigits) {
  EXPECT_TRUE(is_right(Compare::number, "1987", "1987"));
  EXPECT_TRUE(is_right(Compare::number, "1987", " 1987 "));
  EXPECT_TRUE(is_right(Compare::number, "0851", "851"));
  EXPECT_TRUE(is_right(Compare::number, "0", "000"));
  for (const char* wrong : {"1988", "87", "19 87", "1987.", "-1987", "", " ", "nineteen"}) {
    EXPECT_FALSE(is_right(Compare::number, "1987", wrong)) << wrong;
  }
}

TEST(Answer, ADayAndAMonthInAnyUsualWriting) {
  for (const char* right : {"4-12", "04-12", "4.12", "4/12", "4 12", "0412", "04.12.", " 4. 12. "}) {
    EXPECT_TRUE(is_right(Compare::day_month, "4-12", right)) << right;
  }
  for (const char* wrong : {"12-4", "412", "41-2", "4-13", "32-1", "0-1", "4-12-1980", "041280", "4--", "",
                            "four", "4-december", "4-012", "004-12"}) {
    EXPECT_FALSE(is_right(Compare::day_month, "4-12", wrong)) << wrong;
  }
}

TEST(Answer, ATextIsItsLettersWithoutCaseMarksAndSpaces) {
  for (const char* right :
       {"Søgården", "søgården", "SOEGAARDEN", "Sögården", "Soegaarden", "Sø-gården", "sø gården"}) {
    EXPECT_TRUE(is_right(Compare::folded_text, "Søgården", right)) << right;
  }
  EXPECT_TRUE(is_right(Compare::folded_text, "Åse", "A\u030Ase"));
  EXPECT_TRUE(is_right(Compare::folded_text, "Müller", "Muller"));
  EXPECT_TRUE(is_right(Compare::folded_text, "Łukasz", "lukasz"));
  EXPECT_TRUE(is_right(Compare::folded_text, "16B", "16 b"));
  for (const char* wrong : {"Søgaard", "Sogarden", "", "...", "Søgården 2"}) {
    EXPECT_FALSE(is_right(Compare::folded_text, "Søgården", wrong)) << wrong;
  }
}

TEST(Answer, ShortWordsOfRoadNamesAreWrittenOut) {
  EXPECT_TRUE(is_right(Compare::road_name, "Gl. Skt. Pauls Vej", "gammel sankt pauls vej"));
  EXPECT_TRUE(is_right(Compare::road_name, "Ndr. Ringgade", "Nordre Ringgade"));
  EXPECT_TRUE(is_right(Compare::road_name, "Peter Bangs Vej", "Peter Bangs V."));
  EXPECT_FALSE(is_right(Compare::road_name, "V. Andersens Vej", "Vej Andersens Vej"));
  EXPECT_FALSE(is_right(Compare::road_name, "Søgade", "Søvej"));
}

TEST(Answer, OfGivenNamesTheFirstCounts) {
  EXPECT_TRUE(is_right(Compare::first_word, "Karen Marie", "Karen"));
  EXPECT_TRUE(is_right(Compare::first_word, "Karen Marie", "karen m."));
  EXPECT_FALSE(is_right(Compare::first_word, "Karen Marie", "Marie"));
}

TEST(Answer, WhatIsNoAnswerEqualsNothingNotEvenItself) {
  EXPECT_FALSE(is_right(Compare::number, "", ""));
  EXPECT_FALSE(is_right(Compare::folded_text, "---", "---"));
  EXPECT_FALSE(is_answer(normal_form(Compare::day_month, "nothing")));
}

TEST(Answer, OnlySoManyBytesAreRead) {
  const std::string longest(answer_bytes_max, 'a');
  EXPECT_TRUE(is_right(Compare::folded_text, longest, longest));
  EXPECT_TRUE(is_right(Compare::folded_text, longest, longest.substr(1)));  // both are cut at 64
  EXPECT_FALSE(is_right(Compare::folded_text, longest, longest + "a"));
}

TEST(Answer, AnyBytesAreGraded) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text{static_cast<char>(first), static_cast<char>(second)};
      for (const Compare compare : {Compare::number, Compare::day_month, Compare::folded_text,
                                    Compare::road_name, Compare::first_word}) {
        const AnswerKey key = normal_form(compare, text);
        EXPECT_EQ(is_answer(key), same(key, key));
      }
    }
  }
}

}  // namespace
}  // namespace skranke::questions
