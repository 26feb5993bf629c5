#include "counter/scanned_name.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::counter {
namespace {

using base::PersonalText;
using cpr::NameAnswer;
using cpr::NameRule;
using testing::ElementsAre;

ApplicantDetails registered(const char* given, const char* middle, const char* family) {
  ApplicantDetails applicant;
  applicant.name.given = PersonalText{given};
  applicant.name.middle = PersonalText{middle};
  applicant.name.family = PersonalText{family};
  return applicant;
}

codec::ScannedName scanned(std::optional<proofing::ZoneFormat> format, const char* surname,
                           const char* given_names) {
  return {.format = format, .surname = PersonalText{surname}, .given_names = PersonalText{given_names}};
}

constexpr auto passport = proofing::ZoneFormat::td3;

TEST(ScannedName, OfAZoneIsReadAsZonesAreWritten) {
  const auto match_found =
      match(scanned(passport, "OEDEGAARD", "AASE BERG"), registered("Åse", "Berg", "Ødegård"));
  ASSERT_TRUE(match_found);
  EXPECT_EQ(match_found->answer, NameAnswer::equal_under_rules);
  EXPECT_THAT(match_found->rules, ElementsAre(NameRule::transliteration, NameRule::middle_with_given));
}

TEST(ScannedName, OfAZoneThatIsNarrowerIsCutSooner) {
  const ApplicantDetails applicant = registered("Christoffer Alexander", "", "Vestergaard");
  // 30 characters of a card have no room for the rest; the 39 of a passport would.
  const auto names = [](proofing::ZoneFormat format) {
    return scanned(format, "VESTERGAARD", "CHRISTOFFER ALEXA");
  };
  EXPECT_EQ(match(names(proofing::ZoneFormat::td1), applicant)->answer, NameAnswer::equal_under_rules);
  EXPECT_EQ(match(names(passport), applicant)->answer, NameAnswer::different);
}

TEST(ScannedName, OfAStripeHasItsTwoFields) {
  const ApplicantDetails applicant = registered("Åse", "", "Ødegård");
  EXPECT_THAT(match(scanned({}, "ØDEGÅRD", "ÅSE"), applicant)->rules, ElementsAre(NameRule::capitals));
  EXPECT_EQ(match(scanned({}, "ØDEGÅRD", "ÅSA"), applicant)->answer, NameAnswer::different);
}

TEST(ScannedName, TheRegistersMarksCount) {
  ApplicantDetails applicant = registered("Anna", "", "Jensen");
  applicant.name.family_mark = '=';
  EXPECT_THAT(match(scanned(passport, "JENSEN", "ANNA"), applicant)->rules,
              ElementsAre(NameRule::register_undocumented));
}

TEST(ScannedName, WithoutANameThereIsNothingToSay) {
  EXPECT_FALSE(match(scanned(passport, "", ""), registered("Anna", "", "Jensen")));
  EXPECT_FALSE(match(scanned({}, "", ""), registered("Anna", "", "Jensen")));
  EXPECT_FALSE(match(scanned({}, "JENSEN", "ANNA"), registered("", "", "")));
}

}  // namespace
}  // namespace skranke::counter
