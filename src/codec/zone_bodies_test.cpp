#include "codec/zone_bodies.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::codec {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const base::Day today = base::parse_day("2026-11-24").value();

// An invented Danish passport, and one for an alien.
constexpr const char* danish =
    R"({"zone":"P<DNKOEDEGAARD<<AASE<MARIE<<<<<<<<<<<<<<<<<<\n2100000007DNK8002033F3101012<<<<<<<<<<<<<<<2"})";
constexpr const char* aliens =
    R"({"zone":"P<DNKAL<BASRI<<HUDA<<<<<<<<<<<<<<<<<<<<<<<<<\n2100000007SYR8002033F3101012<<<<<<<<<<<<<<<2","date":"2026-11-24"})";

TEST(ZoneBodies, ADanishPassportSaysNothingOfACprNumber) {
  const auto zone = read_zone_body(danish, today);
  ASSERT_TRUE(zone.has_value()) << zone.error().text;
  const std::string answer = zone_answer(*zone);
  EXPECT_THAT(answer,
              EndsWith(R"("valid":true,"document":{"kind":"passport","issuer":"DK","form":"physical",)"
                       R"("expires":"2031-01-01","photo":true},"notes":[]})"));
  EXPECT_THAT(answer, Not(HasSubstr("cpr_number")));
}

TEST(ZoneBodies, AnAliensPassportIsNoted) {
  const auto zone = read_zone_body(aliens, today);
  ASSERT_TRUE(zone.has_value()) << zone.error().text;
  EXPECT_THAT(zone_answer(*zone), EndsWith(R"("notes":["aliens-passport"]})"));
}

TEST(ZoneBodies, OfAMisreadZoneThereIsNoDocument) {
  std::string text = danish;
  text.replace(text.find("8002033"), 7, "8002043");
  const auto zone = read_zone_body(text, today);
  ASSERT_TRUE(zone.has_value()) << zone.error().text;
  EXPECT_THAT(zone_answer(*zone), EndsWith(R"("valid":false,"document":null,"notes":[]})"));
}

TEST(ZoneBodies, WhatWasNotSeenClearlyIsNull) {
  sight::SeenZone seen;
  seen.zone = read_zone_body(danish, today).value();
  EXPECT_THAT(seen_zone_answer(seen),
              AllOf(HasSubstr(R"("format":"TD3","kind":null,"issuer":null,"surname":null,"given_names":null,)"
                              R"("number":null,"nationality":null,"born":null,"sex":null,"expires":null,)"
                              R"("optional":[null],"checks":)"),
                    EndsWith(R"("document":null,"notes":[]})")));
  seen.codes = true;
  EXPECT_THAT(seen_zone_answer(seen), EndsWith(R"("document":null,"notes":[]})"))
      << "its last day is not certain";
  seen.expires = true;
  EXPECT_THAT(seen_zone_answer(seen), HasSubstr(R"("document":{"kind":"passport","issuer":"DK")"));
}

TEST(ZoneBodies, WhatIsWrongIsToldWithItsPlace) {
  EXPECT_EQ(read_zone_body(R"({"zone":"P<"})", today).error().path, "/zone");
  EXPECT_EQ(read_zone_body("{}", today).error().fault, base::Fault::missing_key);
  EXPECT_EQ(read_zone_body(R"({"zone":"a","lines":[]})", today).error().fault, base::Fault::unknown_key);
  EXPECT_EQ(read_zone_body("[]", today).error().fault, base::Fault::wrong_type);
  EXPECT_EQ(read_stripe_body(R"({"tracks":"%"})", today).error().path, "/tracks");
}

TEST(ZoneBodies, AHealthCardIsAnsweredWithItsNumberAndNoAddress) {
  const std::string tracks =
      "%DOE^JOHN                          ]L\\\\KKE ALLE 7 3                   4615000?"
      ";9208100403027021231041173083461010814?";
  const auto card = read_stripe_body(R"({"tracks":")" + tracks + R"("})", today);
  ASSERT_TRUE(card.has_value()) << card.error().text;
  EXPECT_EQ(
      stripe_answer(*card),
      R"({"surname":"DOE","given_names":"JOHN","cpr_number":"0302702123","valid_from":"2014-08-01",)"
      R"("document":{"kind":"health-card","issuer":"DK","form":"physical","photo":false,"cpr_number":true,)"
      R"("expires":null}})");
}

TEST(ScannedNameBody, HasTheFormatOfItsZoneOrNone) {
  const auto zone = read_scanned_name(R"({"format":"TD1","surname":"ERIKSSON","given_names":"ANNA MARIA"})");
  ASSERT_TRUE(zone.has_value()) << zone.error().text;
  EXPECT_EQ(zone->format, proofing::ZoneFormat::td1);
  EXPECT_EQ(zone->surname.reveal(), "ERIKSSON");
  const auto stripe = read_scanned_name(R"({"surname":null,"given_names":"ANNA"})");
  ASSERT_TRUE(stripe.has_value()) << stripe.error().text;
  EXPECT_FALSE(stripe->format);
}

TEST(ScannedNameBody, AProblemNamesThePlaceAndNotTheName) {
  const auto other = read_scanned_name(R"({"format":"TD4","surname":"ERIKSSON"})");
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().path, "/format");
  EXPECT_THAT(other.error().text, AllOf(HasSubstr("TD3"), Not(HasSubstr("ERIKSSON"))));
  const auto more = read_scanned_name(R"({"surname":"ERIKSSON","number":"1"})");
  ASSERT_FALSE(more.has_value());
  EXPECT_EQ(more.error().path, "/number");
}

}  // namespace
}  // namespace skranke::codec
