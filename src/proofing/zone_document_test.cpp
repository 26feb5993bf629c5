#include "proofing/zone_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proofing/compose_zone.hpp"
#include "proofing/zone_country.hpp"

namespace skranke::proofing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const base::Day today = base::parse_day("2026-11-24").value();

ZoneDocument document(ZoneFormat format, std::string_view kind, std::string_view issuer,
                      std::string_view nationality) {
  MachineReadableZone zone;
  zone.format = format;
  zone.kind = base::ShortText<2>{kind};
  zone.issuer = ZoneState{issuer};
  zone.nationality = base::Personal{ZoneState{nationality}};
  zone.surname = base::Personal{ZoneName{"OEDEGAARD"}};
  zone.given_names = base::Personal{ZoneName{"IDA"}};
  zone.number = base::Personal{ZoneNumber{"210000000"}};
  zone.born = base::Personal{ZoneDate{.year = 1980, .month = 2, .day = 3}};
  zone.expires = {.year = 2031, .month = 1, .day = 1};
  return document_of(read_zone(compose_zone(zone).value(), today).value());
}

std::string issuer(const ZoneDocument& document) {
  return document.issuer == base::country_unknown ? "" : base::country_code(document.issuer);
}

TEST(ZoneDocument, APassportIsOneAndSaysWhoIssuedIt) {
  const ZoneDocument swedish = document(ZoneFormat::td3, "P", "SWE", "SWE");
  EXPECT_EQ(swedish.kind, "passport");
  EXPECT_EQ(issuer(swedish), "SE");
  EXPECT_EQ(swedish.form, Form::physical);
  EXPECT_EQ(swedish.photo, Tri::yes);
  EXPECT_EQ(swedish.temporary, Tri::unknown);
  EXPECT_EQ(swedish.expires, base::parse_day("2031-01-01"));
  EXPECT_THAT(swedish.notes, IsEmpty());
}

TEST(ZoneDocument, ADanishZoneOfAForeignerIsAnAliensPassport) {
  EXPECT_THAT(document(ZoneFormat::td3, "P", "DNK", "DNK").notes, IsEmpty());
  for (const char* nationality : {"SYR", "XXA", "XXB", "SWE"}) {
    const ZoneDocument found = document(ZoneFormat::td3, "P", "DNK", nationality);
    EXPECT_EQ(found.kind, "passport");
    EXPECT_EQ(issuer(found), "DK");
    EXPECT_THAT(found.notes, ElementsAre(ZoneNote::aliens_passport)) << nationality;
  }
}

TEST(ZoneDocument, CodesSayWhatKindOfPassportItIs) {
  EXPECT_THAT(document(ZoneFormat::td3, "PP", "DNK", "DNK").notes, IsEmpty());
  EXPECT_THAT(document(ZoneFormat::td3, "PD", "DNK", "DNK").notes, IsEmpty());
  EXPECT_THAT(document(ZoneFormat::td3, "PR", "SWE", "XXB").notes,
              ElementsAre(ZoneNote::travel_document, ZoneNote::aliens_passport));
  EXPECT_THAT(document(ZoneFormat::td3, "PT", "DNK", "DNK").notes, ElementsAre(ZoneNote::travel_document));
  EXPECT_EQ(document(ZoneFormat::td3, "PE", "DNK", "DNK").temporary, Tri::yes);
  EXPECT_THAT(document(ZoneFormat::td3, "PU", "NOR", "NOR").notes, ElementsAre(ZoneNote::emergency));
}

TEST(ZoneDocument, CardsAreWhatTheirCodeTells) {
  EXPECT_EQ(document(ZoneFormat::td1, "AR", "DNK", "SYR").kind, "residence-permit");
  EXPECT_EQ(document(ZoneFormat::td1, "IR", "DNK", "SYR").kind, "residence-permit");
  EXPECT_EQ(document(ZoneFormat::td1, "ID", "SWE", "SWE").kind, "national-id-card");
  EXPECT_EQ(document(ZoneFormat::td2, "I", "D", "D").kind, "national-id-card");
  EXPECT_EQ(issuer(document(ZoneFormat::td2, "I", "D", "D")), "DE");
  for (const auto& [kind, state] :
       {std::pair{"ID", "DNK"}, {"I", "DNK"}, {"AC", "SWE"}, {"IP", "USA"}, {"C1", "USA"}})
    EXPECT_EQ(document(ZoneFormat::td1, kind, state, "SWE").kind, "") << kind << state;
}

TEST(ZoneDocument, OfAMisreadZoneNothingIsKnown) {
  MachineReadableZone zone =
      read_zone("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C37UTO7408122F1204159ZE184226B<<<<<10",
                today)
          .value();
  const ZoneDocument found = document_of(zone);
  EXPECT_EQ(found.kind, "");
  EXPECT_EQ(found.issuer, base::country_unknown);
  EXPECT_EQ(found.form, Form::unknown);
  EXPECT_EQ(found.photo, Tri::unknown);
  EXPECT_EQ(found.expires, day_unknown);
}

TEST(ZoneCountry, CodesOfThreeLettersAreCountries) {
  const auto code = [](std::string_view three) {
    const base::Country country = country_of_zone(three);
    return country == base::country_unknown ? std::string{} : base::country_code(country);
  };
  for (const auto& [three, two] : {std::pair{"DNK", "DK"},
                                   {"GRL", "GL"},
                                   {"FRO", "FO"},
                                   {"SWE", "SE"},
                                   {"DEU", "DE"},
                                   {"D", "DE"},
                                   {"GBR", "GB"},
                                   {"GBN", "GB"},
                                   {"RKS", "XK"},
                                   {"ABW", "AW"},
                                   {"ZWE", "ZW"}})
    EXPECT_EQ(code(three), two) << three;
  for (const char* none : {"UTO", "UNO", "UNA", "UNK", "EUE", "XXA", "XXB", "XXC", "XXX", "XOM", "XPO", "GBD",
                           "ZZZ", "AAA", "", "DK", "DNKX"})
    EXPECT_EQ(code(none), "") << none;
}

}  // namespace
}  // namespace skranke::proofing
