// The dialogue: asking for the fact that next_question names until the verdict is certain.
#include <algorithm>
#include <array>
#include <map>

#include <gtest/gtest.h>

#include "property/engine.hpp"
#include "reference/random_case.hpp"

namespace skranke::property {
namespace {

namespace ref = reference;

ref::Case with(ref::Case which, std::size_t document, ref::Fact fact, ref::Value value) {
  which.documents[document].facts[fact] = value;
  return which;
}

TEST(Dialogue, AsksOnlyOpenFactsAndEnds) {
  const Engine engine;
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    ref::Dice dice(80'000 + seed);
    ref::Case which = ref::random_case(dice, {.documents_max = 4, .unknown_in_ten = 4});
    for (int asked = 0;; ++asked) {
      ASSERT_LT(asked, 40);
      const auto open = engine.answer(which).open_facts;
      const auto question = engine.next_question(which);
      ASSERT_EQ(question.has_value(), !open.empty());
      if (!question) break;
      ASSERT_NE(std::ranges::find(open, *question), open.end());
      which =
          with(which, question->first, question->second,
               ref::random_value(dice, which.documents[question->first].kind, question->second, which.visit));
    }
  }
}

// How many questions are needed about a case in the worst case: by the best choice of questions (tried
// by brute force), and by next_question. Facts that are not open are never worth a question: their
// answers can't change the verdict, and an open fact stays open until something open is answered.
class Questions {
 public:
  explicit Questions(const Engine& engine) : engine_(engine) {}

  int fewest(const ref::Case& which) {
    return remembered(fewest_, which, [&] {
      int best = -1;
      for (const auto& [document, fact] : engine_.answer(which).open_facts) {
        int worst = 0;
        for (const ref::Value value : ref::values(fact, which.visit)) {
          worst = std::max(worst, 1 + fewest(with(which, document, fact, value)));
        }
        if (best < 0 || worst < best) best = worst;
      }
      return std::max(best, 0);
    });
  }

  int asked(const ref::Case& which) {
    return remembered(asked_, which, [&] {
      const auto question = engine_.next_question(which);
      int worst = 0;
      if (!question) return worst;
      for (const ref::Value value : ref::values(question->second, which.visit)) {
        worst = std::max(worst, 1 + asked(with(which, question->first, question->second, value)));
      }
      return worst;
    });
  }

 private:
  using Key = std::vector<std::pair<ref::Kind, std::array<std::optional<ref::Value>, ref::fact_count>>>;
  using Memory = std::map<Key, int>;

  template <class Count>
  static int remembered(Memory& memory, const ref::Case& which, const Count& count) {
    Key key;
    for (const ref::Document& d : which.documents) key.emplace_back(d.kind, d.facts);
    if (const auto found = memory.find(key); found != memory.end()) return found->second;
    const int result = count();
    memory.emplace(std::move(key), result);
    return result;
  }

  const Engine& engine_;
  Memory fewest_, asked_;
};

TEST(Dialogue, NeedsNoMoreQuestionsAboutOneDocumentThanTheBestPossible) {
  const Engine engine;
  for (const bool high_commissioner : {false, true}) {
    Questions questions(engine);
    std::map<int, int> counts;
    for (std::size_t k = 0; k < ref::kind_names.size(); ++k) {
      const ref::Case which{20260531, high_commissioner, {{.kind = static_cast<ref::Kind>(k)}}};
      const int fewest = questions.fewest(which);
      EXPECT_EQ(questions.asked(which), fewest) << ref::kind_names[k];
      ++counts[fewest];
    }
    EXPECT_GT(counts.size(), 1U) << "nothing was asked";
  }
}

// Starting from a document of which something is known already.
TEST(Dialogue, NeedsNoMoreQuestionsFromAnywhereThanTheBestPossible) {
  const Engine engine;
  std::array<Questions, 2> questions{Questions(engine), Questions(engine)};  // by place
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    ref::Dice dice(90'000 + seed);
    ref::Document document{
        .kind = dice.pick(std::vector{ref::Kind::driving_licence, ref::Kind::passport,
                                      ref::Kind::residence_permit, ref::Kind::foreign_ministry_id_card})};
    for (std::size_t f = 0; f < ref::fact_count; ++f) {
      if (dice.one_in(4)) document.facts[f] = dice.pick(ref::values(static_cast<ref::Fact>(f), 20260531));
    }
    const bool high_commissioner = dice.one_in(2);
    const ref::Case which{20260531, high_commissioner, {document}};
    Questions& here = questions[high_commissioner ? 1 : 0];
    EXPECT_EQ(here.asked(which), here.fewest(which))
        << ref::kind_names[static_cast<std::size_t>(document.kind)];
  }
}

}  // namespace
}  // namespace skranke::property
