// The command line: one binary, its subcommands and their flags (contract: "The two commands").
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <string>

#include <CLI/CLI.hpp>

#include "app/ask_command.hpp"
#include "app/bench_command.hpp"
#include "app/check_command.hpp"
#include "app/cpr_command.hpp"
#include "app/cpr_direkte_command.hpp"
#include "app/exit_code.hpp"
#include "app/policy_command.hpp"
#include "app/register_command.hpp"
#include "app/serve_command.hpp"
#include "app/stand_in_command.hpp"
#include "app/register_generate_command.hpp"
#include "app/serve_command.hpp"
#include "synthetic/denmark.hpp"

namespace skranke::app {
namespace {

constexpr unsigned threads_max = 256;

// The settings that a file and the environment can give too. Rising precedence: file, environment, flag.
class Settings {
 public:
  // Reads "key = value" lines (TOML). Throws CLI::ParseError for a file or key that is not known.
  void read(const std::string& file) {
    if (!std::filesystem::is_regular_file(file))
      throw CLI::FileError("--config: " + file + ": expected a readable file");
    for (const CLI::ConfigItem& item : CLI::ConfigTOML{}.from_file(file)) {
      const bool is_known = item.parents.empty() && (item.name == "home" || item.name == "listen" ||
                                                     item.name == "threads" || item.name == "database");
      if (!is_known || item.inputs.size() != 1) {
        throw CLI::FileError("--config: " + file + ": " + item.fullname() +
                             ": expected home, listen, threads or database, each once, with one value");
      }
      from_file_[item.name] = item.inputs.front();
    }
  }

  // The value of `key` unless the flag gave one.
  void fill(const CLI::Option& flag, const std::string& key, std::string& value) const {
    if (flag.count() > 0) return;
    std::string variable = "SKRANKE_" + key;
    std::ranges::transform(variable, variable.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (const char* from_environment = std::getenv(variable.c_str())) {
      value = from_environment;
    } else if (const auto found = from_file_.find(key); found != from_file_.end()) {
      value = found->second;
    }
  }

 private:
  std::map<std::string, std::string> from_file_;
};

void add_stand_in(CLI::App& program, StandInArguments& arguments, std::function<int()>& command) {
  CLI::App* stand_in =
      program.add_subcommand("stand-in", "servers that stand in for a service, for demonstrations");
  stand_in->require_subcommand(1);
  CLI::App* direkte =
      stand_in->add_subcommand("cpr-direkte", "CPR Direkte over TLS, with fictitious persons");
  CLI::Option* file = direkte->add_option("--register", arguments.register_file, "a CPR extract (P12170)");
  direkte->add_option("--database", arguments.database, "an imported register: sqlite:PATH or postgresql://…")
      ->excludes(file);
  direkte->add_option("--listen", arguments.listen, "ADDRESS:PORT; port 0 is any free one")
      ->capture_default_str();
  direkte->add_option("--fault", arguments.faults, "something to do wrong: NAME, or NAME:N so many times")
      ->type_name("NAME[:N]")
      ->take_all();
  direkte->add_option("--certificate", arguments.certificate,
                      "the server's certificate as PEM (default: made anew)");
  direkte->add_option("--key", arguments.key, "its key as PEM");
  direkte->add_option("--certificate-out", arguments.certificate_out,
                      "where to write the certificate that is made, for a client to trust");
  direkte->add_option("--name", arguments.names, "host names and addresses that it names")
      ->capture_default_str()
      ->take_all();
  direkte->callback([&] { command = [&] { return run_stand_in_cpr_direkte(arguments); }; });
}

void add_cpr_direkte(CLI::App& program, ChangePasswordArguments& arguments, std::function<int()>& command) {
  CLI::App* direkte = program.add_subcommand("cpr-direkte", "the account of the live CPR register");
  direkte->require_subcommand(1);
  CLI::App* change = direkte->add_subcommand("change-password", "gives the account a new password");
  change->add_option("--settings", arguments.settings,
                     "a TOML file (docs/cpr-direkte.md); the environment wins");
  change
      ->add_option("--new-password-file", arguments.new_password_file,
                   "a file whose first line is the new password")
      ->required();
  change->callback([&] { command = [&] { return run_change_password(arguments); }; });
}

int run(int argc, char** argv) {
  CLI::App program{"Skranke: which documents prove who somebody is, at a citizen-service centre", "skranke"};
  program.require_subcommand(1);
  program.set_version_flag("--version", std::string{SKRANKE_VERSION});
  std::string home;
  CLI::Option* home_option =
      program.add_option("--home", home, "the folder with policies/, locales/ and web/dist/ (SKRANKE_HOME)");
  std::string config;
  CLI::Option* config_option = program.add_option(
      "--config", config, "a file with home, listen, threads and database as TOML (SKRANKE_CONFIG)");
  program.fallthrough();
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

  CLI::App* cpr = program.add_subcommand("cpr", "CPR numbers");
  cpr->require_subcommand(1);
  CprCheckArguments cpr_check;
  CLI::App* cpr_check_command = cpr->add_subcommand("check", "is this a CPR number, and what does it say?");
  cpr_check_command->add_option("FILE", cpr_check.file, "a number as JSON; - is standard input")->required();
  cpr_check_command->add_flag("--jsonl", cpr_check.jsonl, "one number a line, one answer a line");
  cpr_check_command->callback([&] { command = [&] { return run_cpr_check(cpr_check); }; });

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

  CLI::App* people = program.add_subcommand("register", "the CPR register");
  people->require_subcommand(1);
  std::string database = default_database;
  CLI::Option* database_option =
      people->add_option("--database", database, "sqlite:PATH or postgresql://… (SKRANKE_DATABASE)");
  database_option->capture_default_str();
  people->fallthrough();
  RegisterImportArguments people_import;
  CLI::App* import_command =
      people->add_subcommand("import", "take in extracts, each as a whole or not at all");
  import_command->add_option("FILE", people_import.files, "extracts P12170 or P12180; - is standard input")
      ->required();
  import_command->add_flag("--strict", people_import.strict, "refuse a delivery that has a broken line");
  import_command->add_flag("--replace", people_import.replace,
                           "the delivery is the whole register, not an update");
  import_command->add_flag("--progress,!--no-progress", people_import.progress,
                           "show how far it is (default: on a terminal)");
  import_command->add_option("--quarantine", people_import.quarantine,
                             "write every broken line's place and reason here");
  import_command->callback([&] { command = [&] { return run_register_import(people_import); }; });
  RegisterShowArguments people_show;
  CLI::App* person_command = people->add_subcommand("show", "what the register holds of a person");
  person_command->add_option("NUMBER", people_show.number, "a CPR number; - reads it from standard input")
      ->required();
  RegisterStatsArguments people_stats;
  CLI::App* stats_command = people->add_subcommand("stats", "persons by status, records by type, deliveries");
  for (auto [people_command, format] :
       {std::pair{person_command, &people_show.format}, std::pair{stats_command, &people_stats.format}}) {
    people_command->add_option("--format", *format, "json or text")
        ->check(CLI::IsMember({"json", "text"}))
        ->capture_default_str();
  }
  person_command->callback([&] { command = [&] { return run_register_show(people_show); }; });
  stats_command->callback([&] { command = [&] { return run_register_stats(people_stats); }; });
  CLI::App* person_register = program.add_subcommand("register", "the CPR register");
  person_register->require_subcommand(1);
  RegisterGenerateArguments generate;
  CLI::App* generate_command =
      person_register->add_subcommand("generate", "a synthetic population as an extract (layout P12170)");
  generate_command->add_option("--persons", generate.persons, "how many CPR numbers")
      ->check(CLI::Range(1U, synthetic::extract_persons_max))
      ->required();
  generate_command->add_option("--seed", generate.seed, "another seed, another population")
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

  StandInArguments stand_in;
  add_stand_in(program, stand_in, command);
  ChangePasswordArguments change_password;
  add_cpr_direkte(program, change_password, command);

  serve_command->callback([&] { command = [&] { return run_serve(serve, home); }; });

  try {
    program.parse(argc, argv);
    Settings settings;
    settings.fill(*config_option, "config", config);
    if (!config.empty()) settings.read(config);
    settings.fill(*home_option, "home", home);
    settings.fill(*listen_option, "listen", serve.listen);
    settings.fill(*threads_option, "threads", threads);
    settings.fill(*database_option, "database", database);
    people_import.database = people_show.database = people_stats.database = database;
    if (!threads.empty() && (!CLI::detail::lexical_cast(threads, serve.threads) || serve.threads < 1 ||
                             serve.threads > threads_max)) {
      throw CLI::ValidationError("--threads",
                                 "expected a whole number from 1 to " + std::to_string(threads_max));
    }
  } catch (const CLI::ParseError& error) {
    const int shown = program.exit(error, std::cout, std::cerr);
    return shown == 0 ? exit_yes : exit_usage;
  }
  const int code = command();
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
