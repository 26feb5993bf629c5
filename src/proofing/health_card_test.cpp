#include "proofing/health_card.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::proofing {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const base::Day today = base::parse_day("2026-11-24").value();

std::string padded(std::string text, std::size_t size) {
  text.resize(size, ' ');
  return text;
}

const std::string first = "%" + padded("DOE^JOHN JOHNNY", 34) + padded("]L\\KKE ALLE 7 3", 34) + "4615000?";
// A number that nobody has: its check digit is wrong, and nobody's day is 1 January.
const std::string second = ";9208100403027021231041173083461010814?";

std::string problem(const std::string& tracks) {
  const auto card = read_health_card(tracks, today);
  return card ? "none" : card.error().text;
}

TEST(HealthCard, TheStripeIsRead) {
  for (const std::string& tracks :
       {first + second, first + "\r\n" + second + "\r\n", first + "\n" + second + "\n"}) {
    const auto card = read_health_card(tracks, today);
    ASSERT_TRUE(card.has_value()) << card.error().text;
    EXPECT_EQ(card->surname.reveal(), "DOE");
    EXPECT_EQ(card->given_names.reveal(), "JOHN JOHNNY");
    EXPECT_EQ(card->number.reveal(), "0302702123");
    EXPECT_EQ(base::format_day(card->valid_from), "2014-08-01");
  }
}

TEST(HealthCard, NationalLettersComeInSevenBitsOrAsThemselves) {
  const std::string rest = padded("GADE 1", 34) + "4615000?" + second;
  const auto bits = read_health_card("%" + padded("]S\\[^P{R S|R}", 34) + rest, today);
  ASSERT_TRUE(bits.has_value()) << bits.error().text;
  EXPECT_EQ(bits->surname.reveal(), "ÅSØÆ");
  EXPECT_EQ(bits->given_names.reveal(), "PæR SøRå");
  const auto typed = read_health_card("%" + padded("]S\\[^PÆR SØR", 36) + rest, today);
  ASSERT_TRUE(typed.has_value()) << typed.error().text;
  EXPECT_EQ(typed->given_names.reveal(), "PÆR SØR");
}

TEST(HealthCard, ACardThatIsNotYetValidIsReadAsThat) {
  const auto with = [](const char* date) { return second.substr(0, 32) + date + "?"; };
  EXPECT_EQ(base::format_day(read_health_card(first + with("010127"), today)->valid_from), "2027-01-01");
  EXPECT_EQ(base::format_day(read_health_card(first + with("010199"), today)->valid_from), "1999-01-01");
  EXPECT_THAT(problem(first + with("310226")), StartsWith("track 2, column 33: expected a date"));
  EXPECT_THAT(problem(first + with("001326")), StartsWith("track 2, column 33: expected a date"));
}

TEST(HealthCard, WhatIsNoStripeIsToldWithItsPlace) {
  EXPECT_EQ(problem(""), "track 1, column 1: expected %, the beginning of the first track");
  EXPECT_EQ(problem(second), "track 1, column 1: expected %, the beginning of the first track");
  EXPECT_EQ(problem(first), "track 2, column 1: expected ;, the beginning of the second track");
  EXPECT_EQ(problem(first.substr(0, 40)), "track 1, column 41: expected the track's end, ?, at column 77");
  EXPECT_THAT(problem(first.substr(0, 40) + "?" + second),
              StartsWith("track 1, column 41: expected the track's end"));
  EXPECT_EQ(problem(first + second + "x"), "track 2, column 40: expected nothing behind the second track");
  std::string other = second;
  other[2] = '3';
  EXPECT_EQ(problem(first + other), "track 2, column 3: expected 208, Denmark");
  other = second;
  other[20] = 'A';
  EXPECT_EQ(problem(first + other), "track 2, column 21: expected a digit");
  other = first;
  other[72] = 'O';
  EXPECT_EQ(problem(other + second), "track 1, column 73: expected a digit");
  other = first;
  other[4] = ' ';
  EXPECT_EQ(problem(other + second), "track 1, column 2: expected the surname, one ^, and the given names");
  other[4] = '1';
  EXPECT_THAT(problem(other + second), StartsWith("track 1, column 5: expected a letter of a name"));
}

TEST(HealthCard, ANumberThatIsNoneIsRefusedAndNotRepeated) {
  std::string other = second;
  other.replace(9, 10, "9902702123");
  const std::string text = problem(first + other);
  EXPECT_EQ(text, "track 2, column 10: expected a CPR number; this one is refused for its date");
  EXPECT_THAT(text, Not(HasSubstr("99")));
}

}  // namespace
}  // namespace skranke::proofing
