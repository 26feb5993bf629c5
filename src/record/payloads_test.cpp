// What others are told: the number goes to whom it is for, and nowhere else.
#include "record/payloads.hpp"

#include <string>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "record/claims.hpp"
#include "record/testing.hpp"

namespace skranke::record {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

const base::PersonalText number{"0201011234"};

TEST(Payloads, OfAnAcceptedCaseHaveTheNumberThatTheRecordHasNot) {
  const CaseFacts facts = list_a_with_questions();
  const json::value event = json::parse(event_payload(facts, number, "a.b.c").reveal());
  EXPECT_EQ(event.at("type").as_string(), "case.accepted");
  EXPECT_EQ(event.at("timestamp").as_string(), "2026-11-29T09:42:00Z");
  EXPECT_EQ(event.at("data").at("cpr_number").as_string(), "0201011234");
  EXPECT_EQ(event.at("data").at("record").as_string(), "a.b.c");
  EXPECT_THAT(claims(facts), Not(HasSubstr("0201011234")));
}

TEST(Payloads, OfARefusedCaseHaveNoNumber) {
  const std::string event = event_payload(refused_case(), number, "a.b.c").reveal();
  EXPECT_THAT(event, HasSubstr("case.refused"));
  EXPECT_THAT(event, Not(HasSubstr("0201011234")));
}

PostNotice notice() {
  return {.kind = NoticeKind::vouched,
          .number = number,
          .name = base::PersonalText{"Vidne Vidnesen"},
          .language = "da",
          .case_id = "c1",
          .centre = "Borgerservice Aarhus",
          .day = 20'786,
          .minute = 642};
}

TEST(Payloads, OfNoticesComeBackAsTheyWere) {
  const auto read = read_post_payload(post_payload(notice()));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(name(read->kind), "vouched");
  EXPECT_EQ(read->number, number);
  EXPECT_EQ(read->name.reveal(), "Vidne Vidnesen");
  EXPECT_EQ(read->language + read->case_id + read->centre, "dac1Borgerservice Aarhus");
  EXPECT_EQ(read->day, 20'786);
  EXPECT_EQ(read->minute, 642);
}

TEST(Payloads, OfNoticesThatAreNoneAreRefused) {
  json::object whole = json::parse(post_payload(notice()).reveal()).as_object();
  const auto is_read = [](const json::object& object) {
    return read_post_payload(base::PersonalText{json::serialize(object)}).has_value();
  };
  EXPECT_TRUE(is_read(whole));
  for (const auto& member : whole) {
    json::object less = whole;
    less.erase(member.key());
    EXPECT_FALSE(is_read(less)) << member.key();
    less[member.key()] = json::array{};
    EXPECT_FALSE(is_read(less)) << member.key();
  }
  whole["kind"] = "another";
  EXPECT_FALSE(is_read(whole));
  EXPECT_FALSE(read_post_payload(base::PersonalText{"{"}).has_value());
}

}  // namespace
}  // namespace skranke::record
