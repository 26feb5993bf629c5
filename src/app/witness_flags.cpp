// The flags of witness.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/witness_command.hpp"

namespace skranke::app {

void add_witness_commands(CLI::App& program, Chosen& chosen) {
  CLI::App* witness = program.add_subcommand("witness", "who vouches for an applicant");
  witness->require_subcommand(1);
  const auto check = std::make_shared<WitnessCheckArguments>();
  CLI::App* command = witness->add_subcommand("check", "may this person be a witness today?");
  command->add_option("FILE", check->file, "a witness as JSON; - is standard input")->required();
  command->add_flag("--jsonl", check->jsonl, "one witness a line, one answer a line");
  command->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_witness_check(*check, chosen.home); }; });
}

}  // namespace skranke::app
