// The flags of mrz.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/mrz_command.hpp"

namespace skranke::app {

void add_zone_commands(CLI::App& program, Chosen& chosen) {
  const auto arguments = std::make_shared<MrzArguments>();
  CLI::App* command =
      program.add_subcommand("mrz", "what a machine-readable zone says (ICAO 9303: TD1, TD2, TD3)");
  command->add_option("FILE", arguments->file, "the lines of the zone; - is standard input")->required();
  command->add_option("--date", arguments->date, "the day that tells centuries, YYYY-MM-DD (default today)");
  CLI::Option* jsonl = command->add_flag("--jsonl", arguments->jsonl,
                                         "one {\"id\"?, \"zone\", \"date\"?} a line, one answer a line");
  command
      ->add_flag("--image", arguments->image,
                 "FILE is a picture of the zone, PNG or JPEG; null is what can't be trusted")
      ->excludes(jsonl);
  command->callback([=, &chosen] { chosen.run = [=] { return run_mrz(*arguments); }; });
}

}  // namespace skranke::app
