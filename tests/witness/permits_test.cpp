// W6: three times within 120 days, to the day, whatever happens to the person or to the policy.
#include <algorithm>
#include <random>
#include <vector>

#include "ledger.hpp"
#include "witness/eligibility.hpp"

namespace skranke::test {

class Permits : public Ledger {};
SKRANKE_FOR_BOTH_ENGINES(Permits);

TEST_P(Permits, TheFourthVouchingWithinTheWindowIsRefusedAndTakesNothing) {
  const std::string vera = person("vera");
  EXPECT_EQ(vouch(vera, day("2026-01-01")), "given");
  EXPECT_EQ(vouch(vera, day("2026-02-01")), "given");
  EXPECT_EQ(vouch(vera, day("2026-02-01")), "given");
  const std::string approval = proven(vera);
  EXPECT_EQ(give(statement(approval, day("2026-03-01"))), "quota-used");
  EXPECT_EQ(statements(), 3);
  // The case goes on from where it stood: the approval is still there.
  EXPECT_EQ(give(statement(approval, day("2026-05-01"))), "given");
}

TEST_P(Permits, FreeAgainOnDayOneHundredAndTwentyAndNotBefore) {
  const std::string vera = person("vera");
  const Day first = day("2028-01-15");  // 29 February is in between
  for (int i = 0; i < 3; ++i) EXPECT_EQ(vouch(vera, first), "given");
  EXPECT_EQ(vouch(vera, first + 119), "quota-used");
  EXPECT_EQ(vouch(vera, first + 120), "given");
}

TEST_P(Permits, EachWitnessHasTheirOwn) {
  for (const char* who : {"vera", "viggo"}) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(vouch(person(who), day("2026-11-24")), "given");
    EXPECT_EQ(vouch(person(who), day("2026-11-24")), "quota-used");
  }
}

TEST_P(Permits, AgreeWithTheRuleOnRandomHistories) {
  std::mt19937 random{7};
  std::uniform_int_distribution<int> step{0, 60};
  for (int who = 0; who < 6; ++who) {
    const std::string witness = person("witness " + std::to_string(who));
    std::vector<Day> given;
    Day on = day("2026-01-01");
    for (int i = 0; i < 25; ++i) {
      on += step(random);
      const bool may = witness::quota_on(on, given, quota.times, quota.days).left > 0;
      ASSERT_EQ(vouch(witness, on), may ? "given" : "quota-used") << who << " " << i;
      if (may) given.push_back(on);
    }
  }
}

TEST_P(Permits, AnotherQuotaJudgesTheSamePastByItsOwnNumbers) {
  const std::string vera = person("vera");
  const Day first = day("2026-01-01");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(vouch(vera, first + i), "given");
  desk::NewStatement next = statement(proven(vera), first + 10);
  next.quota = {.applies = true, .times = 5, .days = 120};
  EXPECT_EQ(give(next), "given");
  // Back to three: four are in the window, and only when two of them have left is there room.
  EXPECT_EQ(vouch(vera, first + 120), "quota-used");
  EXPECT_EQ(vouch(vera, first + 121), "given");
  next = statement(proven(vera), first + 125);
  next.quota = {.applies = true, .times = 3, .days = 110};
  EXPECT_EQ(give(next), "given");
  next = statement(proven(vera), first + 250);
  next.quota = {.applies = true, .times = 2, .days = 200};
  EXPECT_EQ(give(next), "quota-used");
}

TEST_P(Permits, AWithdrawnVouchingFreesItsPermit) {
  const std::string vera = person("vera");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(vouch(vera, day("2026-11-24")), "given");
  EXPECT_EQ(ledger().ask_withdrawal("s-a2", at_centre("officer-1"), "wrong case", now),
            desk::Withdrawing::asked);
  EXPECT_EQ(vouch(vera, day("2026-11-24")), "quota-used");
  EXPECT_EQ(ledger().agree_withdrawal("s-a2", at_centre("officer-3", "centre-2"), now),
            desk::Withdrawing::unknown);
  EXPECT_EQ(ledger().agree_withdrawal("s-a2", at_centre("officer-1"), now), desk::Withdrawing::same_officer);
  EXPECT_EQ(ledger().agree_withdrawal("s-a2", at_centre("officer-2"), now), desk::Withdrawing::withdrawn);
  EXPECT_EQ(vouch(vera, day("2026-11-24")), "given");
  EXPECT_EQ(vouch(vera, day("2026-11-24")), "quota-used");
  // The same wish again, by who has not heard the answer, is answered as it was, and changes nothing.
  EXPECT_EQ(ledger().agree_withdrawal("s-a2", at_centre("officer-2"), now), desk::Withdrawing::withdrawn);
  EXPECT_EQ(vouch(vera, day("2026-11-24")), "quota-used");
  EXPECT_EQ(ledger().agree_withdrawal("s-a2", at_centre("officer-3"), now), desk::Withdrawing::already);
  EXPECT_EQ(ledger().ask_withdrawal("s-a1", at_centre("officer-1"), "twice", now), desk::Withdrawing::asked);
  EXPECT_EQ(ledger().ask_withdrawal("s-a1", at_centre("officer-1"), "twice", now), desk::Withdrawing::asked);
  EXPECT_EQ(ledger().ask_withdrawal("s-a1", at_centre("officer-1"), "another", now),
            desk::Withdrawing::already);
  EXPECT_EQ(ledger().ask_withdrawal("s-a2", at_centre("officer-2"), "again", now),
            desk::Withdrawing::already);
  EXPECT_EQ(ledger().agree_withdrawal("s-a3", at_centre("officer-2"), now), desk::Withdrawing::not_asked);
  EXPECT_EQ(ledger().ask_withdrawal("s-nowhere", at_centre("officer-2"), "none", now),
            desk::Withdrawing::unknown);
}

TEST_P(Permits, SurviveReopening) {
  const std::string vera = person("vera");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(vouch(vera, day("2026-11-24")), "given");
  open_ledger();
  EXPECT_EQ(vouch(person("vera"), day("2026-11-24")), "quota-used");
}

}  // namespace skranke::test
