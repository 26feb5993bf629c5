// The program: one binary, its subcommands and their flags (contract: "The two commands").
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/exit_code.hpp"

namespace skranke::app {
namespace {

int run(int argc, char** argv) {
  CLI::App program{"Skranke: which documents prove who somebody is, at a citizen-service centre", "skranke"};
  program.require_subcommand(1);
  program.set_version_flag("--version", std::string{SKRANKE_VERSION});
  program.fallthrough();
  Chosen chosen;
  chosen.settings.add(program.add_option("--home", chosen.home,
                                         "the folder with policies/, locales/ and web/dist/ (SKRANKE_HOME)"),
                      "home", &chosen.home);
  std::string config;
  Settings of_config;
  of_config.add(program.add_option("--config", config,
                                   "a file with home, listen, threads, database … as TOML (SKRANKE_CONFIG)"),
                "config", &config);
  add_rule_commands(program, chosen);
  add_register_commands(program, chosen);
  add_question_commands(program, chosen);
  add_direkte_commands(program, chosen);
  add_serve_command(program, chosen);
  std::function<int()> command;

  CheckArguments check;
  CLI::App* check_command = program.add_subcommand("check", "are these documents enough?");
  check_command->add_option("FILE", check.file, "a case as JSON; - is standard input")->required();
  check_command->add_flag("--jsonl", check.jsonl, "one case a line, one verdict a line");
  check_command->add_option(
      "--advice", check.advice,
      "how many sets of further lines: a number, all or none (default 20; none with --jsonl)");
  check_command->add_flag("--next", check.next, "add the fact to ask for next");
  check_command->add_option("--lang", check.language, "answer in words in this language instead of JSON")
      ->excludes("--jsonl")
      ->excludes("--advice")
      ->excludes("--next");
  check_command->callback([&] { command = [&] { return run_check(check, home); }; });

  AskArguments ask;
  CLI::App* ask_command = program.add_subcommand("ask", "the same as a dialogue, one fact at a time");
  ask_command->add_option("--date", ask.date, "the day of the visit, YYYY-MM-DD (default today)");
  ask_command->add_option("--centre", ask.centre, "where (default citizen-service)");
  ask_command->add_option("--lang", ask.language, "en or da")->capture_default_str();
  ask_command->callback([&] { command = [&] { return run_ask(ask, home); }; });

  CLI::App* policy = program.add_subcommand("policy", "the rules");
  policy->require_subcommand(1);
  policy->add_subcommand("list", "every policy and version: id, version, in force from, in force today")
      ->callback([&] { command = [&] { return run_policy_list(home); }; });
  ShowArguments show;
  CLI::App* show_command = policy->add_subcommand("show", "one policy");
  show_command->add_option("ID", show.id, "its id, as in mitid")->required();
  show_command->add_option("--version", show.version, "default: the version in force today");
  show_command->add_option("--format", show.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  show_command->add_option("--lang", show.language, "en or da")->capture_default_str();
  show_command->callback([&] { command = [&] { return run_policy_show(show, home); }; });
  std::string lint_file;
  CLI::App* lint_command = policy->add_subcommand("lint", "every mistake of a policy file, with its place");
  lint_command->add_option("FILE", lint_file, "a policy as TOML; - is standard input")->required();
  lint_command->callback([&] { command = [&] { return run_policy_lint(lint_file, home); }; });

  CLI::App* person_register = program.add_subcommand("register", "the CPR register");
  person_register->require_subcommand(1);
  RegisterGenerateArguments generate;
  CLI::App* generate_command =
      person_register->add_subcommand("generate", "a synthetic population as an extract (layout P12170)");
  generate_command->add_option("--persons", generate.persons, "how many CPR numbers")
      ->check(CLI::Range(1U, synthetic::extract_persons_max))
      ->required();
  generate_command->add_option("--seed", generate.seed, "another seed, another population")
      ->check([](const std::string& text) {
        return std::string{text.find_first_not_of("0123456789") == std::string::npos
                               ? ""
                               : "expected a whole number from 0"};
      })
      ->capture_default_str();
  generate_command->add_option("--out", generate.out, "the file to write; - is standard output")->required();
  generate_command->callback([&] { command = [&] { return run_register_generate(generate); }; });

  ServeArguments serve;
  std::string threads;
  CLI::App* serve_command = program.add_subcommand("serve", "the pages and the API over HTTP");
  CLI::Option* listen_option =
      serve_command->add_option("--listen", serve.listen, "ADDRESS:PORT (SKRANKE_LISTEN)")
          ->capture_default_str();
  CLI::Option* threads_option = serve_command->add_option(
      "--threads", threads, "threads that serve (SKRANKE_THREADS; default: one a core)");

  CLI::App* bench = program.add_subcommand("bench", "how fast this machine is");
  bench->require_subcommand(1);
  std::string bench_file;
  int rounds = 7;
  CLI::App* bench_check = bench->add_subcommand("check", "decisions a second over a file of cases");
  bench_check->add_option("FILE", bench_file, "cases as JSON lines")->required();
  bench_check->add_option("--rounds", rounds, "how often")->check(CLI::Range(1, 1000))->capture_default_str();
  bench_check->callback([&] { command = [&] { return run_bench_check(bench_file, rounds, home); }; });

  serve_command->callback([&] { command = [&] { return run_serve(serve, home); }; });

  try {
    program.parse(argc, argv);
    of_config.fill();
    if (!config.empty()) chosen.settings.read(config);
    chosen.settings.fill();
    for (const auto& check : chosen.checks) check();
  } catch (const CLI::ParseError& error) {
    const int shown = program.exit(error, std::cout, std::cerr);
    return shown == 0 ? exit_yes : exit_usage;
  }
  const int code = chosen.run();
  std::cout.flush();
  if (std::cout.good() && std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  std::cerr << "skranke: standard output can't be written\n";
  return exit_outside;
}

}  // namespace
}  // namespace skranke::app

int main(int argc, char** argv) {
  try {
    return skranke::app::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "skranke: " << error.what() << "\n";
    return skranke::app::exit_outside;
  }
}
