// The flags of register: import, generate, seal, show, stats.
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/register_command.hpp"
#include "app/register_generate_command.hpp"
#include "synthetic/denmark.hpp"

namespace skranke::app {
namespace {

void add_database(CLI::App& command, Chosen& chosen, std::string& database) {
  chosen.settings.add(command, "database", database, "sqlite:PATH or postgresql://… (SKRANKE_DATABASE)");
}

void add_keys(CLI::App& command, Chosen& chosen, std::string& keys) {
  chosen.settings.add(command, "keys", keys, "the folder with register.key (SKRANKE_KEYS)");
}

void add_import(CLI::App& people, Chosen& chosen) {
  const auto arguments = std::make_shared<RegisterImportArguments>();
  CLI::App* command = people.add_subcommand("import", "take in extracts, each as a whole or not at all");
  command->add_option("FILE", arguments->files, "extracts P12170 or P12180; - is standard input")->required();
  add_database(*command, chosen, arguments->database);
  add_keys(*command, chosen, arguments->keys);
  command->add_flag("--strict", arguments->strict, "refuse a delivery that has a broken line");
  command->add_flag("--replace", arguments->replace, "the delivery is the whole register, not an update");
  command->add_flag("--progress,!--no-progress", arguments->progress,
                    "show how far it is (default: on a terminal)");
  command->add_option("--quarantine", arguments->quarantine,
                      "write every broken line's place and reason here");
  command->callback([=, &chosen] { chosen.run = [=] { return run_register_import(*arguments); }; });
}

void add_generate(CLI::App& people, Chosen& chosen) {
  const auto arguments = std::make_shared<RegisterGenerateArguments>();
  CLI::App* command =
      people.add_subcommand("generate", "a synthetic population as an extract (layout P12170)");
  command->add_option("--persons", arguments->persons, "how many CPR numbers")
      ->check(CLI::Range(1U, synthetic::extract_persons_max))
      ->required();
  command->add_option("--seed", arguments->seed, "another seed, another population")
      ->check([](const std::string& text) {
        return std::string{text.find_first_not_of("0123456789") == std::string::npos
                               ? ""
                               : "expected a whole number from 0"};
      })
      ->capture_default_str();
  command->add_option("--out", arguments->out, "the file to write; - is standard output")->required();
  command->callback([=, &chosen] { chosen.run = [=] { return run_register_generate(*arguments); }; });
}

void add_seal(CLI::App& people, Chosen& chosen) {
  const auto arguments = std::make_shared<RegisterSealArguments>();
  CLI::App* command = people.add_subcommand("seal", "seal what an earlier version left in the clear");
  add_database(*command, chosen, arguments->database);
  add_keys(*command, chosen, arguments->keys);
  command->add_flag("--progress,!--no-progress", arguments->progress,
                    "show how far it is (default: on a terminal)");
  command->callback([=, &chosen] { chosen.run = [=] { return run_register_seal(*arguments); }; });
}

void add_format(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "json or text")
      ->check(CLI::IsMember({"json", "text"}))
      ->capture_default_str();
}

}  // namespace

void add_register_commands(CLI::App& program, Chosen& chosen) {
  CLI::App* people = program.add_subcommand("register", "the CPR register");
  people->require_subcommand(1);
  add_import(*people, chosen);
  add_generate(*people, chosen);
  add_seal(*people, chosen);
  const auto show = std::make_shared<RegisterShowArguments>();
  CLI::App* person = people->add_subcommand("show", "what the register holds of a person");
  person->add_option("NUMBER", show->number, "a CPR number; - reads it from standard input")->required();
  add_database(*person, chosen, show->database);
  add_keys(*person, chosen, show->keys);
  add_format(*person, show->format);
  person->add_flag("--with-protected-address", show->with_protected_address,
                   "print the addresses too where name and address are protected");
  person->callback([=, &chosen] { chosen.run = [=] { return run_register_show(*show); }; });
  const auto stats = std::make_shared<RegisterStatsArguments>();
  CLI::App* counts = people->add_subcommand("stats", "persons by status, records by type, deliveries");
  add_database(*counts, chosen, stats->database);
  add_format(*counts, stats->format);
  counts->callback([=, &chosen] { chosen.run = [=] { return run_register_stats(*stats); }; });
}

}  // namespace skranke::app
