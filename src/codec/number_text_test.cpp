#include "codec/number_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"

namespace skranke::codec {
namespace {

using testing::HasSubstr;
using testing::Not;

const base::Day today = base::parse_day("2026-11-24").value();

std::string answer(std::string_view text) {
  NumberText checker;
  std::string out;
  const auto done = checker.check(text, today, out);
  return done ? out : std::string{base::name(done.error().fault)} + " " + done.error().path;
}

TEST(NumberText, SaysEverythingAboutAValidNumber) {
  EXPECT_EQ(answer(R"({"number": "0201011234", "date": "2026-11-24"})"),
            R"({"verdict":"valid","kind":"ordinary","born":"1901-01-02","sex":"female","modulus_11":false,)"
            R"("refused":[]})");
  EXPECT_EQ(answer(R"({"number": "010142-9059"})"),
            R"({"verdict":"valid","kind":"ordinary","born":"1942-01-01","sex":"male","modulus_11":true,)"
            R"("refused":[]})");
}

TEST(NumberText, SaysWhyANumberIsInvalid) {
  EXPECT_EQ(answer(R"({"number": "6201364234"})"),
            R"({"verdict":"invalid","kind":"replacement","born":null,"sex":null,"modulus_11":false,)"
            R"("refused":["replacement-number","future"]})");
  EXPECT_EQ(
      answer(R"({"number": "x"})"),
      R"({"verdict":"invalid","kind":null,"born":null,"sex":null,"modulus_11":false,"refused":["format"]})");
}

TEST(NumberText, JudgesByTheDateAndElseByToday) {
  EXPECT_THAT(answer(R"({"number": "2511264234", "date": "2026-11-25"})"), HasSubstr(R"("verdict":"valid")"));
  EXPECT_THAT(answer(R"({"number": "2511264234", "date": "2026-11-24"})"), HasSubstr(R"(["future"])"));
  EXPECT_THAT(answer(R"({"number": "2511264234"})"), HasSubstr(R"(["future"])"));
  EXPECT_THAT(answer(R"({"number": "2411264234"})"), HasSubstr(R"("verdict":"valid")"));
}

TEST(NumberText, BadInputIsAProblemThatNamesThePlace) {
  EXPECT_EQ(answer(R"({"number": "0201011234", "nummer": ""})"), "unknown-key /nummer");
  EXPECT_EQ(answer(R"({"number": "0201011234", "number": "0201011234"})"), "duplicate-key /number");
  EXPECT_EQ(answer(R"({"date": "2026-11-24"})"), "missing-key /number");
  EXPECT_EQ(answer(R"({"number": 201011234})"), "wrong-type /number");
  EXPECT_EQ(answer(R"({"number": null})"), "wrong-type /number");
  EXPECT_EQ(answer(R"({"number": "0201011234", "date": null})"), "wrong-type /date");
  EXPECT_EQ(answer(R"({"number": "0201011234", "date": "2026-02-30"})"), "invalid-value /date");
  EXPECT_EQ(answer(R"({"number": "0201011234", "id": 7})"), "wrong-type /id");
  EXPECT_EQ(answer(R"("0201011234")"), "wrong-type ");
  EXPECT_EQ(answer("[]"), "wrong-type ");
  EXPECT_EQ(answer(""), "invalid-json ");
  EXPECT_EQ(answer("{\"number\": \"\xFF\"}"), "invalid-utf8 ");
}

TEST(NumberText, HoldsTheLimitsToTheByte) {
  const auto padded = [](std::size_t bytes) {
    std::string text = R"({"number": "0201011234"})";
    return text.append(bytes - text.size(), ' ');
  };
  EXPECT_THAT(answer(padded(base::limits::case_bytes_max)), HasSubstr(R"("valid")"));
  EXPECT_EQ(answer(padded(base::limits::case_bytes_max + 1)), "too-large ");
  const auto with_id = [](std::size_t bytes) {
    return R"({"number": "0201011234", "id": ")" + std::string(bytes, 'i') + "\"}";
  };
  EXPECT_THAT(answer(with_id(base::limits::id_bytes_max)), HasSubstr(R"("valid")"));
  EXPECT_EQ(answer(with_id(base::limits::id_bytes_max + 1)), "too-large /id");
}

TEST(NumberText, ALineIsAnsweredOnItsLineWithTheIdThatItHas) {
  NumberText checker;
  std::string out;
  EXPECT_TRUE(checker.check_line(R"({"id": "a", "number": "x"})", 1, today, out));
  EXPECT_FALSE(checker.check_line(R"({"nr": "0201011234", "id": "b"})", 2, today, out));
  EXPECT_FALSE(checker.check_line("", 3, today, out));
  EXPECT_EQ(out,
            R"({"id":"a","verdict":"invalid","kind":null,"born":null,"sex":null,"modulus_11":false,)"
            R"("refused":["format"]})"
            "\n"
            R"({"id":"b","error":{"code":"unknown-key","message":"there is no such key; expected one of: id )"
            R"(number date","path":"/nr","line":2}})"
            "\n"
            R"({"error":{"code":"invalid-json","message":"there is nothing here; expected a JSON object",)"
            R"("path":"","line":3}})"
            "\n");
}

// PRIVACY: what was sent is not said again.
TEST(NumberText, TheNumberIsNeverRepeated) {
  NumberText checker;
  std::string out;
  for (const char* text : {R"({"number": "0201011234"})", R"({"number": "0201011234", "x": 1})",
                           R"({"number": "0201011234", "date": "0201011234"})",
                           R"({"number": ["0201011234"]})", R"({"number": "0201011234)"}) {
    checker.check_line(text, 1, today, out);
  }
  EXPECT_THAT(out, Not(HasSubstr("0201011234")));
}

}  // namespace
}  // namespace skranke::codec
