// `skranke questions count | feasible | ask`: register questions at a terminal.
#pragma once

#include <string>
#include <vector>

namespace skranke::app {

struct QuestionCountArguments {
  std::string database;
  std::string keys = "var/keys";  // the folder with register.key
  std::string policy = "cpr-1";
};

struct QuestionAskArguments {
  std::string number;              // "-": the first line of standard input
  std::vector<std::string> shown;  // kinds of documents shown
  std::string case_id;             // why the register is asked
  std::string socket;
  std::string language = "en";
};

// Counts how guessable answers are over the register, and keeps it there. Progress on standard error.
[[nodiscard]] int run_question_count(const QuestionCountArguments& arguments, const std::string& home);

// "yes" and exit 0, or "no" and exit 1: questions can work for this person, or a witness is needed.
[[nodiscard]] int run_question_feasible(const QuestionAskArguments& arguments);

// Asks one question after another; the answers are lines of standard input. Exit 0: passed, 1: not passed, or
// no questions can be asked.
[[nodiscard]] int run_question_ask(const QuestionAskArguments& arguments, const std::string& home);

}  // namespace skranke::app
