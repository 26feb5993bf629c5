#include "app/question_commands.hpp"

#include <filesystem>
#include <iostream>
#include <optional>
#include <utility>

#include <unistd.h>

#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/place_names.hpp"
#include "app/progress_bar.hpp"
#include "app/question_count.hpp"
#include "app/question_policy.hpp"
#include "app/register_keys.hpp"
#include "app/start.hpp"
#include "app/texts.hpp"
#include "base/limits.hpp"
#include "base/whole_number.hpp"
#include "connect/verifier/remote_verifier.hpp"
#include "storage/register/imported_register.hpp"

namespace skranke::app {
namespace {

// About whom; the first line of standard input where the number is "-", so that no list of processes shows
// it.
std::optional<desk::QuestionCase> case_of(const QuestionAskArguments& arguments) {
  std::string text = arguments.number;
  if (text == "-" && !std::getline(std::cin, text)) return std::nullopt;
  while (text.ends_with('\r')) text.pop_back();
  if (text.size() == 11 && (text[6] == '-' || text[6] == ' ')) text.erase(6, 1);
  const auto number = proofing::CprNumber::from_digits(text);
  if (!number) return std::nullopt;
  return desk::QuestionCase{.number = *number, .shown = arguments.shown, .case_id = arguments.case_id};
}

int no_number() { return complain("NUMBER: expected ten digits, with or without a hyphen", exit_no); }

// What a question is put with: texts, and the names of the places that the register knows by code.
struct Words {
  Texts texts;
  PlaceNames municipalities;
  PlaceNames countries;

  [[nodiscard]] const PlaceNames* places(std::string_view form) const {
    if (form == "municipality") return &municipalities;
    return form == "country" ? &countries : nullptr;
  }
};

base::Result<Words> words_of(const std::filesystem::path& home, const std::string& language) {
  auto texts = Texts::load(home, language);
  if (!texts || !texts->is_complete()) {
    return base::fail(base::Fault::invalid_value,
                      "the questions do not exist in this language; expected --lang en or da");
  }
  auto municipalities = PlaceNames::load(home / "data" / "municipalities.csv");
  if (!municipalities) return std::unexpected{municipalities.error()};
  auto countries = PlaceNames::load(home / "data" / "countries.csv");
  if (!countries) return std::unexpected{countries.error()};
  return Words{.texts = std::move(*texts),
               .municipalities = std::move(*municipalities),
               .countries = std::move(*countries)};
}

// "2" among three options; empty for anything else.
std::optional<std::size_t> choice_in(const std::string& text, std::size_t count) {
  const auto choice = base::read_whole_number(text, std::size_t{1}, count);
  return choice ? std::optional{*choice - 1} : std::nullopt;
}

// One question and its answer; false at the end of the input.
bool put(const Words& words, const desk::AskedQuestion& question, std::size_t index, std::size_t count,
         std::string& answer) {
  const PlaceNames* places = words.places(question.form);
  std::string key{"question."};
  key.append(question.id);
  std::cerr << "\n"
            << words.texts.get("questions.number_of",
                               {{"number", std::to_string(index + 1)}, {"count", std::to_string(count)}})
            << " " << words.texts.get(key, {{"ordinal", std::to_string(question.ordinal)}}) << "\n";
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const std::string& option = question.options[i];
    std::cerr << "  " << i + 1 << "  " << (places == nullptr ? option : places->name_of(option)) << "\n";
  }
  std::string hint{"questions.hint."};
  hint.append(question.options.empty() ? question.form : "choice");
  std::cerr << words.texts.get(hint) << "\n> " << std::flush;
  if (!std::getline(std::cin, answer)) return false;
  if (answer.ends_with('\r')) answer.pop_back();
  const auto choice = choice_in(answer, question.options.size());
  if (choice)
    answer = question.options[*choice];
  else if (places != nullptr)
    answer = places->code_of(answer);
  return true;
}

int outcome_without_questions(const desk::OpenedQuestions& opened, const Texts& texts) {
  if (opened.opening == desk::Opening::locked) {
    std::cout << texts.get("questions.locked", {{"until", opened.locked_until}}) << "\n";
  } else {
    std::cout << texts.get("questions.witness_needed") << "\n";
  }
  return exit_no;
}

}  // namespace

int run_question_count(const QuestionCountArguments& arguments, const std::string& named_home) {
  const auto home = find_home(named_home);
  if (!home) return complain(home.error(), exit_outside);
  const auto policy = load_question_policy(*home, arguments.policy);
  if (!policy) return complain(policy.error(), exit_outside);
  const auto today = today_in(default_time_zone);
  if (!today) return complain(today.error(), exit_outside);
  const auto database = storage::open_database(arguments.database);
  if (!database) return complain("the database: " + database.error().text, exit_outside);
  const auto stats = storage::register_stats(**database);
  if (!stats) return complain("the database: " + stats.error().text, exit_outside);
  const auto key = register_key_to_read(arguments.keys, **database);
  if (!key) return complain(key.error(), exit_outside);
  constexpr std::uint64_t passes = 2;
  const std::uint64_t total = passes * static_cast<std::uint64_t>(stats->persons);
  base::Result<storage::QuestionKnowledge> counted = [&] {
    ProgressBar bar{::isatty(STDERR_FILENO) != 0, "persons", total};
    return count_register(**database, key->get(), *policy, *today,
                          [&bar](std::uint64_t done) { bar.show(done, done); });
  }();
  if (!counted) return complain(counted.error(), exit_outside);
  if (auto saved = storage::save_knowledge(**database, arguments.policy, *counted); !saved)
    return complain(saved.error(), exit_outside);
  std::cout << "{\"policy\":\"" << arguments.policy << "\",\"delivery\":" << counted->delivery
            << ",\"persons\":" << stats->persons << ",\"groups\":" << counted->shares.size()
            << ",\"roads\":" << counted->roads.size() << "}\n";
  return exit_yes;
}

int run_question_feasible(const QuestionAskArguments& arguments) {
  const auto about = case_of(arguments);
  if (!about) return no_number();
  connect::RemoteVerifier verifier{arguments.socket};
  const auto can = verifier.feasible(*about);
  if (!can) return complain(can.error(), exit_outside);
  std::cout << (*can ? "yes\n" : "no\n");
  return *can ? exit_yes : exit_no;
}

int run_question_ask(const QuestionAskArguments& arguments, const std::string& named_home) {
  const auto home = find_home(named_home);
  if (!home) return complain(home.error(), exit_outside);
  const auto words = words_of(*home, arguments.language);
  if (!words)
    return complain(words.error(),
                    words.error().fault == base::Fault::invalid_value ? exit_usage : exit_outside);
  const auto about = case_of(arguments);
  if (!about) return no_number();
  connect::RemoteVerifier verifier{arguments.socket};
  const auto opened = verifier.open(*about);
  if (!opened) return complain(opened.error(), exit_outside);
  if (opened->opening != desk::Opening::opened) return outcome_without_questions(*opened, words->texts);
  const std::size_t count = opened->questions.size();
  std::string answer;
  for (std::size_t i = 0; i < count && put(*words, opened->questions[i], i, count, answer); ++i) {
    const auto recorded = verifier.answer(opened->session, i, base::PersonalText{std::exchange(answer, {})});
    if (!recorded) return complain(recorded.error(), exit_outside);
  }
  const auto passed = verifier.conclude(opened->session);
  if (!passed) return complain(passed.error(), exit_outside);
  std::cerr << "\n" << std::flush;
  std::cout << words->texts.get(*passed ? "questions.passed" : "questions.not_passed") << "\n";
  return *passed ? exit_yes : exit_no;
}

}  // namespace skranke::app
