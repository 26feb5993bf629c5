// Every set of at most two fully known documents: the compiled policy against the reference.
//
// A fact has one value for each class that the clauses can tell apart (reference_test.cpp tests the classes).
// One document is tried with every value of every fact. For pairs, a fact that is found to change nothing
// about a kind keeps one value; pairs of the whole space are tried by a stride that falls on all of it.
#include <algorithm>
#include <array>
#include <iostream>
#include <map>

#include <gtest/gtest.h>

#include "policy/decide.hpp"
#include "property/compare.hpp"
#include "property/engine.hpp"

namespace skranke::property {
namespace {

namespace ref = reference;
constexpr ref::Date visit = 20240531;  // three months before it is a 29 February

// A document in both languages, and what the reference says of it alone.
struct Entry {
  ref::Document document;
  proofing::Document compiled;
  ref::Standing standing;
  ref::Reasons refused;
};

std::vector<ref::Document> whole_space() {
  std::vector<ref::Document> all;
  for (std::size_t k = 0; k < ref::kind_names.size(); ++k) {
    std::ranges::copy(ref::completions({.kind = static_cast<ref::Kind>(k)}, visit), std::back_inserter(all));
  }
  return all;
}

// Whether two values of the fact are told apart by anything that the clauses say of a document of the kind.
bool matters(ref::Kind kind, std::size_t fact, bool high_commissioner) {
  using Said = std::pair<ref::Standing, ref::Reasons>;
  std::vector<std::vector<Said>> by_value;
  for (const ref::Value value : ref::values(static_cast<ref::Fact>(fact), visit)) {
    ref::Document with{.kind = kind};
    with.facts[fact] = value;
    by_value.emplace_back();
    for (const ref::Document& d : ref::completions(with, visit)) {
      by_value.back().emplace_back(ref::standing(d, visit, high_commissioner),
                                   ref::reasons(d, visit, high_commissioner));
    }
  }
  return std::ranges::any_of(by_value, [&](const auto& column) { return column != by_value[0]; });
}

std::vector<ref::Document> space_that_matters(bool high_commissioner) {
  std::vector<ref::Document> all;
  for (std::size_t k = 0; k < ref::kind_names.size(); ++k) {
    ref::Document document{.kind = static_cast<ref::Kind>(k)};
    for (std::size_t f = 0; f < ref::fact_count; ++f) {
      if (matters(document.kind, f, high_commissioner)) continue;
      document.facts[f] = ref::values(static_cast<ref::Fact>(f), visit).back();
    }
    std::ranges::copy(ref::completions(document, visit), std::back_inserter(all));
  }
  return all;
}

std::vector<Entry> entries(const Engine& engine, const std::vector<ref::Document>& documents,
                           bool high_commissioner) {
  std::vector<Entry> all;
  all.reserve(documents.size());
  for (const ref::Document& d : documents) {
    all.push_back({.document = d,
                   .compiled = engine.document(d),
                   .standing = ref::standing(d, visit, high_commissioner),
                   .refused = ref::reasons(d, visit, high_commissioner)});
  }
  return all;
}

// The reference's answer about pairs depends on the two standings alone: it is worked out once for each two.
class PairAnswers {
 public:
  PairAnswers(const std::vector<Entry>& documents, bool high_commissioner) {
    std::map<ref::Standing, ref::Document> examples;
    for (const Entry& e : documents) examples.emplace(e.standing, e.document);
    for (const auto& [standing, document] : examples) standings_.push_back(standing);
    for (const auto& [first, one] : examples) {
      for (const auto& [second, other] : examples) {
        answers_.push_back(
            ref::answer({.visit = visit, .high_commissioner = high_commissioner, .documents = {one, other}}));
      }
    }
  }
  [[nodiscard]] std::size_t number(ref::Standing standing) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(standings_, standing) - standings_.begin());
  }
  [[nodiscard]] const ref::Answer& of(std::size_t first, std::size_t second) const {
    return answers_[first * standings_.size() + second];
  }

 private:
  std::vector<ref::Standing> standings_;
  std::vector<ref::Answer> answers_;
};

bool as_expected(const Engine& engine, const policy::Verdict& verdict, const ref::Answer& expected,
                 const Entry& first, const Entry& second) {
  const auto document_fits = [&](const policy::DocumentVerdict& given, const Entry& entry) {
    return engine.lines(given.serves) == entry.standing.lines && given.open == 0 &&
           engine.reasons(given.refused) == entry.refused;
  };
  return policy::name(verdict.outcome) == ref::outcome_names[static_cast<std::size_t>(expected.outcome)] &&
         engine.list(verdict) == expected.list && verdict.used_count == expected.used.size() &&
         std::equal(expected.used.begin(), expected.used.end(), verdict.used.begin()) &&
         document_fits(verdict.documents[0], first) && document_fits(verdict.documents[1], second);
}

void try_every_pair(bool high_commissioner) {
  const Engine engine;
  const auto all = entries(engine, space_that_matters(high_commissioner), high_commissioner);
  const PairAnswers answers(all, high_commissioner);
  std::vector<std::size_t> number;
  number.reserve(all.size());
  for (const Entry& e : all) number.push_back(answers.number(e.standing));
  const base::Day day = present(base::parse_day("2024-05-31"));
  std::array<proofing::Document, 2> documents;
  std::uint64_t sets = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    documents[0] = all[i].compiled;
    for (std::size_t j = i; j < all.size(); ++j, ++sets) {
      documents[1] = all[j].compiled;
      const policy::Verdict verdict = policy::decide(
          engine.program(), {.visit = day, .place = engine.place(high_commissioner), .documents = documents});
      if (as_expected(engine, verdict, answers.of(number[i], number[j]), all[i], all[j])) continue;
      const ref::Case which{visit, high_commissioner, {all[i].document, all[j].document}};
      FAIL() << same(which, engine.answer(which), ref::answer(which)).message();
    }
  }
  std::cout << "Pairs of " << all.size() << " documents: " << sets << " sets enumerated\n";
  testing::Test::RecordProperty("document_sets", std::to_string(sets));
}

TEST(Exhaustive, EveryPairOfKnownDocumentsAtCitizenServiceIsAnsweredAsByTheReference) {
  try_every_pair(false);
}

TEST(Exhaustive, EveryPairOfKnownDocumentsAtTheHighCommissionerIsAnsweredAsByTheReference) {
  try_every_pair(true);
}

TEST(Exhaustive, NoDocumentAndEverySingleKnownDocumentIsAnsweredAsByTheReference) {
  const Engine engine;
  const auto all = whole_space();
  std::uint64_t sets = 0;
  for (const bool high_commissioner : {false, true}) {
    ref::Case which{visit, high_commissioner, {}};
    ASSERT_TRUE(same(which, engine.answer(which), ref::answer(which)));
    which.documents.resize(1);
    for (const ref::Document& d : all) {
      which.documents[0] = d;
      ASSERT_TRUE(same(which, engine.answer(which), ref::answer(which)));
    }
    sets += 1 + all.size();
  }
  std::cout << "Sets of no or one document: " << sets << " enumerated\n";
}

TEST(Exhaustive, PairsByAStrideOverTheWholeSpaceInBothOrdersAreAnsweredAsByTheReference) {
  const Engine engine;
  const auto all = whole_space();
  constexpr std::uint64_t stride = 268'435'399;  // a prime, so that it falls on everything
  const std::uint64_t pairs = all.size() * all.size();
  std::uint64_t sets = 0;
  for (std::uint64_t pair = 0; pair < pairs; pair += stride / 1024, ++sets) {
    const ref::Case which{visit, sets % 2 == 1, {all[pair / all.size()], all[pair % all.size()]}};
    ASSERT_TRUE(same(which, engine.answer(which), ref::answer(which)));
  }
  std::cout << "Pairs by stride: " << sets << " of " << pairs << " sets enumerated\n";
}

// One document for each kind and standing: advice depends on nothing else.
TEST(Exhaustive, AdviceForEveryTwoKindsAndStandingsIsThatOfTheReference) {
  const Engine engine;
  std::uint64_t sets = 0;
  for (const bool high_commissioner : {false, true}) {
    std::map<std::pair<ref::Kind, ref::Standing>, ref::Document> examples;
    for (const ref::Document& d : space_that_matters(high_commissioner)) {
      examples.emplace(std::pair{d.kind, ref::standing(d, visit, high_commissioner)}, d);
    }
    for (auto one = examples.begin(); one != examples.end(); ++one) {
      for (auto other = one; other != examples.end(); ++other, ++sets) {
        ref::Case which{visit, high_commissioner, {one->second}};
        if (one != other) which.documents.push_back(other->second);
        ASSERT_TRUE(same_advice(which, engine.advice(which), ref::advice(which)));
      }
    }
  }
  std::cout << "Sets advised: " << sets << '\n';
}

}  // namespace
}  // namespace skranke::property
