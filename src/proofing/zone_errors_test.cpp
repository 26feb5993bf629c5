// What is no zone is told with its line, its column, and what would be right.
#include <initializer_list>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proofing/machine_readable_zone.hpp"

namespace skranke::proofing {
namespace {

using testing::StartsWith;

const base::Day today = base::parse_day("2026-11-24").value();

const std::string first = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
const std::string second = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

std::string problem(std::string_view text) {
  const auto zone = read_zone(text, today);
  if (zone) return "none";
  EXPECT_EQ(zone.error().fault, base::Fault::invalid_value);
  return zone.error().text;
}

// With one character of the passport, the card or the large card replaced.
std::string passport(std::size_t line, std::size_t column, char c) {
  std::string one = first;
  std::string two = second;
  (line == 1 ? one : two)[column - 1] = c;
  return problem(one + "\n" + two);
}
std::string card(std::size_t line, std::size_t column, char c) {
  std::string text =
      "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
  text[(line - 1) * 31 + column - 1] = c;
  return problem(text);
}

TEST(ZoneErrors, LinesOfNoFormat) {
  EXPECT_THAT(problem(""), StartsWith("line 1, column 1: nothing is here; expected two lines of 44"));
  EXPECT_THAT(problem(" \r\n\n"), StartsWith("line 1, column 1: nothing is here"));
  EXPECT_THAT(problem(first), StartsWith("line 1, column 45: there is one line only; expected"));
  EXPECT_THAT(problem(first + second), StartsWith("line 1, column 89: there is one line only; expected"));
  EXPECT_EQ(
      problem(first + "<\n" + second),
      "line 1, column 46: the line has 45 characters; expected 44 (TD3) or 36 (TD2) in each of two lines");
  EXPECT_EQ(problem(first + "\n" + second.substr(1)),
            "line 2, column 44: the line has 43 characters; expected 44, as in line 1 (TD3)");
  EXPECT_EQ(problem(first + "\n" + second + "0"),
            "line 2, column 45: the line has 45 characters; expected 44, as in line 1 (TD3)");
  EXPECT_THAT(
      problem(first + "\n" + second + "\n" + second),
      StartsWith("line 1, column 45: the line has 44 characters; expected 30 in each of three lines"));
  EXPECT_THAT(problem(first + "\n" + second + "\n" + second + "\n" + second),
              StartsWith("line 4, column 1: a line too many; expected two lines"));
}

TEST(ZoneErrors, CharactersThatNoZoneHas) {
  constexpr const char* expected = "expected a capital A to Z, a digit or <";
  EXPECT_EQ(passport(1, 7, 'r'), std::string{"line 1, column 7: "} + expected) << "small letters are none";
  EXPECT_EQ(passport(2, 9, ' '), std::string{"line 2, column 9: "} + expected);
  EXPECT_EQ(passport(2, 44, '-'), std::string{"line 2, column 44: "} + expected);
  EXPECT_EQ(problem(" " + first + "\n" + second), std::string{"line 1, column 1: "} + expected);
  EXPECT_EQ(problem("P<UTOÖ"), std::string{"line 1, column 6: "} + expected)
      << "before lengths, which it distorts";
  EXPECT_EQ(problem(std::string_view{"P<UTO\0", 6}), std::string{"line 1, column 6: "} + expected);
}

TEST(ZoneErrors, CharactersThatAPlaceCanNotHave) {
  EXPECT_EQ(passport(1, 1, '<'), "line 1, column 1: expected a letter");
  EXPECT_EQ(passport(1, 2, '1'), "line 1, column 2: expected a letter or <");
  EXPECT_EQ(passport(1, 3, '<'), "line 1, column 3: expected a letter");
  EXPECT_EQ(passport(1, 4, '0'), "line 1, column 4: expected a letter or <");
  EXPECT_EQ(passport(1, 8, '1'), "line 1, column 8: expected a letter or <");
  EXPECT_EQ(passport(2, 1, '<'), "line 2, column 1: expected a letter or a digit");
  EXPECT_EQ(passport(2, 10, '<'), "line 2, column 10: expected a digit") << "no long numbers in a TD3";
  EXPECT_EQ(passport(2, 11, '0'), "line 2, column 11: expected a letter");
  EXPECT_EQ(passport(2, 15, 'B'), "line 2, column 15: expected a digit or <");
  EXPECT_EQ(passport(2, 20, '<'), "line 2, column 20: expected a digit");
  EXPECT_EQ(passport(2, 21, '0'), "line 2, column 21: expected a letter or <");
  EXPECT_EQ(passport(2, 28, 'S'), "line 2, column 28: expected a digit");
  EXPECT_EQ(passport(2, 43, 'I'), "line 2, column 43: expected a digit or <");
  EXPECT_EQ(passport(2, 44, '<'), "line 2, column 44: expected a digit");
}

TEST(ZoneErrors, CodesThatDoNotExist) {
  EXPECT_EQ(passport(1, 1, 'V'), "line 1, column 1: a visa; expected the zone of a passport or a card");
  EXPECT_EQ(passport(1, 1, 'I'), "line 1, column 1: expected P, for a passport");
  EXPECT_THAT(card(1, 1, 'P'), StartsWith("line 1, column 1: expected A, C or I"));
  EXPECT_EQ(card(1, 2, 'V'), "line 1, column 2: expected any letter but V, or <");
  EXPECT_THAT(passport(1, 4, '<'), StartsWith("line 1, column 5: expected <"));
  EXPECT_THAT(passport(2, 12, '<'), StartsWith("line 2, column 13: expected <"));
  EXPECT_EQ(passport(2, 21, 'X'), "line 2, column 21: expected F, M or <");
}

TEST(ZoneErrors, NamesThatAreNone) {
  EXPECT_EQ(problem("P<UTO" + std::string(39, '<') + "\n" + second), "line 1, column 6: expected a name");
  EXPECT_THAT(passport(1, 6, '<'), StartsWith("line 1, column 6: expected a letter, or <<"));
}

TEST(ZoneErrors, DatesThatAreNone) {
  EXPECT_THAT(passport(2, 15, '<'), StartsWith("line 2, column 15: expected two digits or <<"));
  EXPECT_THAT(passport(2, 22, '<'), StartsWith("line 2, column 22: expected two digits or <<"));
  // 1974-13-12 with its right check digit.
  EXPECT_EQ(problem(first + "\nL898902C36UTO7413128F1204159ZE184226B<<<<<10"),
            "line 2, column 14: expected a date that exists, as YYMMDD");
}

TEST(ZoneErrors, NumbersThatSayTheyGoOnAndDoNot) {
  EXPECT_THAT(card(1, 15, '<'), StartsWith("line 1, column 15: expected the number's check digit, or <"));
  EXPECT_THAT(
      problem(
          "I<UTOD2314589<<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"),
      StartsWith("line 1, column 15: expected the number's check digit, or <"));
  EXPECT_THAT(
      problem(
          "I<UTOD23145890<9<<<<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"),
      StartsWith("line 1, column 15: expected"));
  EXPECT_EQ(
      problem(
          "I<UTOD23145890<73A<<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"),
      "line 1, column 18: expected a digit: the long number's check digit");
}

}  // namespace
}  // namespace skranke::proofing
