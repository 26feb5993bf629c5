#include "proofing/zone_date.hpp"

#include <gtest/gtest.h>

namespace skranke::proofing {
namespace {

const base::YearMonthDay today = base::date_from(base::parse_day("2026-11-24").value());

std::string born(std::string_view six) {
  const auto reading = read_zone_date(six, ZoneDateUse::born, today);
  if (!reading.is_shaped) return "odd at " + std::to_string(reading.odd_at);
  return reading.date ? date_text(*reading.date) : "none";
}
std::string expires(std::string_view six) {
  const auto reading = read_zone_date(six, ZoneDateUse::expires, today);
  return reading.date ? date_text(*reading.date) : "none";
}

TEST(ZoneDate, ABirthIsTheLatestThatIsNotInTheFuture) {
  EXPECT_EQ(born("740812"), "1974-08-12");
  EXPECT_EQ(born("261124"), "2026-11-24") << "today";
  EXPECT_EQ(born("261125"), "1926-11-25") << "tomorrow was a hundred years ago";
  EXPECT_EQ(born("000229"), "2000-02-29");
  EXPECT_EQ(born("270101"), "1927-01-01");
  const auto before = base::date_from(base::parse_day("1999-12-31").value());
  EXPECT_FALSE(read_zone_date("000229", ZoneDateUse::born, before).date) << "1900 was no leap year";
}

TEST(ZoneDate, AnExpiryIsWithinFiftyYearsOfToday) {
  EXPECT_EQ(expires("120415"), "2012-04-15");
  EXPECT_EQ(expires("361124"), "2036-11-24");
  EXPECT_EQ(expires("751231"), "2075-12-31") << "49 years ahead";
  EXPECT_EQ(expires("760101"), "1976-01-01") << "50 years ago";
  EXPECT_EQ(expires("991231"), "1999-12-31") << "long expired, rather than valid for long";
  const auto late = base::date_from(base::parse_day("2080-01-01").value());
  EXPECT_EQ(date_text(*read_zone_date("290101", ZoneDateUse::expires, late).date), "2129-01-01");
  EXPECT_EQ(date_text(*read_zone_date("300101", ZoneDateUse::expires, late).date), "2030-01-01");
}

TEST(ZoneDate, PartsCanBeUnknown) {
  EXPECT_EQ(born("7408<<"), "1974-08");
  EXPECT_EQ(born("74<<<<"), "1974");
  EXPECT_EQ(born("<<<<<<"), "");
  EXPECT_EQ(born("<<0812"), "") << "without a year there is nothing to say";
  EXPECT_EQ(born("74<<12"), "1974");
  EXPECT_EQ(born("2611<<"), "2026-11") << "it may have been before today";
  EXPECT_EQ(born("2612<<"), "1926-12");
  EXPECT_EQ(born("26<<<<"), "2026");
  EXPECT_FALSE(day_of({.year = 1974, .month = 8, .day = 0}));
  EXPECT_EQ(day_of({.year = 1974, .month = 8, .day = 12}), base::parse_day("1974-08-12"));
}

TEST(ZoneDate, ADateThatDoesNotExistIsNone) {
  for (const char* six : {"740012", "741312", "740800", "740832", "740431", "740229", "74<<32", "74<<00",
                          "7413<<", "<<0230", "<<1301"}) {
    EXPECT_EQ(born(six), "none") << six;
    EXPECT_EQ(expires(six), "none") << six;
  }
  EXPECT_EQ(born("<<0229"), "") << "some year has it";
}

TEST(ZoneDate, APairIsDigitsOrFillers) {
  EXPECT_EQ(born("7<0812"), "odd at 1");
  EXPECT_EQ(born("<40812"), "odd at 0");
  EXPECT_EQ(born("740<12"), "odd at 3");
  EXPECT_EQ(born("74081<"), "odd at 5");
  EXPECT_EQ(born("7408<2"), "odd at 4");
}

TEST(ZoneDate, IsWrittenAsItWasRead) {
  for (const char* six : {"740812", "7408<<", "74<<<<", "<<<<<<", "<<0812", "74<<12"})
    EXPECT_EQ(zone_text(*read_zone_date(six, ZoneDateUse::born, today).date), six);
}

}  // namespace
}  // namespace skranke::proofing
