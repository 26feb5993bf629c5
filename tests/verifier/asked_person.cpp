#include "asked_person.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "questions/extract.hpp"
#include "questions/parse_toml.hpp"
#include "verifier/relations.hpp"

namespace skranke::test {

questions::Policy question_policy() {
  std::ifstream file{SKRANKE_SOURCE_DIR "/policies/questions/cpr-1.toml"};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  questions::Loaded loaded = questions::load(text, "cpr-1.toml");
  EXPECT_TRUE(loaded.policy);
  return std::move(loaded.policy.value());
}

std::optional<std::string> right_answer(const desk::AskedQuestion& asked, const cpr::Person& person,
                                        desk::PersonRegister& people, const questions::Roads& roads,
                                        const questions::Policy& policy) {
  const auto question = std::ranges::find(policy.templates, asked.id, &questions::Template::id);
  const auto relations = verifier::relations_of(person, people, base::day_from({2026, 11, 24}));
  if (question == policy.templates.end() || !relations) return std::nullopt;
  for (const questions::Slot& slot : questions::extract(question->fact, person, *relations, roads)) {
    if (slot.ordinal == asked.ordinal) return slot.answer;
  }
  return std::nullopt;
}

}  // namespace skranke::test
