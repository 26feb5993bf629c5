// What one witness alone does, by hand.
#include <gtest/gtest.h>

#include "witness/testing.hpp"

namespace skranke::witness {
namespace {

using base::Day;
using testing::alerts_of;
using testing::at_centre;
using testing::before_officer;
using testing::Numbers;
using testing::on;
using testing::professional;

// Vouchings of 0 for somebody new each, on these days.
std::vector<Statement> given(const std::vector<Day>& days) {
  std::vector<Statement> all;
  for (const Day day : days) all.push_back(on(day, 0, static_cast<std::uint32_t>(all.size()) + 1));
  return all;
}

TEST(Stars, NeedTwoRushesInARow) {
  EXPECT_TRUE(alerts_of(Rule::star, given({0, 0, 0})).empty());
  const auto alerts = alerts_of(Rule::star, given({0, 3, 6, 120, 121, 126}));
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_EQ(alerts.front().statements, (Numbers{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(alerts_of(Rule::star, given({0, 0, 0}), {.star_windows_min = 1}).size(), 1);
}

TEST(Stars, ARushIsAllPermitsWithinTheDays) {
  EXPECT_TRUE(alerts_of(Rule::star, given({0, 3, 7, 120, 121, 126})).empty());
  EXPECT_TRUE(alerts_of(Rule::star, given({0, 3, 6, 120, 121, 127})).empty());
  EXPECT_TRUE(alerts_of(Rule::star, given({0, 6, 120, 126})).empty());
}

TEST(Stars, ARushLaterThanAWholeIdleWindowIsNotInARow) {
  EXPECT_EQ(alerts_of(Rule::star, given({0, 0, 0, 239, 239, 239})).size(), 1);
  EXPECT_TRUE(alerts_of(Rule::star, given({0, 0, 0, 240, 240, 240})).empty());
}

TEST(Stars, AVouchingBeforeARushDoesNotHideIt) {
  const auto alerts = alerts_of(Rule::star, given({0, 50, 51, 52, 170, 171, 172}));
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_EQ(alerts.front().statements, (Numbers{1, 2, 3, 4, 5, 6}));
}

TEST(Stars, RunsApartAreAlertsOfTheirOwn) {
  EXPECT_EQ(alerts_of(Rule::star, given({0, 0, 0, 120, 120, 120, 500, 500, 500, 620, 620, 620})).size(), 2);
}

TEST(Stars, AreNothingForProfessionals) {
  std::vector<Statement> all = given({0, 3, 6, 120, 121, 126});
  for (Statement& each : all) each = professional(each);
  EXPECT_TRUE(find_patterns(all, {}).empty());
}

TEST(UsedUpAgain, IsThreeWindowsInARowAtAnyPace) {
  EXPECT_TRUE(alerts_of(Rule::used_up_again, given({0, 60, 119, 120, 180, 239, 240, 300})).empty());
  const auto alerts = alerts_of(Rule::used_up_again, given({0, 60, 119, 120, 180, 239, 240, 300, 359}));
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_EQ(alerts.front().statements.size(), 9);
  EXPECT_TRUE(alerts_of(Rule::used_up_again, given({0, 60, 120, 121, 180, 241, 242, 300, 362})).empty());
}

TEST(UsedUpAgain, IsNotSaidASecondTimeOfAStar) {
  const auto rushes = given({0, 0, 0, 120, 120, 120, 240, 240, 240});
  EXPECT_EQ(alerts_of(Rule::star, rushes).size(), 1);
  EXPECT_TRUE(alerts_of(Rule::used_up_again, rushes).empty());
  EXPECT_EQ(alerts_of(Rule::used_up_again, given({0, 0, 0, 120, 120, 120, 240, 240, 250})).size(), 1);
}

TEST(Bursts, AreSeveralCentresWithinTheDays) {
  const auto burst = [](Day last, std::uint32_t centre) {
    return std::vector{at_centre(on(0, 0, 1), 0), at_centre(on(5, 0, 2), 1),
                       at_centre(on(last, 0, 3), centre)};
  };
  EXPECT_EQ(alerts_of(Rule::centre_burst, burst(13, 2)).size(), 1);
  EXPECT_TRUE(alerts_of(Rule::centre_burst, burst(14, 2)).empty());
  EXPECT_TRUE(alerts_of(Rule::centre_burst, burst(13, 1)).empty());
  EXPECT_TRUE(alerts_of(Rule::centre_burst, burst(13, 2), {.burst_centres_min = 4}).empty());
}

TEST(Bursts, ThatShareAStatementAreOne) {
  std::vector<Statement> all;
  for (std::uint32_t i = 0; i < 5; ++i) all.push_back(at_centre(on(static_cast<Day>(6 * i), 0, i + 1), i));
  ASSERT_EQ(alerts_of(Rule::centre_burst, all).size(), 1);
  EXPECT_EQ(alerts_of(Rule::centre_burst, all).front().statements.size(), 5);
  for (std::uint32_t i = 0; i < 3; ++i) all.push_back(at_centre(on(static_cast<Day>(200 + i), 0, i + 10), i));
  EXPECT_EQ(alerts_of(Rule::centre_burst, all).size(), 2);
}

TEST(Bursts, OfProfessionalsHaveABoundOfTheirOwn) {
  std::vector<Statement> all;
  for (std::uint32_t i = 0; i < 5; ++i) all.push_back(professional(at_centre(on(0, 0, i + 1), i)));
  EXPECT_TRUE(find_patterns(all, {}).empty());
  all.push_back(professional(at_centre(on(13, 0, 9), 5)));
  EXPECT_EQ(alerts_of(Rule::centre_burst, all).size(), 1);
}

TEST(ProfessionalLoad, IsMoreThanTheMostOnOneDay) {
  std::vector<Statement> all;
  for (std::uint32_t i = 0; i < 20; ++i) all.push_back(professional(on(0, 0, i + 1)));
  for (std::uint32_t i = 20; i < 40; ++i) all.push_back(professional(on(1, 0, i + 1)));
  EXPECT_TRUE(find_patterns(all, {}).empty());
  all.push_back(professional(on(1, 0, 50)));
  const auto alerts = alerts_of(Rule::professional_load, all);
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_EQ(alerts.front().statements.size(), 21);
  EXPECT_EQ(alerts.front().first_day, 1);
}

// A centre where `officers` have a statement each on every of these days, of people who come once; and 0, who
// comes on each day, before officer 0 on the first `hits`, and before officer 1 else.
std::vector<Statement> centre_with(std::uint32_t officers, std::uint32_t days, std::uint32_t hits) {
  std::vector<Statement> all;
  std::uint32_t next = 1'000;
  for (std::uint32_t day = 0; day < days; ++day) {
    for (std::uint32_t officer = 0; officer < officers; ++officer) {
      all.push_back(before_officer(on(static_cast<Day>(day), next, next + 1), officer));
      next += 2;
    }
    all.push_back(before_officer(on(static_cast<Day>(day), 0, day + 1), day < hits ? 0 : 1));
  }
  return all;
}

TEST(SameOfficer, IsJudgedByChanceAtThatCentre) {
  // Ten officers: a tenth of a chance each time; four of four is 1 in 10,000. Two officers: 6 of 6 is 1
  // in 64.
  EXPECT_EQ(alerts_of(Rule::same_officer, centre_with(10, 4, 4)).size(), 1);
  EXPECT_TRUE(alerts_of(Rule::same_officer, centre_with(10, 3, 3)).empty()) << "too few days";
  EXPECT_TRUE(alerts_of(Rule::same_officer, centre_with(2, 6, 6)).empty());
  EXPECT_TRUE(alerts_of(Rule::same_officer, centre_with(2, 9, 9)).empty());
  EXPECT_EQ(alerts_of(Rule::same_officer, centre_with(2, 10, 10)).size(), 1) << "1 in 1,024 is too much";
  EXPECT_TRUE(alerts_of(Rule::same_officer, centre_with(1, 50, 50)).empty()) << "there is no other";
}

TEST(SameOfficer, HoldsTheStatementsBeforeThatOfficer) {
  const auto all = centre_with(10, 8, 6);
  const auto alerts = alerts_of(Rule::same_officer, all);
  ASSERT_EQ(alerts.size(), 1);
  EXPECT_EQ(alerts.front().statements.size(), 6);
  for (const std::uint32_t i : alerts.front().statements) {
    EXPECT_EQ(all[i].witness, 0);
    EXPECT_EQ(all[i].officer, 0);
  }
  EXPECT_TRUE(alerts_of(Rule::same_officer, all, {.same_officer_days_min = 7}).empty());
}

TEST(SameOfficer, AFamilyOnOneDayIsOneVisit) {
  std::vector<Statement> all = centre_with(10, 5, 3);
  for (std::uint32_t i = 0; i < 3; ++i) all.push_back(before_officer(on(2, 0, 500 + i), 0));
  EXPECT_TRUE(alerts_of(Rule::same_officer, all).empty());
  EXPECT_EQ(alerts_of(Rule::same_officer, centre_with(10, 5, 4), {.same_officer_millionths = 10'000}).size(),
            1);
}

TEST(SameOfficer, WhoComesSeveralTimesADayMeetsEachMoreOften) {
  // Six days of seven each: of ten officers, each is met on about half of the days.
  std::vector<Statement> all = centre_with(10, 6, 6);
  for (Day day = 0; day < 6; ++day) {
    for (std::uint32_t i = 1; i < 7; ++i)
      all.push_back(before_officer(on(day, 0, 500 + 10 * static_cast<std::uint32_t>(day) + i), i));
  }
  EXPECT_TRUE(alerts_of(Rule::same_officer, all).empty());
}

TEST(SameOfficer, WhoWasTheOnlyOneAtWorkIsNoCoincidence) {
  // Ten officers in all, but on the days of the visits only officer 0 served anybody.
  std::vector<Statement> all = centre_with(10, 8, 0);
  std::erase_if(all, [](const Statement& each) { return each.witness == 0; });
  for (Day day = 100; day < 106; ++day) {
    for (std::uint32_t i = 0; i < 10; ++i) {
      const std::uint32_t person = 20'000 + 100 * static_cast<std::uint32_t>(day) + 2 * i;
      all.push_back(before_officer(on(day, person, person + 1), 0));
    }
    all.push_back(before_officer(on(day, 0, static_cast<std::uint32_t>(day)), 0));
  }
  EXPECT_TRUE(alerts_of(Rule::same_officer, all).empty());
}

}  // namespace
}  // namespace skranke::witness
