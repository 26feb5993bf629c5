#include "proofing/cpr_number.hpp"

#include <cstddef>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace skranke::proofing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const base::Day today = base::parse_day("2026-11-24").value();

NumberReading read(std::string_view text) { return read_cpr_number(text, today); }

std::string born_text(std::string_view digits) {
  const auto day = born(CprNumber::from_digits(digits).value());
  return day ? base::format_day(*day) : "none";
}

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!Printable<CprNumber>, "a CPR number can't be written to a stream");
static_assert(!Printable<std::optional<CprNumber>>);
static_assert(!std::is_convertible_v<CprNumber, std::string_view>);
static_assert(!std::is_convertible_v<CprNumber, std::string>);
static_assert(Printable<std::string_view>, "the check sees what can be written");

TEST(CprNumber, TestFrameworksPrintThatItIsPersonal) {
  EXPECT_EQ(testing::PrintToString(CprNumber::from_digits("0201011234").value()), "(personal)");
}

TEST(CprNumber, TenDigitsWithOrWithoutAHyphenOrASpaceAreRead) {
  for (const char* text : {"0201011234", "020101-1234", "020101 1234"}) {
    const NumberReading reading = read(text);
    EXPECT_THAT(reading.refused, IsEmpty()) << text;
    ASSERT_TRUE(reading.number.has_value()) << text;
    EXPECT_EQ(reading.number->reveal(), "0201011234") << text;
    EXPECT_EQ(reading.kind, NumberKind::ordinary);
    EXPECT_EQ(base::format_day(reading.born.value()), "1901-01-02");
    EXPECT_EQ(reading.sex, Sex::female);
    EXPECT_FALSE(reading.modulus_11) << "which refuses nothing";
  }
}

TEST(CprNumber, AnythingElseIsNoFormat) {
  for (const char* text : {"",
                           "0",
                           "020101123",
                           "02010112345",
                           "020101--1234",
                           "02010-11234",
                           "0201011-234",
                           "020101-123",
                           "020101-12345",
                           " 0201011234",
                           "0201011234 ",
                           "020101_1234",
                           "020101–1234",
                           "02-01-01-1234",
                           "O201011234",
                           "0201O1-1234",
                           "020101-123a",
                           "+201011234",
                           "-201011234",
                           "020101\t1234",
                           "٠٢٠١٠"}) {
    const NumberReading reading = read(text);
    EXPECT_THAT(reading.refused, ElementsAre(NumberRefusal::format)) << text;
    EXPECT_FALSE(reading.kind || reading.number || reading.born || reading.sex || reading.modulus_11) << text;
  }
  EXPECT_THAT(read(std::string_view{"020101\0"
                                    "1234",
                                    11})
                  .refused,
              ElementsAre(NumberRefusal::format));
}

TEST(CprNumber, TheSeventhDigitAndTheYearGiveTheCentury) {
  struct Row {
    char seventh;
    const char* year;
    const char* born;
  };
  for (const Row& row : std::initializer_list<Row>{
           {'0', "00", "1900"}, {'0', "99", "1999"}, {'1', "36", "1936"}, {'2', "37", "1937"},
           {'3', "00", "1900"}, {'3', "57", "1957"}, {'3', "99", "1999"}, {'4', "00", "2000"},
           {'4', "36", "2036"}, {'4', "37", "1937"}, {'4', "99", "1999"}, {'5', "00", "2000"},
           {'5', "57", "2057"}, {'5', "58", "1858"}, {'5', "99", "1899"}, {'6', "36", "2036"},
           {'6', "57", "2057"}, {'7', "58", "1858"}, {'7', "99", "1899"}, {'8', "00", "2000"},
           {'8', "57", "2057"}, {'8', "58", "1858"}, {'9', "00", "2000"}, {'9', "36", "2036"},
           {'9', "37", "1937"}, {'9', "99", "1999"}}) {
    const std::string digits = std::string{"0302"} + row.year + row.seventh + "235";
    EXPECT_EQ(born_text(digits), std::string{row.born} + "-02-03") << digits;
  }
}

TEST(CprNumber, ADayThatDoesNotExistIsRefused) {
  for (const char* text :
       {"0002011234", "3202011234", "3002011234", "2902011234", "3104011234", "0100011234", "0113011234",
        "6002011234", "4501011234", "9201011234", "9901011234", "2902001234"}) {
    EXPECT_THAT(read(text).refused, ElementsAre(NumberRefusal::date)) << text;
    EXPECT_EQ(read(text).kind, NumberKind::ordinary) << text;
  }
  EXPECT_THAT(read("2902004235").refused, IsEmpty()) << "2000 was a leap year, and 1900 was none";
}

TEST(CprNumber, AReplacementNumberIsRefusedAndTheDateBeneathIsChecked) {
  const NumberReading first = read("6101011234");
  EXPECT_EQ(first.kind, NumberKind::replacement);
  EXPECT_THAT(first.refused, ElementsAre(NumberRefusal::replacement_number));
  EXPECT_FALSE(first.number || first.born || first.sex);
  EXPECT_THAT(read("9101011234").refused, ElementsAre(NumberRefusal::replacement_number));
  EXPECT_THAT(read("9102011234").refused,
              ElementsAre(NumberRefusal::date, NumberRefusal::replacement_number));
  EXPECT_EQ(read("9102011234").kind, NumberKind::replacement);
  EXPECT_THAT(read("6201364234").refused,
              ElementsAre(NumberRefusal::replacement_number, NumberRefusal::future));
  EXPECT_EQ(born_text("6201011234"), "none") << "a day of birth comes from ordinary numbers only";
}

TEST(CprNumber, BornAfterTheDayIsRefusedAndBornOnTheDayIsNot) {
  EXPECT_THAT(read("2411264234").refused, IsEmpty());
  EXPECT_THAT(read("2511264234").refused, ElementsAre(NumberRefusal::future));
  EXPECT_FALSE(read("2511264234").born.has_value());
  EXPECT_THAT(read_cpr_number("0302011234", base::parse_day("1901-02-02").value()).refused,
              ElementsAre(NumberRefusal::future));
}

TEST(CprNumber, TheLastDigitIsOddForMenAndEvenForWomen) {
  for (const char last : {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9'}) {
    const std::string digits = std::string{"030201101"} + last;
    EXPECT_EQ(sex(CprNumber::from_digits(digits).value()), (last - '0') % 2 == 1 ? Sex::male : Sex::female);
  }
}

// The CPR office's own fictitious persons, published for tests.
TEST(CprNumber, ThePublishedFictitiousPersonsAreRead) {
  const NumberReading girl = read("010100-5038");
  EXPECT_THAT(girl.refused, IsEmpty());
  EXPECT_TRUE(girl.modulus_11);
  EXPECT_EQ(base::format_day(girl.born.value()), "2000-01-01");
  EXPECT_EQ(girl.sex, Sex::female);
  const NumberReading man = read("0101429059");
  EXPECT_TRUE(man.modulus_11);
  EXPECT_EQ(base::format_day(man.born.value()), "1942-01-01");
  EXPECT_EQ(man.sex, Sex::male);
}

TEST(CprNumber, EveryNameIsThatOfTheContract) {
  EXPECT_EQ(name(NumberRefusal::format), "format");
  EXPECT_EQ(name(NumberRefusal::date), "date");
  EXPECT_EQ(name(NumberRefusal::replacement_number), "replacement-number");
  EXPECT_EQ(name(NumberRefusal::future), "future");
  EXPECT_EQ(name(NumberKind::ordinary), "ordinary");
  EXPECT_EQ(name(NumberKind::replacement), "replacement");
  EXPECT_EQ(name(Sex::female), "female");
  EXPECT_EQ(name(Sex::male), "male");
}

rc::Gen<std::string> ten_digits() {
  return rc::gen::container<std::string>(10, rc::gen::inRange<char>('0', '9' + 1));
}

RC_GTEST_PROP(CprNumberProperties, ANumberIsValidExactlyWhereItHasANumberADayAndASex, ()) {
  const NumberReading reading = read(*ten_digits());
  const bool valid = reading.refused.empty();
  RC_ASSERT(reading.number.has_value() == valid);
  RC_ASSERT(reading.born.has_value() == valid);
  RC_ASSERT(reading.sex.has_value() == valid);
  RC_ASSERT(reading.kind.has_value());
}

RC_GTEST_PROP(CprNumberProperties, TheHyphenAndTheSpaceSayNothing, ()) {
  const std::string digits = *ten_digits();
  const NumberReading plain = read(digits);
  for (const char* between : {"-", " "}) {
    const NumberReading other = read(digits.substr(0, 6) + between + digits.substr(6));
    RC_ASSERT(other.number == plain.number);
    RC_ASSERT(other.refused == plain.refused);
    RC_ASSERT(other.modulus_11 == plain.modulus_11);
  }
}

RC_GTEST_PROP(CprNumberProperties, TheDayOfBirthReadsBackAsTheFirstSixDigits, ()) {
  const base::Day first = base::parse_day("1858-01-01").value();
  const base::Day last = base::parse_day("2057-12-31").value();
  const base::Day expected = *rc::gen::inRange(first, last + 1);
  const std::string iso = base::format_day(expected);
  const std::string date = iso.substr(8, 2) + iso.substr(5, 2) + iso.substr(2, 2);
  // Every day of the two hundred years has a seventh digit.
  bool found = false;
  for (const char seventh : {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9'}) {
    const auto day = born(CprNumber::from_digits(date + seventh + "234").value());
    if (day) RC_ASSERT(base::format_day(*day).substr(2) == iso.substr(2));
    found |= day == expected;
  }
  RC_ASSERT(found);
}

// Of a number of day 0, which nobody has.
RC_GTEST_PROP(CprNumberProperties, OneDigitChangedNeverKeepsTheCheckDigitRight, ()) {
  std::string digits = *ten_digits();
  digits[0] = digits[1] = '0';
  for (digits[9] = '0'; digits[9] < '9'; ++digits[9]) {
    if (has_check_digit(CprNumber::from_digits(digits).value())) break;
  }
  if (!has_check_digit(CprNumber::from_digits(digits).value())) RC_DISCARD("no digit is right");
  const auto at = *rc::gen::inRange<std::size_t>(0, 10);
  const int step = *rc::gen::inRange(1, 10);
  digits[at] = static_cast<char>('0' + (digits[at] - '0' + step) % 10);
  RC_ASSERT(!has_check_digit(CprNumber::from_digits(digits).value()));
}

RC_GTEST_PROP(CprNumberProperties, AnyTextIsAnswered, (const std::string& text)) {
  const NumberReading reading = read(text);
  RC_ASSERT(reading.kind.has_value() || reading.refused == std::vector{NumberRefusal::format});
}

}  // namespace
}  // namespace skranke::proofing
