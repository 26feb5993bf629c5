#include "connect/cpr_direkte/frames.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"

namespace skranke::cpr_direkte {
namespace {

using State = AnswerReader::State;

const Account account{.transaction = "OFF4", .customer = "1234", .user = base::PersonalText{"USER1"}};

std::string header(std::string_view error, std::string_view length) {
  std::string text = "123406TOKEN123USER1   ";
  return text.append(error).append(length);
}

std::string answer_of(std::size_t data_bytes) {
  std::string length = std::to_string(header_bytes + data_bytes);
  length.insert(0, 4 - length.size(), '0');
  return header("00", length) + std::string(data_bytes, 'x');
}

State read(Request request, std::string_view bytes, bool then_end = true) {
  AnswerReader reader{request};
  reader.take(bytes);
  return then_end ? reader.end() : reader.state();
}

TEST(Frames, ALogOnHasItsFieldsAtTheirPlaces) {
  const auto frame = log_on_request(account, base::PersonalText{"pass12"}, base::PersonalText{});
  EXPECT_EQ(frame.reveal(), "OFF4,123490USER1   pass12          ");
  EXPECT_EQ(frame.reveal().size(), log_on_bytes);
}

TEST(Frames, ALogOnCanCarryANewPassword) {
  const auto frame = log_on_request(account, base::PersonalText{"password"}, base::PersonalText{"newpas12"});
  EXPECT_EQ(frame.reveal(), "OFF4,123490USER1   passwordnewpas12");
}

TEST(Frames, ALookUpHasItsFieldsAtTheirPlaces) {
  const auto number = *proofing::CprNumber::from_digits("0101429059");
  const auto frame = look_up_request(account, base::PersonalText{"TOKEN123"}, number);
  EXPECT_EQ(frame.reveal(), "OFF4,123406TOKEN123USER1   000101429059");
  EXPECT_EQ(frame.reveal().size(), look_up_bytes);
}

TEST(Frames, ALogOnReplyGivesTheToken) {
  AnswerReader reader{Request::log_on};
  EXPECT_EQ(reader.take("123490TOKEN123USER1   00"), State::whole);
  EXPECT_EQ(reader.answer().token.reveal(), "TOKEN123");
}

TEST(Frames, ATokenOfBlanksZerosOrControlBytesIsNone) {
  for (const char* token : {"        ", "00000000", "TOK\x01N123", "TOK\xE6N123"}) {
    AnswerReader reader{Request::log_on};
    EXPECT_EQ(reader.take(std::string{"123490"} + token + "USER1   00"), State::malformed);
    EXPECT_EQ(reader.field(), "TOKEN");
  }
}

TEST(Frames, AnErrorOfALogOnIsAnAnswerWithoutAToken) {
  AnswerReader reader{Request::log_on};
  EXPECT_EQ(reader.take("123490        USER1   01"), State::whole);
  EXPECT_EQ(reader.answer().error, ErrorCode::password_refused);
}

TEST(Frames, AnAnswerIsReadHoweverItIsCut) {
  const std::string bytes = answer_of(100);
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    AnswerReader reader{Request::look_up};
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      EXPECT_EQ(reader.state(), State::more);
      reader.take(std::string_view{bytes}.substr(at, piece));
    }
    ASSERT_EQ(reader.state(), State::whole);
    EXPECT_EQ(reader.answer().data.reveal(), std::string(100, 'x'));
  }
}

TEST(Frames, EveryProperPartOfAnAnswerIsCut) {
  const std::string bytes = answer_of(50);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(read(Request::look_up, std::string_view{bytes}.substr(0, size)), State::cut) << size;
  }
  const std::string reply = "123490TOKEN123USER1   00";
  for (std::size_t size = 0; size < reply.size(); ++size) {
    EXPECT_EQ(read(Request::log_on, std::string_view{reply}.substr(0, size)), State::cut) << size;
  }
}

TEST(Frames, WhatComesAfterTheLastByteIsNotLookedAt) {
  AnswerReader reader{Request::look_up};
  EXPECT_EQ(reader.take(answer_of(10) + "more"), State::whole);
  EXPECT_EQ(reader.answer().data.reveal(), std::string(10, 'x'));
  EXPECT_EQ(reader.take("and more"), State::whole);
}

TEST(Frames, AnErrorComesWithOrWithoutAReason) {
  AnswerReader with{Request::look_up};
  EXPECT_EQ(with.take(header("04", "0017")), State::whole);
  EXPECT_EQ(with.answer().error, ErrorCode::closed);
  EXPECT_EQ(with.answer().reason, 17);
  AnswerReader letters{Request::look_up};
  EXPECT_EQ(letters.take(header("04", "A  1")), State::whole);
  EXPECT_EQ(letters.answer().reason, std::nullopt);
  AnswerReader without{Request::look_up};
  EXPECT_EQ(without.take(header("04", "")), State::more);
  EXPECT_EQ(without.end(), State::whole);
  EXPECT_EQ(without.answer().error, ErrorCode::closed);
}

TEST(Frames, LengthsThatCantBeAreMalformed) {
  for (const char* length : {"0000", "0027", "9999", "ABCD", "-028", " 100", "28  "}) {
    AnswerReader reader{Request::look_up};
    EXPECT_EQ(reader.take(header("00", length)), State::malformed) << length;
    EXPECT_EQ(reader.field(), "L_DATA");
  }
  for (const char* error : {"  ", "A1", "-1", "0\xB2"}) {
    AnswerReader reader{Request::look_up};
    EXPECT_EQ(reader.take(header(error, "0028")), State::malformed) << error;
    EXPECT_EQ(reader.field(), "FEJLNR");
  }
}

TEST(Frames, TheLimitOfDataHoldsToTheByte) {
  constexpr std::size_t most = base::limits::cpr_direkte_data_bytes_max;
  EXPECT_EQ(read(Request::look_up, answer_of(0)), State::whole);
  EXPECT_EQ(read(Request::look_up, answer_of(most - 1)), State::whole);
  EXPECT_EQ(read(Request::look_up, answer_of(most)), State::whole);
  EXPECT_EQ(read(Request::look_up, answer_of(most + 1)), State::malformed);
}

TEST(Frames, ANewPasswordHasEightCharactersWithTwoDigitsAndTwoLetters) {
  const auto is_good = [](const char* text) { return is_good_password(base::PersonalText{text}); };
  EXPECT_TRUE(is_good("abcdef12"));
  EXPECT_TRUE(is_good("AB123456"));
  for (const char* bad :
       {"", "abcde12", "abcdefg12", "abcdefg1", "a1234567", "abcdefgh", "12345678", "abcd 123", "abc-1234",
        "abcde\xE6"
        "12"}) {
    EXPECT_FALSE(is_good(bad)) << bad;
  }
}

TEST(Frames, EveryErrorNumberSaysWhatWouldBeRight) {
  for (int code = 1; code < 100; ++code) {
    const Failure failure = answered(static_cast<ErrorCode>(code));
    EXPECT_EQ(failure.kind, FailureKind::answered);
    EXPECT_THAT(failure.text, testing::MatchesRegex("CPR Direkte, error [0-9][0-9]: .{30,}")) << code;
  }
}

}  // namespace
}  // namespace skranke::cpr_direkte
