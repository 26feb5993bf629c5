// The one place that knows the expected answers: draws the questions of a session, takes the answers, and
// tells one outcome at the end.
//
// PRIVACY: answers and what is expected live in this process's memory, and nowhere else. Recording an answer
// looks at nothing but its length, so neither the bytes nor the time of the reply depend on whether it is
// right: grading happens at the end, for all answers together. SPEC: docs/questions.md, "Blind".
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "desk/port/person_register.hpp"
#include "desk/port/question_verifier.hpp"
#include "questions/draw.hpp"
#include "questions/policy.hpp"
#include "questions/roads.hpp"
#include "questions/shares.hpp"
#include "verifier/port/question_store.hpp"

namespace skranke::verifier {

// What changes from run to run, as arguments.
struct Surroundings {
  std::function<questions::Minutes()> now;  // UTC
  std::function<base::Day()> today;         // of the policy's time zone
  std::function<std::uint64_t()> draw;      // unpredictable: from the operating system
};

class Verifier final : public desk::QuestionVerifier {
 public:
  // What is referred to outlives the verifier. Not safe for calls at the same time.
  Verifier(const questions::Policy& policy, const questions::Roads& roads, const questions::Shares& shares,
           desk::PersonRegister& people, QuestionStore& store, Surroundings surroundings);

  [[nodiscard]] base::Result<bool> feasible(const desk::QuestionCase& about) override;
  [[nodiscard]] base::Result<desk::OpenedQuestions> open(const desk::QuestionCase& about) override;
  [[nodiscard]] base::Result<void> answer(const std::string& session, std::size_t question,
                                          const base::PersonalText& text) override;
  [[nodiscard]] base::Result<bool> conclude(const std::string& session) override;

  [[nodiscard]] std::size_t open_sessions() const { return sessions_.size(); }

 private:
  struct Running {
    questions::Session session;
    std::vector<base::PersonalText> answers;
    std::string person_id;
    std::string case_id;
    questions::Minutes opened = 0;
    questions::Minutes last = 0;
  };

  [[nodiscard]] Running* find(const std::string& session);
  void forget_old();
  [[nodiscard]] std::string new_id();
  [[nodiscard]] base::Result<desk::OpenedQuestions> draw_and_spend(const desk::QuestionCase& about,
                                                                   const desk::Found& found);

  const questions::Policy& policy_;
  const questions::Roads& roads_;
  const questions::Shares& shares_;
  desk::PersonRegister& people_;
  QuestionStore& store_;
  Surroundings surroundings_;
  std::map<std::string, Running, std::less<>> sessions_;
};

}  // namespace skranke::verifier
