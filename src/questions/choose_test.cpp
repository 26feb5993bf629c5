// Weights, chances and the choice of questions, against slower and plainer reckoning.
#include "questions/choose.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "questions/lot.hpp"

namespace skranke::questions {
namespace {

TEST(Weights, LogarithmsAreNeverAboveTheTruthAndCloseToIt) {
  Lot lot{3};
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t a = 1 + lot.below(999'999);
    const std::uint64_t b = 1 + lot.below(999'999);
    const double exact = std::log2(static_cast<double>(a) / static_cast<double>(b)) * one_bit;
    EXPECT_LE(static_cast<double>(log2_down(a, b)), exact + 1e-6);
    EXPECT_GT(static_cast<double>(log2_down(a, b)), exact - 8 - 1);
  }
  EXPECT_EQ(log2_down(8, 1), 3 * one_bit);
  EXPECT_EQ(log2_down(1, 8), -3 * one_bit);
  EXPECT_GE(static_cast<double>(log2_up(100)), std::log2(100.0) * one_bit);
}

// The heart of the bound: an impostor's expected factor is at most 1, for every p and q, after rounding.
TEST(Weights, AnImpostorsExpectedFactorIsNeverAboveOne) {
  for (Millionths p = 10'000; p < certain; p += 10'000) {
    for (Millionths q = p + 10'000; q < certain; q += 10'000) {
      const Weight weight = weight_of(p, q);
      const double factor = p / 1e6 * std::exp2(static_cast<double>(weight.right) / one_bit) +
                            (1 - p / 1e6) * std::exp2(static_cast<double>(weight.wrong) / one_bit);
      EXPECT_LE(factor, 1 + 1e-12) << p << " " << q;
      EXPECT_GT(factor, 0.9998) << p << " " << q;
    }
  }
}

TEST(Weights, AnImpostorWhoIsRightWithChancePPassesAtMostOnceInA) {
  Lot lot{9};
  for (const std::uint32_t at_least : {2U, 10U, 100U, 1000U}) {
    for (int i = 0; i < 300; ++i) {
      std::vector<Turn> turns;
      for (std::uint32_t k = 0; k < 1 + lot.below(10); ++k) {
        const Millionths p = 50'000 + lot.below(500'000);
        const Millionths q = std::min<Millionths>(990'000, p + 10'000 + lot.below(certain - p));
        turns.push_back({.weight = weight_of(p, q), .chance = p});
      }
      // chance_to_reach rounds down by less than a millionth.
      EXPECT_LE(chance_to_reach(turns, 0, log2_up(at_least)) + 1, certain / at_least + 1);
      EXPECT_LE(chance_to_reach(turns, -one_bit, log2_up(at_least)), certain / at_least / 2);
    }
  }
}

// Enumerates all answers.
double plainly(const std::vector<Turn>& turns, Bits start, Bits threshold) {
  double all = 0;
  for (std::size_t answers = 0; answers < (1ULL << turns.size()); ++answers) {
    double chance = 1;
    Bits score = start;
    bool reached = score >= threshold;
    for (std::size_t i = 0; i < turns.size(); ++i) {
      const bool is_right = (answers >> i & 1U) != 0;
      chance *= is_right ? turns[i].chance / 1e6 : 1 - turns[i].chance / 1e6;
      score += is_right ? turns[i].weight.right : turns[i].weight.wrong;
      reached = reached || score >= threshold;
    }
    if (reached) all += chance;
  }
  return all;
}

TEST(Chances, AreThoseOfAllAnswersCounted) {
  Lot lot{4};
  for (int i = 0; i < 200; ++i) {
    std::vector<Turn> turns;
    for (std::uint32_t k = 0; k < 1 + lot.below(9); ++k) {
      const Millionths p = 100'000 + lot.below(400'000);
      turns.push_back({.weight = weight_of(p, 900'000), .chance = 600'000 + lot.below(399'999)});
    }
    const Bits start = -static_cast<Bits>(lot.below(200'000));
    const Bits threshold = static_cast<Bits>(lot.below(500'000));
    EXPECT_NEAR(chance_to_reach(turns, start, threshold) / 1e6, plainly(turns, start, threshold), 2e-6);
  }
}

TEST(Chances, OfCountingAreThePublishedOnes) {
  const auto of = [](Millionths chance, std::size_t right, std::size_t count) {
    return chance_to_count(std::vector<Turn>(count, Turn{.weight = {}, .chance = chance}), right) / 1e6;
  };
  EXPECT_NEAR(of(350'000, 2, 4), 0.437, 0.0005);
  EXPECT_NEAR(of(600'000, 2, 4), 0.821, 0.0005);
  EXPECT_NEAR(of(900'000, 2, 4), 0.996, 0.0005);
  EXPECT_NEAR(of(350'000, 3, 4), 0.1265, 0.0005);
}

struct Made {
  std::vector<Template> templates;
  std::vector<Candidate> candidates;
  std::vector<const Candidate*> pointers;
  std::vector<Bits> gains;
};

Made made(Lot& lot, std::size_t count) {
  Made made;
  made.templates.resize(count);
  made.candidates.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    made.templates[i].strength = lot.below(3) == 0 ? Class::weak : Class::medium;
    made.candidates[i].question = &made.templates[i];
    made.candidates[i].gain = 1 + lot.below(20);
    for (std::uint32_t k = 0; k < 1 + lot.below(2); ++k) made.candidates[i].topics.push_back(lot.below(7));
  }
  std::ranges::sort(made.candidates, std::greater{}, &Candidate::gain);
  for (const Candidate& candidate : made.candidates) {
    made.pointers.push_back(&candidate);
    made.gains.push_back(candidate.gain);
  }
  return made;
}

// The best sum by trying every set; -1 if there is none.
Bits best_by_trying(const Made& made, std::size_t count, std::size_t weak_max) {
  Bits best = -1;
  for (std::size_t set = 0; set < (1ULL << made.candidates.size()); ++set) {
    Bits sum = 0;
    std::size_t size = 0;
    std::size_t weak = 0;
    std::vector<std::uint64_t> topics;
    for (std::size_t i = 0; i < made.candidates.size(); ++i) {
      if ((set >> i & 1U) == 0) continue;
      const Candidate& one = made.candidates[i];
      ++size;
      sum += one.gain;
      weak += one.question->strength == Class::weak ? 1 : 0;
      std::vector<std::uint64_t> own = one.topics;
      std::ranges::sort(own);
      own.erase(std::unique(own.begin(), own.end()), own.end());
      topics.insert(topics.end(), own.begin(), own.end());
    }
    std::ranges::sort(topics);
    const bool is_disjoint = std::ranges::adjacent_find(topics) == topics.end();
    if (size == count && weak <= weak_max && is_disjoint) best = std::max(best, sum);
  }
  return best;
}

TEST(Choose, FindsTheLargestSumThatThereIs) {
  Lot lot{8};
  for (int i = 0; i < 300; ++i) {
    const Made all = made(lot, 1 + lot.below(11));
    const std::size_t count = 1 + lot.below(4);
    const std::size_t weak_max = lot.below(3);
    const auto chosen = choose(all.pointers, all.gains, count, weak_max);
    Bits sum = chosen.empty() ? -1 : 0;
    for (const std::size_t index : chosen) sum += all.gains[index];
    EXPECT_EQ(sum, best_by_trying(all, count, weak_max));
  }
}

}  // namespace
}  // namespace skranke::questions
