// The flags of witness.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/witness_command.hpp"
#include "app/witness_patterns_command.hpp"

namespace skranke::app {

namespace {

void add_patterns_command(CLI::App& witness, Chosen& chosen) {
  const auto patterns = std::make_shared<WitnessPatternsArguments>();
  CLI::App* command =
      witness.add_subcommand("patterns", "rings, stars, chains and other patterns in statements");
  CLI::Option* file =
      command->add_option("FILE", patterns->file, "statements as JSON lines; - is standard input");
  command
      ->add_option("--database", patterns->database,
                   "the statements of this database instead: sqlite:PATH or postgresql://…, only read")
      ->excludes(file);
  command->add_flag("--json", patterns->json, "one alert a line, as JSON");
  command->add_option("--since", patterns->since, "leave out what ended before this day, YYYY-MM-DD");
  command->callback([=, &chosen] {
    if (patterns->file.empty() && patterns->database.empty()) throw CLI::RequiredError("FILE or --database");
    chosen.run = [=] { return run_witness_patterns(*patterns); };
  });
}

}  // namespace

void add_witness_commands(CLI::App& program, Chosen& chosen) {
  CLI::App* witness = program.add_subcommand("witness", "who vouches for an applicant");
  witness->require_subcommand(1);
  const auto check = std::make_shared<WitnessCheckArguments>();
  CLI::App* command = witness->add_subcommand("check", "may this person be a witness today?");
  command->add_option("FILE", check->file, "a witness as JSON; - is standard input")->required();
  command->add_flag("--jsonl", check->jsonl, "one witness a line, one answer a line");
  command->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_witness_check(*check, chosen.home); }; });
  add_patterns_command(*witness, chosen);
}

}  // namespace skranke::app
