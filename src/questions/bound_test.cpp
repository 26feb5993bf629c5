// An impostor ever passes with a chance of at most 1/A: lives with any number of questions.
//
// The register of one person runs out after a session or two, so the bound is put to the test here where it
// doesn't: sessions go on until the score is hopeless, the impostor is right with exactly the chance p, and
// true persons come in between.
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "questions/testing.hpp"

namespace skranke::questions {
namespace {

constexpr int lives = 200'000;
constexpr double hopeless = -20.0 * one_bit;  // below it less than a millionth of 1/A is left

Session session_of(Lot& lot, Bits start, const Policy& rules) {
  Session session{.mode = Mode::score, .start = start, .threshold = rules.threshold};
  const std::uint32_t count = 1 + lot.below(9);
  for (std::uint32_t i = 0; i < count; ++i) {
    Question question;
    question.key = lot.next();
    question.p = 150'000 + lot.below(350'000);
    question.q = 820'000 + lot.below(170'000);
    question.weight = weight_of(question.p, question.q);
    session.questions.push_back(std::move(question));
  }
  return session;
}

// Whether this session passes.
bool run(const Policy& rules, Ledger& ledger, Lot& lot, bool is_impostor, bool walks_away) {
  const Session session = session_of(lot, ledger.score, rules);
  ledger = begin(rules, session, ledger, 0);
  ledger.asked.clear();
  std::array<bool, questions_limit> right{};
  std::size_t answered = 0;
  Bits score = session.start;
  for (const Question& question : session.questions) {
    right[answered] = lot.happens(is_impostor ? question.p : question.q);
    score += right[answered] ? question.weight.right : question.weight.wrong;
    ++answered;
    if (walks_away && score < session.start) break;
  }
  const Concluded concluded = conclude(rules, session, std::span{right}.first(answered), ledger, 0);
  ledger = concluded.ledger;
  return concluded.passed;
}

double ever_passes(bool has_visits_between, bool walks_away) {
  Policy rules;
  rules.at_least = 100;
  rules.threshold = log2_up(100);
  Lot lot{17};
  int passed = 0;
  for (int life = 0; life < lives; ++life) {
    Ledger ledger;
    for (int visit = 0; visit < 30 && static_cast<double>(ledger.score) > hopeless; ++visit) {
      if (has_visits_between && visit % 2 == 1) {
        static_cast<void>(run(rules, ledger, lot, false, false));
      } else if (run(rules, ledger, lot, true, walks_away)) {
        ++passed;
        break;
      }
    }
  }
  return static_cast<double>(passed) / lives;
}

double most() { return 0.01 + 3 * std::sqrt(0.01 * 0.99 / lives); }

TEST(Bound, AnImpostorWithAnyNumberOfAttemptsEverPassesAtMostOnceInA) {
  const double rate = ever_passes(false, false);
  EXPECT_LE(rate, most());
  EXPECT_GT(rate, 0.002);  // or else nothing was put to the test
}

TEST(Bound, TheTruePersonsVisitsInBetweenGiveTheImpostorNothing) {
  EXPECT_LE(ever_passes(true, false), most());
}

TEST(Bound, WalkingAwayGivesTheImpostorNothing) { EXPECT_LE(ever_passes(false, true), most()); }

// The other side: were p's floor 0, who guesses the most common answer and knows what is public would pass
// more often than the bound allows.
TEST(Bound, WithoutTheFloorsOfPTheBoundBreaks) {
  const auto rate = [](Millionths believed, Millionths true_chance) {
    std::vector<Weight> weights(8, weight_of(believed, 930'000));
    Lot lot{5};
    int passed = 0;
    for (int life = 0; life < 20'000; ++life) {
      Bits score = 0;
      bool reached = false;
      for (const Weight& weight : weights) {
        score += lot.happens(true_chance) ? weight.right : weight.wrong;
        reached = reached || score >= log2_up(100);
      }
      if (reached) ++passed;
    }
    return passed / 20'000.0;
  };
  EXPECT_LE(rate(250'000, 250'000), 0.013);
  EXPECT_GT(rate(20'000, 250'000), 0.03);
}

}  // namespace
}  // namespace skranke::questions
