#include "codec/zone_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::codec {
namespace {

using testing::HasSubstr;
using testing::Not;

const base::Day today = base::parse_day("2026-11-24").value();

constexpr const char* passport =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
constexpr const char* members =
    R"("format":"TD3","kind":"P","issuer":"UTO","surname":"ERIKSSON","given_names":"ANNA MARIA",)"
    R"("number":"L898902C3","nationality":"UTO","born":"1974-08-12","sex":"female","expires":"2012-04-15",)"
    R"("optional":["ZE184226B"],"checks":{"number":true,"born":true,"expires":true,"optional":true,"composite":true},)"
    R"("valid":true})";

std::string line(std::string_view text) {
  ZoneText reader;
  std::string out;
  reader.answer_line(text, 7, today, out);
  return out;
}

TEST(ZoneText, AZoneIsAnsweredInTheContractsShape) {
  std::string out = "before ";
  EXPECT_EQ(answer_zone(passport, today, out), true);
  EXPECT_EQ(out, std::string{"before {"} + members);
}

TEST(ZoneText, CardsHaveTwoOptionalFieldsAndNoCheckOfThem) {
  std::string out;
  EXPECT_EQ(
      answer_zone(
          "I<UTOD23145890<7349<<<<<<<<<<<\n34<<<<6<9507122UTOAB<C<<<<<<<5\nSTEVENSON<<PETER<JOHN<<<<<<<<<",
          today, out),
      false);
  EXPECT_EQ(out,
            R"({"format":"TD1","kind":"I","issuer":"UTO","surname":"STEVENSON","given_names":"PETER JOHN",)"
            R"("number":"D23145890734","nationality":"UTO","born":"1934","sex":"unspecified",)"
            R"("expires":"1995-07-12","optional":["","AB<C"],)"
            R"("checks":{"number":true,"born":false,"expires":true,"composite":false},"valid":false})");
}

TEST(ZoneText, AProblemLeavesTheOutputAsItWas) {
  std::string out = "before";
  const auto answered = answer_zone("P<UTO", today, out);
  ASSERT_FALSE(answered.has_value());
  EXPECT_EQ(out, "before");
  EXPECT_THAT(answered.error().text, Not(HasSubstr("UTO")));
}

TEST(ZoneText, ALineIsAnsweredWithItsIdAndItsDay) {
  const std::string zone =
      R"("zone":"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")";
  EXPECT_EQ(line("{" + zone + "}"), std::string{"{"} + members + "\n");
  EXPECT_EQ(line(R"({"id":"a\"b",)" + zone + "}"), R"({"id":"a\"b",)" + std::string{members} + "\n");
  EXPECT_THAT(line("{" + zone + R"(,"date":"1970-01-01"})"), HasSubstr(R"("born":"1874-08-12")"));
}

TEST(ZoneText, ABadLineIsAnsweredWithItsPlace) {
  EXPECT_EQ(
      line(R"({"id":"a","zone":"P<UTO"})"),
      R"({"id":"a","error":{"code":"invalid-value","message":"line 1, column 6: there is one line only; )"
      R"j(expected two lines of 44 (TD3) or 36 (TD2) characters, or three of 30 (TD1)","path":"/zone","line":7}})j"
      "\n");
  EXPECT_THAT(line(""), HasSubstr(R"("code":"invalid-json")"));
  EXPECT_THAT(line("[]"), HasSubstr(R"("code":"wrong-type")"));
  EXPECT_THAT(line("{}"), HasSubstr(R"("code":"missing-key","message":"expected a zone","path":"/zone")"));
  EXPECT_THAT(line(R"({"zone":7})"), HasSubstr(R"("path":"/zone")"));
  EXPECT_THAT(line(R"({"zone":"","lines":[]})"), HasSubstr(R"("code":"unknown-key")"));
  EXPECT_THAT(line(R"({"zone":"","zone":""})"), HasSubstr(R"("code":"duplicate-key")"));
  EXPECT_THAT(line(R"({"zone":"","date":"2026-02-30"})"), HasSubstr(R"("path":"/date")"));
}

}  // namespace
}  // namespace skranke::codec
