// The flags of questions and verifier.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/question_commands.hpp"
#include "app/question_simulation.hpp"
#include "app/register_command.hpp"
#include "app/verifier_command.hpp"

namespace skranke::app {
namespace {

void add_case(CLI::App& command, Chosen& chosen, QuestionAskArguments& arguments) {
  command.add_option("NUMBER", arguments.number, "a CPR number; - reads it from standard input")->required();
  command.add_option("--shown", arguments.shown, "the kind of a document that was shown; once for each")
      ->take_all();
  command.add_option("--case", arguments.case_id, "the case that needs the look-up")->required();
  arguments.socket = default_verifier_socket;
  CLI::Option* socket = command.add_option("--socket", arguments.socket, "where the verifier listens");
  socket->capture_default_str();
  chosen.settings.add(socket, "verifier-socket", &arguments.socket);
}

void add_simulation(CLI::App& questions, Chosen& chosen) {
  const auto simulate = std::make_shared<QuestionSimulateArguments>();
  CLI::App* command = questions.add_subcommand(
      "simulate", "how often impostors and true persons pass, over synthetic people");
  command->add_option("--persons", simulate->persons, "how many CPR numbers the register has")
      ->check(CLI::Range(1000U, 1'000'000U))
      ->capture_default_str();
  command->add_option("--seed", simulate->seed, "another seed, other people and other lives")
      ->capture_default_str();
  command->add_option("--lives", simulate->lives, "of each kind of impostor and of true person")
      ->check(CLI::Range(1U, 1'000'000'000U))
      ->capture_default_str();
  command->add_option("--mode", simulate->mode, "score, count or both")
      ->check(CLI::IsMember({"score", "count", "both"}))
      ->capture_default_str();
  command->add_option("--shown", simulate->shown, "the kind of a document that is shown (default passport)")
      ->take_all();
  command->add_option("--date", simulate->date, "the day of the visits, YYYY-MM-DD (default today)");
  command->add_option("--policy", simulate->policy, "the questions' policy")->capture_default_str();
  command->add_option("--format", simulate->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->add_option("--plot", simulate->plot, "a file for a drawing (SVG)");
  command->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_question_simulate(*simulate, chosen.home); }; });
}

void add_questions(CLI::App& program, Chosen& chosen) {
  CLI::App* questions = program.add_subcommand("questions", "questions from the CPR register");
  questions->require_subcommand(1);
  add_simulation(*questions, chosen);

  const auto count = std::make_shared<QuestionCountArguments>();
  count->database = default_database;
  CLI::App* counting =
      questions->add_subcommand("count", "how guessable answers are, over the imported register");
  chosen.settings.add(*counting, "database", count->database,
                      "sqlite:PATH or postgresql://… (SKRANKE_DATABASE)");
  chosen.settings.add(*counting, "keys", count->keys, "the folder with register.key (SKRANKE_KEYS)");
  counting->add_option("--policy", count->policy, "the questions' policy")->capture_default_str();
  counting->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_question_count(*count, chosen.home); }; });

  const auto about = std::make_shared<QuestionAskArguments>();
  CLI::App* feasible = questions->add_subcommand("feasible", "can questions work for this person? yes or no");
  add_case(*feasible, chosen, *about);
  feasible->callback([=, &chosen] { chosen.run = [=] { return run_question_feasible(*about); }; });

  const auto ask = std::make_shared<QuestionAskArguments>();
  CLI::App* asking = questions->add_subcommand("ask", "ask a person, and say at the end whether they passed");
  add_case(*asking, chosen, *ask);
  asking->add_option("--lang", ask->language, "en or da")->capture_default_str();
  asking->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_question_ask(*ask, chosen.home); }; });
}

void add_verifier(CLI::App& program, Chosen& chosen) {
  const auto arguments = std::make_shared<VerifierArguments>();
  arguments->people = default_database;
  CLI::App* command =
      program.add_subcommand("verifier", "the process that alone knows the answers (docs/verifier.md)");
  CLI::Option* people =
      command->add_option("--register", arguments->people, "the database with the register; only read");
  people->capture_default_str();
  chosen.settings.add(people, "database", &arguments->people);
  chosen.settings.add(*command, "keys", arguments->keys, "the folder with register.key (SKRANKE_KEYS)");
  CLI::Option* own = command->add_option("--database", arguments->database, "its own: what was asked");
  own->capture_default_str();
  chosen.settings.add(own, "verifier-database", &arguments->database);
  CLI::Option* socket = command->add_option("--socket", arguments->socket, "where to listen");
  socket->capture_default_str();
  chosen.settings.add(socket, "verifier-socket", &arguments->socket);
  command->add_option("--policy", arguments->policy, "the questions' policy")->capture_default_str();
  command->add_option("--user", arguments->user, "the user to become");
  command->add_option("--peer", arguments->peers, "a user who may ask (default: its own)")->take_all();
  command->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_verifier(*arguments, chosen.home); }; });
}

}  // namespace

void add_question_commands(CLI::App& program, Chosen& chosen) {
  add_questions(program, chosen);
  add_verifier(program, chosen);
}

}  // namespace skranke::app
