// Eligibility against brute force: the calendar of the standard library, and counting day by day. Long, so it
// runs without sanitizers.
#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "policy/testing.hpp"
#include "witness/eligibility.hpp"

namespace skranke::witness {
namespace {

using base::Day;

Day day(const char* text) { return *base::parse_day(text); }

bool oracle_is_of_age(Day born, Day visit, int years) {
  using namespace std::chrono;
  const year_month_day birth{sys_days{std::chrono::days{born}}};
  int birthdays = 0;
  for (sys_days each{std::chrono::days{born + 1}}; each <= sys_days{std::chrono::days{visit}};
       each += std::chrono::days{1}) {
    const year_month_day date{each};
    const bool is_leap_child = birth.month() == February && birth.day() == std::chrono::day{29};
    const bool is_substitute =
        is_leap_child && !date.year().is_leap() && date.month() == March && date.day() == std::chrono::day{1};
    if ((date.month() == birth.month() && date.day() == birth.day()) || is_substitute) ++birthdays;
  }
  return birthdays >= years;
}

bool oracle_may_vouch(const std::vector<Day>& earlier, Day on) {
  int counted = 0;
  for (Day each = on - 119; each <= on; ++each)
    counted += static_cast<int>(std::ranges::count(earlier, each));
  return counted < 3;
}

TEST(EligibilityOracle, AgreesWithOneThatCountsBirthdays) {
  std::mt19937_64 random{20261124};
  std::uniform_int_distribution<Day> any{day("1899-01-01"), day("2040-12-31")};
  std::uniform_int_distribution<Day> near{-400, 400};
  for (int i = 0; i < 3000; ++i) {
    Day born = any(random);
    if (i % 3 == 0) born = base::day_from({.year = 1904 + 4 * (i % 34), .month = 2, .day = 29});
    const Day visit = day_of_age(born, 18) + near(random) / (i % 2 == 0 ? 200 : 1);
    ASSERT_EQ(visit >= day_of_age(born, 18), oracle_is_of_age(born, visit, 18))
        << base::format_day(born) << " on " << base::format_day(visit);
  }
}

TEST(EligibilityOracle, AgreesWithBruteForceOnAMillionRandomDates) {
  std::mt19937_64 random{42};
  std::uniform_int_distribution<Day> any{day("2000-01-01"), day("2035-12-31")};
  std::uniform_int_distribution<int> back{0, 250};
  std::uniform_int_distribution<int> some{0, 6};
  const std::vector<proofing::Document> documents{policy::good_document(policy::mitid(), "passport", "DK")};
  for (int i = 0; i < 1'000'000; ++i) {
    const Day visit = any(random);
    std::vector<Day> earlier(static_cast<std::size_t>(some(random)));
    for (Day& each : earlier) each = visit - back(random) % (i % 2 == 0 ? 125 : 250);
    const int mitid_days = back(random) % 40;
    const int age_days = back(random) % 5 - 2;
    // The 18th birthday is `age_days` before the visit; the 28th of February comes from both the 28th and
    // 29th.
    const auto birthday = base::date_from(visit - age_days);
    const Day born = base::day_from(
        {.year = birthday.year - 18,
         .month = birthday.month,
         .day = std::min(birthday.day, base::days_in_month(birthday.year - 18, birthday.month))});
    const auto born_date = base::date_from(born);
    const bool is_of_age = born_date.day == birthday.day
                               ? age_days >= 0
                               : age_days + 1 >= 0;  // 29 February had no such day then
    Witness witness{.born = born, .mitid_since = visit - mitid_days, .mitid_present = true};
    witness.earlier = earlier;
    const auto found =
        judge(policy::mitid_edition(), witness, {.visit = visit, .place = 0, .documents = documents});
    const bool may_vouch = oracle_may_vouch(earlier, visit);
    Reasons expected = 0;
    if (!is_of_age) expected |= bit(Reason::too_young);
    if (mitid_days <= 30) expected |= bit(Reason::mitid_too_new);
    if (!may_vouch) expected |= bit(Reason::quota_used);
    ASSERT_EQ(found.refused, expected) << i;
    ASSERT_EQ(found.outcome, expected == 0 ? Outcome::eligible : Outcome::not_eligible) << i;
    Day next = visit;
    while (!oracle_may_vouch(earlier, next)) ++next;
    ASSERT_EQ(found.next_day, may_vouch ? std::nullopt : std::optional{next}) << i;
  }
}

}  // namespace
}  // namespace skranke::witness
