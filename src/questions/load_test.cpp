// The policy of register questions: its file, its texts, and what it has to know of documents.
#include <algorithm>
#include <set>

#include "questions/testing.hpp"

namespace skranke::questions {
namespace {

std::string file(const std::string& path) {
  std::ifstream in{std::string{SKRANKE_SOURCE_DIR "/"} + path};
  return {std::istreambuf_iterator<char>{in}, {}};
}

struct Mistake {
  const char* name;
  const char* passage;
  const char* replacement;
  const char* says;
};
void PrintTo(const Mistake& mistake, std::ostream* out) {  // NOLINT(readability-identifier-naming)
  *out << mistake.name;
}

class EveryQuestionMistake : public testing::TestWithParam<Mistake> {};

TEST_P(EveryQuestionMistake, IsFoundAtItsPlace) {
  const Mistake& mistake = GetParam();
  std::string text = policy_text();
  const std::size_t at = text.find(mistake.passage);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string_view{mistake.passage}.size(), mistake.replacement);
  const Loaded loaded = load(text, "cpr-1.toml");
  EXPECT_FALSE(loaded.policy.has_value());
  ASSERT_FALSE(loaded.findings.empty());
  EXPECT_TRUE(std::ranges::any_of(loaded.findings, [&](const base::Finding& finding) {
    return finding.where.line > 0 && finding.text.find(mistake.says) != std::string::npos;
  })) << to_string(loaded.findings.front());
}

INSTANTIATE_TEST_SUITE_P(
    Load, EveryQuestionMistake,
    testing::Values(
        Mistake{"not_toml", "[score]", "[score", "not TOML"},
        Mistake{"unknown_key", "weak_max = 1", "weak_max = 1\nweaker_max = 1", "unknown key \"weaker_max\""},
        Mistake{"no_mode", "mode = \"score\"\n", "", "no \"mode\""},
        Mistake{"unknown_mode", "mode = \"score\"", "mode = \"guess\"", "expected one of: score count"},
        Mistake{"threshold_of_one", "at_least = 100", "at_least = 1", "a whole number from 2"},
        Mistake{"floor_of_nothing", "weak = 50", "weak = 0", "a whole number from 1"},
        Mistake{"unknown_fact", "fact = \"wedding-day\"", "fact = \"shoe-size\"", "\"shoe-size\" is unknown"},
        Mistake{"unknown_class", "class = \"weak\"", "class = \"feeble\"", "\"feeble\" is unknown"},
        Mistake{"certain_memory", "q = 96", "q = 100", "a whole number from 1 to 99"},
        Mistake{"memory_below_the_floor", "q = 96", "q = 20", "q is not above the floor of p"},
        Mistake{"unseen_subject", "subjects = [\"former-homes\"]", "subjects = [\"shoes\"]",
                "no document shows"},
        Mistake{"choice_of_text", "answer = \"text\"", "answer = \"text\"\noptions = 4", "can be a choice"},
        Mistake{"year_as_text", "answer = \"year\"\ncompare = \"number\"",
                "answer = \"year\"\ncompare = \"road-name\"", "expected \"day-month\""},
        Mistake{"no_topic", "topics = [\"birth\"]", "topics = []", "has no topic"},
        Mistake{"twice", "id = \"older-road\"", "id = \"previous-road\"", "stands twice"},
        Mistake{"kind_twice", "kind = \"passport\"", "kind = \"health-card\"", "stands twice"},
        Mistake{"last_before_first", "first = 4\nlast = 6", "first = 4\nlast = 2", "not below first"},
        Mistake{"fewer_than_least", "questions_max = 12", "questions_max = 3", "not below questions_min"},
        Mistake{"unknown_attacker", "knows = { public = 20,", "knows = { publik = 20,",
                "unknown key \"publik\""}),
    [](const auto& test) { return std::string{test.param.name}; });

TEST(LoadQuestions, EveryKindOfTheDocumentPolicyIsKnown) {
  const std::string documents = file("policies/mitid/2024-01-01.toml");
  std::set<std::string> kinds;
  const std::string kind = "[[kind]]\nid = \"";
  for (std::size_t at = 0; (at = documents.find(kind, at)) != std::string::npos;) {
    at += kind.size();
    kinds.insert(documents.substr(at, documents.find('"', at) - at));
  }
  ASSERT_GT(kinds.size(), 10U);
  std::set<std::string> known;
  for (const ShownBy& document : policy().documents) known.insert(document.kind);
  EXPECT_EQ(known, kinds);
}

TEST(LoadQuestions, EveryQuestionHasATextThatNamesNobody) {
  for (const char* language : {"locales/en.json", "locales/da.json"}) {
    const std::string texts = file(language);
    for (const Template& question : policy().templates) {
      const std::string key = "\"question." + question.id + "\": \"";
      const std::size_t at = texts.find(key);
      ASSERT_NE(at, std::string::npos) << language << " " << question.id;
      std::string text = texts.substr(at + key.size(), texts.find('"', at + key.size()) - at - key.size());
      const std::size_t ordinal = text.find("{ordinal}");
      EXPECT_EQ(ordinal != std::string::npos, question.last_slot > 1) << question.id;
      if (ordinal != std::string::npos) text.erase(ordinal, 9);
      EXPECT_EQ(text.find('{'), std::string::npos) << text;
    }
  }
}

TEST(LoadQuestions, WhatIsPublicIsNeverAboveP) {
  for (const Template& question : policy().templates) {
    EXPECT_LT(question.knows[1], certain / 2) << question.id;
    EXPECT_GT(question.q, question.p_min) << question.id;
    EXPECT_EQ(question.knows[0], 0U);
  }
}

}  // namespace
}  // namespace skranke::questions
