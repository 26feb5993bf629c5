#include "cpr/protection.hpp"

#include <gtest/gtest.h>

namespace skranke::cpr {
namespace {

const base::Day today = base::parse_day("2026-03-02").value();

Person protected_by(Protection kind, Date from, Date to) {
  Person person;
  person.protections.push_back({.kind = kind, .from = from, .to = to});
  return person;
}

Date on(std::int16_t year, std::uint8_t month, std::uint8_t day) {
  return {.year = year, .month = month, .day = day};
}

TEST(Protection, OfNameAndAddressHoldsUntilItsEndHasPassed) {
  const auto holds = [](Date from, Date to) {
    return is_protected(protected_by(Protection::name_and_address, from, to), today);
  };
  EXPECT_TRUE(holds(on(2025, 1, 2), {}));
  EXPECT_TRUE(holds(on(2025, 1, 2), on(2027, 1, 2))) << "an end that has not come is none";
  EXPECT_TRUE(holds(on(2025, 1, 2), on(2026, 3, 2))) << "its last day";
  EXPECT_FALSE(holds(on(2025, 1, 2), on(2026, 3, 1)));
  EXPECT_TRUE(holds(on(2026, 6, 2), {})) << "begins later";
  EXPECT_TRUE(holds({}, on(2026, 0, 0))) << "a day that is not known";
}

TEST(Protection, OfAnotherKindIsNoneOfTheAddress) {
  for (const Protection kind : {Protection::local_directory, Protection::marketing, Protection::research})
    EXPECT_FALSE(is_protected(protected_by(kind, on(2025, 1, 2), {}), today));
}

TEST(Protection, ARecordOfItThatWasRefusedProtects) {
  Person person;
  person.refused_records = {"023"};
  EXPECT_FALSE(is_protected(person, today));
  person.refused_records = {"023", "004"};
  EXPECT_TRUE(is_protected(person, today));
}

}  // namespace
}  // namespace skranke::cpr
