#include "cpr/zone_name.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proofing/compose_zone.hpp"

namespace skranke::cpr {
namespace {

using base::PersonalText;
using proofing::MachineReadableZone;
using testing::ElementsAre;

// As a passport has it: written, cut where it is too long, and read.
MachineReadableZone passport(std::string_view surname, std::string_view given_names) {
  MachineReadableZone zone;
  zone.kind = base::ShortText<2>{"P"};
  zone.issuer = proofing::ZoneState{"DNK"};
  zone.nationality = base::Personal{proofing::ZoneState{"DNK"}};
  zone.surname = base::Personal{proofing::ZoneName{surname}};
  zone.given_names = base::Personal{proofing::ZoneName{given_names}};
  zone.number = base::Personal{proofing::ZoneNumber{"210000000"}};
  const base::Day today = base::parse_day("2026-11-24").value();
  return proofing::read_zone(proofing::compose_zone(zone).value(), today).value();
}

Name registered(const char* given, const char* middle, const char* family) {
  Name name;
  name.given = PersonalText{given};
  name.middle = PersonalText{middle};
  name.family = PersonalText{family};
  return name;
}

NameAnswer answer(const MachineReadableZone& zone, const Name& name) {
  return match_zone(zone, name).value().answer;
}

TEST(ZoneName, LettersThatAZoneSpellsOutAreTheRegisters) {
  EXPECT_EQ(answer(passport("OEDEGAARD", "AASE MARIE"), registered("Åse Marie", "", "Ødegård")),
            NameAnswer::equal_under_rules);
  EXPECT_EQ(answer(passport("JENSEN", "IDA"), registered("Ida", "", "Jensen")), NameAnswer::equal);
  EXPECT_EQ(answer(passport("JENSEN", "IDA"), registered("Eda", "", "Jensen")), NameAnswer::different);
}

TEST(ZoneName, ANameThatIsCutIsTheRegistersOnlyAtTheEnd) {
  const Name name = registered("Christoffer Alexander Maximilian", "", "Vestergaard");
  EXPECT_EQ(answer(passport("VESTERGAARD", "CHRISTOFFER ALEXANDER MAXIMILIAN"), name),
            NameAnswer::equal_under_rules);
  EXPECT_EQ(answer(passport("VESTERGAARD", "CHRISTOFFER ALEXANDER"), name), NameAnswer::different)
      << "with room left, a name that is missing is another name";
}

TEST(ZoneName, WithoutANameThereIsNothingToSay) {
  EXPECT_FALSE(match_zone(passport("JENSEN", "IDA"), Name{}));
  EXPECT_FALSE(match_zone(MachineReadableZone{}, registered("Ida", "", "Jensen")));
}

NameMatch read(std::optional<proofing::ZoneFormat> format, std::string_view surname,
               std::string_view given_names, const Name& name) {
  return match_read(format, surname, given_names, name).value();
}

TEST(ReadName, OfAZoneThatIsNarrowerIsCutSooner) {
  const Name name = registered("Christoffer Alexander", "", "Vestergaard");
  // 30 characters of a card have no room for the rest; the 39 of a passport would.
  const auto answer_of = [&](proofing::ZoneFormat format) {
    return read(format, "VESTERGAARD", "CHRISTOFFER ALEXA", name).answer;
  };
  EXPECT_EQ(answer_of(proofing::ZoneFormat::td1), NameAnswer::equal_under_rules);
  EXPECT_EQ(answer_of(proofing::ZoneFormat::td3), NameAnswer::different);
}

TEST(ReadName, SaysWhichRulesItTook) {
  const auto match =
      read(proofing::ZoneFormat::td3, "OEDEGAARD", "AASE BERG", registered("Åse", "Berg", "Ødegård"));
  EXPECT_EQ(match.answer, NameAnswer::equal_under_rules);
  EXPECT_THAT(match.rules, ElementsAre(NameRule::transliteration, NameRule::middle_with_given));
}

TEST(ReadName, OfAStripeHasItsTwoFields) {
  const Name name = registered("Åse", "", "Ødegård");
  EXPECT_THAT(read({}, "ØDEGÅRD", "ÅSE", name).rules, ElementsAre(NameRule::capitals));
  EXPECT_EQ(read({}, "ØDEGÅRD", "ÅSA", name).answer, NameAnswer::different);
}

TEST(ReadName, WithoutANameThereIsNothingToSay) {
  EXPECT_FALSE(match_read({}, "", "", registered("Anna", "", "Jensen")));
  EXPECT_FALSE(match_read({}, "JENSEN", "ANNA", Name{}));
}

}  // namespace
}  // namespace skranke::cpr
