#include "witness/eligibility.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "policy/testing.hpp"

namespace skranke::witness {
namespace {

using base::Day;

Day day(const char* text) { return *base::parse_day(text); }

const policy::Edition& mitid() { return policy::mitid_edition(); }

// Everything known and good.
proofing::Document document(const char* kind, const char* issuer) {
  return policy::good_document(mitid().program, kind, issuer);
}
proofing::Document with(proofing::Document document, proofing::Fact fact, proofing::Tri value) {
  document.set_flag(fact, value);
  return document;
}
proofing::Document passport() { return document("passport", "DK"); }

Witness grown_up() {
  return {.born = day("1980-05-17"), .mitid_since = day("2022-03-01"), .mitid_present = true};
}

Eligibility judged(const Witness& witness, std::vector<proofing::Document> documents,
                   const char* date = "2026-11-24") {
  return judge(mitid(), witness, {.visit = day(date), .place = 0, .documents = documents});
}

TEST(Eligibility, SomebodyWhoMeetsEveryClauseMayVouchThreeTimes) {
  const auto found = judged(grown_up(), {passport()});
  EXPECT_EQ(found.outcome, Outcome::eligible);
  EXPECT_EQ(found.left, 3);
  EXPECT_EQ(found.next_day, std::nullopt);
}

TEST(Eligibility, W2TheBirthdayItselfIsOldEnough) {
  Witness witness = grown_up();
  witness.born = day("2008-11-24");
  EXPECT_EQ(judged(witness, {passport()}).outcome, Outcome::eligible);
  witness.born = day("2008-11-25");
  EXPECT_EQ(judged(witness, {passport()}).refused, bit(Reason::too_young));
}

TEST(Eligibility, W2BornOnTheLeapDayComesOfAgeOnTheFirstOfMarch) {
  EXPECT_EQ(day_of_age(day("2008-02-29"), 18), day("2026-03-01"));
  EXPECT_EQ(day_of_age(day("2008-02-29"), 20), day("2028-02-29"));
  EXPECT_EQ(day_of_age(day("2008-12-31"), 18), day("2026-12-31"));
}

TEST(Eligibility, W3MoreThanThirtyDays) {
  Witness witness = grown_up();
  witness.mitid_since = day("2026-10-25");  // 30 days before
  EXPECT_EQ(judged(witness, {passport()}).refused, bit(Reason::mitid_too_new));
  witness.mitid_since = day("2026-10-24");  // 31
  EXPECT_EQ(judged(witness, {passport()}).outcome, Outcome::eligible);
  witness.mitid_since = day("2026-12-24");
  EXPECT_EQ(judged(witness, {passport()}).refused, bit(Reason::mitid_too_new));
}

TEST(Eligibility, W4AnAcceptedCombinationHasToCarryAPicture) {
  const auto health_card = document("health-card", "DK");
  const auto certificate = document("personal-certificate", "DK");
  const auto municipal_card = document("municipal-id-card", "DK");
  EXPECT_EQ(judged(grown_up(), {}).refused, bit(Reason::no_valid_documents));
  EXPECT_EQ(judged(grown_up(), {health_card}).refused, bit(Reason::no_valid_documents));
  EXPECT_EQ(judged(grown_up(), {municipal_card}).refused, bit(Reason::no_valid_documents));
  // Two documents of list C that carry none.
  EXPECT_EQ(judged(grown_up(), {health_card, certificate}).refused, bit(Reason::no_photo_document));
  // The first accepted combination carries none, another one does.
  EXPECT_EQ(judged(grown_up(), {health_card, certificate, municipal_card}).outcome, Outcome::eligible);
  // A picture outside every accepted combination helps nobody.
  EXPECT_EQ(
      judged(grown_up(), {health_card, certificate, document("foreign-ministry-id-card", "SE")}).refused,
      bit(Reason::no_photo_document));
}

TEST(Eligibility, W4DocumentsThatMayBeInvalidButNeverCarryAPictureAreCertainlyNotEnough) {
  const auto health_card =
      with(document("health-card", "DK"), proofing::Fact::cpr_number, proofing::Tri::unknown);
  const auto certificate =
      with(document("personal-certificate", "DK"), proofing::Fact::cpr_number, proofing::Tri::no);
  const auto found = judged(grown_up(), {health_card, certificate});
  EXPECT_EQ(found.refused, bit(Reason::no_photo_document));
  EXPECT_EQ(found.open[0], 0);
}

TEST(Eligibility, W4AnUnknownFactThatDecidesAboutThePictureIsOpen) {
  const auto permit = with(document("residence-permit", "DK"), proofing::Fact::photo, proofing::Tri::unknown);
  const auto found = judged(grown_up(), {permit});
  EXPECT_EQ(found.outcome, Outcome::undetermined);
  EXPECT_EQ(found.open[0], policy::bit(proofing::Fact::photo));
}

TEST(Eligibility, W5AMitIdThatIsNotThereIsARefusalAndAnUnknownOneAQuestion) {
  Witness witness = grown_up();
  witness.mitid_present = false;
  EXPECT_EQ(judged(witness, {passport()}).refused, bit(Reason::mitid_absent));
  witness.mitid_present.reset();
  const auto found = judged(witness, {passport()});
  EXPECT_EQ(found.outcome, Outcome::undetermined);
  EXPECT_TRUE(found.mitid_present_is_open);
  EXPECT_FALSE(found.born_is_open);
}

TEST(Eligibility, W6DayOneHundredAndNineteenCountsAndDayOneHundredAndTwentyDoesNot) {
  const Day visit = day("2026-11-24");
  Witness witness = grown_up();
  const std::vector<Day> within{visit - 119, visit - 1, visit};
  witness.earlier = within;
  const auto used_up = judged(witness, {passport()});
  EXPECT_EQ(used_up.refused, bit(Reason::quota_used));
  EXPECT_EQ(used_up.left, 0);
  EXPECT_EQ(used_up.next_day, visit + 1);
  const std::vector<Day> one_outside{visit, visit - 120, visit - 1};
  witness.earlier = one_outside;
  const auto one_left = judged(witness, {passport()});
  EXPECT_EQ(one_left.outcome, Outcome::eligible);
  EXPECT_EQ(one_left.left, 1);
  EXPECT_EQ(one_left.next_day, std::nullopt);
}

TEST(Eligibility, W6WhoIsOverTheQuotaWaitsForTheThirdLatest) {
  const Day visit = day("2026-11-24");
  const std::vector<Day> five{visit - 100, visit - 80, visit - 60, visit - 40, visit - 20};
  EXPECT_EQ(quota_on(visit, five, 3, 120).next_day, visit - 60 + 120);
}

TEST(Eligibility, W7AProfessionalWitnessHasNoQuotaButEverythingElse) {
  const Day visit = day("2026-11-24");
  const std::vector<Day> many(50, visit);
  Witness witness = grown_up();
  witness.is_professional = true;
  witness.earlier = many;
  const auto found = judged(witness, {passport()});
  EXPECT_EQ(found.outcome, Outcome::eligible);
  EXPECT_EQ(found.left, std::nullopt);
  EXPECT_EQ(found.next_day, std::nullopt);
  witness.mitid_present = false;
  EXPECT_EQ(judged(witness, {}).refused, bit(Reason::mitid_absent) | bit(Reason::no_valid_documents));
}

TEST(Eligibility, W8NobodyVouchesForThemselvesOrInACaseThatTheyHandle) {
  Witness witness = grown_up();
  witness.is_applicant = true;
  EXPECT_EQ(judged(witness, {passport()}).refused, bit(Reason::self));
  witness.is_officer = true;
  EXPECT_EQ(judged(witness, {passport()}).refused, bit(Reason::self) | bit(Reason::officer));
}

TEST(Eligibility, ACertainRefusalLeavesNoFactOpen) {
  Witness witness;
  witness.is_applicant = true;
  const auto permit = with(document("residence-permit", "DK"), proofing::Fact::photo, proofing::Tri::unknown);
  const auto found = judged(witness, {permit});
  EXPECT_EQ(found.outcome, Outcome::not_eligible);
  EXPECT_FALSE(found.born_is_open || found.mitid_since_is_open || found.mitid_present_is_open);
  EXPECT_EQ(found.open[0], 0);
}

}  // namespace
}  // namespace skranke::witness
