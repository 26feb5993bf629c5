// Properties of the answer, each named as a sentence; they hold whatever the rules are.
#include <algorithm>

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include "property/compare.hpp"
#include "property/engine.hpp"
#include "reference/case_json.hpp"
#include "reference/random_case.hpp"

namespace skranke::property {
namespace {

namespace ref = reference;
using ref::Outcome;

// `check(which, dice)` for cases drawn from seeds; says which case it was that failed.
template <class Check>
void for_cases(std::uint64_t first_seed, int cases, const ref::Shape& shape, const Check& check) {
  for (int i = 0; i < cases; ++i) {
    ref::Dice dice(first_seed + static_cast<std::uint64_t>(i));
    const ref::Case which = ref::random_case(dice, shape);
    check(which, dice);
    if (testing::Test::HasFailure()) FAIL() << boost::json::serialize(ref::write_case(which));
  }
}

TEST(Properties, AddingADocumentNeverTurnsAcceptedIntoAnythingElse) {
  const Engine engine;
  int accepted = 0;
  for_cases(10'000, 8'000, {.documents_max = 4, .unknown_in_ten = 1}, [&](ref::Case which, ref::Dice& dice) {
    if (engine.answer(which).outcome != Outcome::accepted) return;
    ++accepted;
    which.documents.insert(which.documents.begin() + dice.roll(static_cast<int>(which.documents.size()) + 1),
                           ref::random_document(dice, which.visit, {}));
    EXPECT_EQ(engine.answer(which).outcome, Outcome::accepted);
  });
  EXPECT_GT(accepted, 1'000);
}

TEST(Properties, TheOrderOfTheDocumentsChangesNoVerdict) {
  const Engine engine;
  for_cases(20'000, 5'000, {.documents_max = 5, .unknown_in_ten = 2}, [&](ref::Case which, ref::Dice&) {
    const ref::Answer before = engine.answer(which);
    std::ranges::reverse(which.documents);
    const ref::Answer after = engine.answer(which);
    EXPECT_EQ(before.outcome, after.outcome);
    EXPECT_EQ(before.list, after.list);
    EXPECT_EQ(before.open_facts.size(), after.open_facts.size());
  });
}

TEST(Properties, FactsAreOpenExactlyWhereTheVerdictIsUndetermined) {
  const Engine engine;
  for_cases(30'000, 5'000, {.documents_max = 4, .unknown_in_ten = 3},
            [&](const ref::Case& which, ref::Dice&) {
              const ref::Answer answer = engine.answer(which);
              EXPECT_EQ(answer.open_facts.empty(), answer.outcome != Outcome::undetermined);
              for (const auto& [document, fact] : answer.open_facts) {
                EXPECT_FALSE(which.documents.at(document).facts[fact].has_value());
              }
            });
}

TEST(Properties, TheDocumentsUsedAreEnoughByThemselves) {
  const Engine engine;
  for_cases(40'000, 5'000, {.documents_max = 5, .unknown_in_ten = 1},
            [&](const ref::Case& which, ref::Dice&) {
              const ref::Answer answer = engine.answer(which);
              if (answer.used.empty()) return;
              ref::Case alone{which.visit, which.high_commissioner, {}};
              for (const std::size_t index : answer.used) alone.documents.push_back(which.documents[index]);
              EXPECT_EQ(answer.outcome, Outcome::accepted);
              EXPECT_EQ(engine.answer(alone).outcome, Outcome::accepted);
            });
}

TEST(Properties, AnsweringTheOpenFactsOneByOneEndsInAVerdictInsideWhatWasSaid) {
  const Engine engine;
  for_cases(50'000, 3'000, {.documents_max = 3, .unknown_in_ten = 3}, [&](ref::Case which, ref::Dice& dice) {
    ref::Answer before = engine.answer(which);
    for (int asked = 0; before.outcome == Outcome::undetermined; ++asked) {
      ASSERT_LT(asked, 30);
      const auto [document, fact] = dice.pick(before.open_facts);
      which.documents[document].facts[fact] = dice.pick(ref::values(fact, which.visit));
      const ref::Answer after = engine.answer(which);
      for (const auto& open : after.open_facts) {
        EXPECT_NE(std::ranges::find(before.open_facts, open), before.open_facts.end());
      }
      for (std::size_t i = 0; i < which.documents.size(); ++i) {
        EXPECT_EQ(after.lines[i] & ~before.lines[i], 0U) << "a line that was said not to be served";
        EXPECT_EQ(before.refused[i] & ~after.refused[i], 0) << "a reason that was said to be certain";
      }
      before = after;
    }
    // Whatever is still unknown was said not to matter.
    for (ref::Document& d : which.documents) {
      for (std::size_t f = 0; f < ref::fact_count; ++f) {
        if (!d.facts[f]) d.facts[f] = ref::random_value(dice, d.kind, static_cast<ref::Fact>(f), which.visit);
      }
    }
    EXPECT_EQ(engine.answer(which).outcome, before.outcome);
  });
}

// For each line a good document that serves it, with its CPR number on it.
std::vector<ref::Document> good_documents(ref::Date visit, bool high_commissioner) {
  std::vector<ref::Document> good(ref::line_names.size());
  for (std::size_t k = 0; k < ref::kind_names.size(); ++k) {
    ref::Document document{.kind = static_cast<ref::Kind>(k)};
    document.facts[ref::photo] = 1;
    document.facts[ref::cpr_number] = 1;
    document.facts[ref::temporary] = 0;
    document.facts[ref::name_matches] = 1;
    document.facts[ref::expires] = ref::never;
    for (const ref::Document& d : ref::completions(document, visit)) {
      const ref::Lines lines = ref::standing(d, visit, high_commissioner).lines;
      for (std::size_t line = 0; line < good.size(); ++line) {
        if ((lines >> line & 1U) != 0) good[line] = d;
      }
    }
  }
  return good;
}

TEST(Properties, AdviceMakesItAcceptedAndNoSetContainsAnother) {
  const Engine engine;
  int advised = 0;
  for_cases(60'000, 60, {.documents_max = 3, .unknown_in_ten = 1}, [&](const ref::Case& which, ref::Dice&) {
    const auto good = good_documents(which.visit, which.high_commissioner);
    const auto sets = engine.advice(which);
    EXPECT_EQ(sets.empty(), engine.answer(which).outcome == Outcome::accepted);
    for (const auto& set : sets) {
      ref::Case with = which;
      for (const std::size_t line : set) with.documents.push_back(good[line]);
      EXPECT_EQ(engine.answer(with).outcome, Outcome::accepted);
      ++advised;
      for (const auto& other : sets) {
        EXPECT_TRUE(&set == &other || !std::ranges::includes(set, other)) << "a set that contains another";
      }
    }
  });
  EXPECT_GT(advised, 1'000);
}

TEST(Properties, AdviceWithALimitIsTheBeginningOfAllAdvice) {
  const Engine engine;
  for_cases(70'000, 500, {.documents_max = 3, .unknown_in_ten = 1}, [&](const ref::Case& which, ref::Dice&) {
    auto all = engine.advice(which);
    for (const std::size_t limit : {0U, 1U, 6U, 20U}) {
      const auto some = engine.advice(which, limit);
      EXPECT_EQ(some.size(), std::min<std::size_t>(limit, all.size()));
      EXPECT_TRUE(std::ranges::equal(some, std::span(all).first(some.size())));
    }
  });
}

}  // namespace
}  // namespace skranke::property
