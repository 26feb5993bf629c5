// The reference's own assumptions: that its classes of values are the right ones, and a few answers by hand.
#include "reference/reference.hpp"

#include <algorithm>
#include <bit>

#include <gtest/gtest.h>

#include "reference/random_case.hpp"

namespace skranke::reference {
namespace {

// The value of values() that stands for this one: the clauses say the same of both.
Value representative(Fact fact, Value value, Date visit) {
  const auto classes = values(fact, visit);
  if (fact == expires) return value < visit ? classes[0] : classes[1];
  if (std::ranges::find(classes, value) != classes.end()) return value;
  if (fact == issuer) return country("SE");
  if (fact == income_year) return visit / 10000 - 2;
  // Issued: three calendar months back, found by walking the calendar day by day and not by arithmetic
  // on months: the same day of the month, or the last day where that month is shorter.
  Date edge = visit;
  int months = 0;
  for (Date next = plus_days(edge, -1); months < 3; next = plus_days(edge, -1)) {
    if (next / 100 != edge / 100) ++months;
    edge = next;
  }
  while (edge % 100 > visit % 100) edge = plus_days(edge, -1);
  return value < edge ? classes[0] : value <= visit ? classes[1] : classes[2];
}

TEST(Reference, AnyValueDecidesLikeTheOneThatStandsForItsClass) {
  Dice dice(20260531);
  for (int i = 0; i < 50'000; ++i) {
    const Date visit = random_visit(dice);
    const bool high_commissioner = dice.one_in(2);
    const Document concrete = random_document(dice, visit, {.unknown_in_ten = 0});
    Document abstract = concrete;
    for (std::size_t f = 0; f < fact_count; ++f) {
      const auto fact = static_cast<Fact>(f);
      abstract.facts[f] = representative(fact, concrete[fact], visit);
    }
    ASSERT_EQ(standing(concrete, visit, high_commissioner), standing(abstract, visit, high_commissioner));
    ASSERT_EQ(reasons(concrete, visit, high_commissioner), reasons(abstract, visit, high_commissioner));
  }
}

TEST(Reference, EveryClassOfAFactIsToldFromEveryOtherOneSomewhere) {
  const Date visit = 20260531;
  for (std::size_t f = 0; f < fact_count; ++f) {
    const auto fact = static_cast<Fact>(f);
    const auto classes = values(fact, visit);
    for (std::size_t v = 0; v < classes.size(); ++v) {
      for (std::size_t w = v + 1; w < classes.size(); ++w) {
        // The two authorities of line A5 mean the same, and are kept apart only because they are named.
        if (fact == authority && classes[w] != other_authority) continue;
        bool differs = false;
        for (std::size_t k = 0; k < kind_names.size() && !differs; ++k) {
          Document one{.kind = static_cast<Kind>(k)};
          one.facts[f] = classes[v];
          Document other = one;
          other.facts[f] = classes[w];
          const auto ones = completions(one, visit), others = completions(other, visit);
          for (std::size_t i = 0; i < ones.size() && !differs; ++i) {
            differs = standing(ones[i], visit, true) != standing(others[i], visit, true) ||
                      reasons(ones[i], visit, true) != reasons(others[i], visit, true);
          }
        }
        EXPECT_TRUE(differs) << fact_names[f] << ' ' << classes[v] << ' ' << classes[w];
      }
    }
  }
}

TEST(Reference, ADocumentThatServesNowhereAlwaysHasAReason) {
  for (const bool high_commissioner : {false, true}) {
    for (std::size_t k = 0; k < kind_names.size(); ++k) {
      for (const Document& d : completions({.kind = static_cast<Kind>(k)}, 20260531)) {
        const bool serves = standing(d, 20260531, high_commissioner).lines != 0;
        ASSERT_EQ(serves, reasons(d, 20260531, high_commissioner) == 0) << kind_names[k];
      }
    }
  }
}

TEST(Reference, EveryLineIsServedBySomeDocument) {
  Lines served = 0;
  for (std::size_t k = 0; k < kind_names.size(); ++k) {
    for (const Standing s : standings({.kind = static_cast<Kind>(k)}, 20260531, true)) served |= s.lines;
  }
  EXPECT_EQ(std::popcount(served), static_cast<int>(line_names.size()));
}

TEST(Reference, NoMinimalAdviceHasThreeLines) {
  Dice dice(3);
  for (int i = 0; i < 150; ++i) {
    const Case which = random_case(dice, {.documents_max = 3, .unknown_in_ten = 1});
    ASSERT_EQ(advice(which, 3), advice(which, 2));
  }
}

}  // namespace
}  // namespace skranke::reference
