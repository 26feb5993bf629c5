// Generated cases with unknown facts: every part of the compiled policy's answer against the reference.
#include <gtest/gtest.h>

#include "property/compare.hpp"
#include "property/engine.hpp"
#include "reference/random_case.hpp"

namespace skranke::property {
namespace {

// A case is a function of its seed alone, so a failure can be looked at by itself.
void compare_cases(std::uint64_t first_seed, int cases, const reference::Shape& shape) {
  const Engine engine;
  for (int i = 0; i < cases; ++i) {
    reference::Dice dice(first_seed + static_cast<std::uint64_t>(i));
    const reference::Case which = reference::random_case(dice, shape);
    ASSERT_TRUE(same(which, engine.answer(which), reference::answer(which)));
    if (i % 4 != 0) continue;
    ASSERT_TRUE(same_advice(which, engine.advice(which), reference::advice(which)));
  }
}

TEST(UnknownFacts, CasesOfManyDocumentsWithFewUnknownFactsAreAnsweredAsByTheReference) {
  compare_cases(1'000'000, 25'000, {.documents_max = 5, .unknown_in_ten = 1});
}

TEST(UnknownFacts, CasesWithSeveralUnknownFactsAreAnsweredAsByTheReference) {
  compare_cases(2'000'000, 10'000, {.documents_max = 3, .unknown_in_ten = 3});
}

TEST(UnknownFacts, CasesWithHardlyAKnownFactAreAnsweredAsByTheReference) {
  compare_cases(3'000'000, 200, {.documents_max = 3, .unknown_in_ten = 8});
}

}  // namespace
}  // namespace skranke::property
