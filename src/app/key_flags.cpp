// The commands that change the keys of an installation, and what is destroyed with them.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/keys_command.hpp"
#include "app/retention.hpp"

namespace skranke::app {

void add_key_commands(CLI::App& program, Chosen& chosen) {
  CLI::App* keys = program.add_subcommand("keys", "the keys under records, and those that wrap data keys");
  keys->require_subcommand(1);
  const auto folder = std::make_shared<std::string>("var/keys");
  CLI::App* rotate = keys->add_subcommand(
      "rotate-records", "make a new key that signs; those before stay published, and sign no more");
  chosen.settings.add(*rotate, "keys", *folder, "the folder of this installation's secrets (SKRANKE_KEYS)");
  rotate->callback([=, &chosen] { chosen.run = [=] { return run_rotate_records(*folder); }; });

  const auto arguments = std::make_shared<MasterArguments>();
  arguments->keys = "var/keys";
  const auto about_master = [&](CLI::App& command) {
    chosen.settings.add(command, "keys", arguments->keys,
                        "the folder of this installation's secrets (SKRANKE_KEYS)");
    chosen.settings.add(command, "database", arguments->database,
                        "sqlite:PATH or postgresql://… (SKRANKE_DATABASE)");
    command.add_flag("--no-progress", arguments->is_quiet, "say nothing on standard error while it runs");
  };
  CLI::App* master = keys->add_subcommand("rotate-master",
                                          "draw a new master key and wrap every data key by it, while "
                                          "servers go on; goes on where it was stopped");
  about_master(*master);
  master->callback([=, &chosen] { chosen.run = [=] { return run_rotate_master(*arguments); }; });
  CLI::App* retire =
      keys->add_subcommand("retire-master", "take away the older master keys that wrap nothing any more");
  about_master(*retire);
  retire->callback([=, &chosen] { chosen.run = [=] { return run_retire_master(*arguments); }; });

  const auto wish = std::make_shared<RetentionArguments>();
  CLI::App* retention = program.add_subcommand("retention", "destroy what is past its time and not held");
  chosen.settings.add(*retention, "retention", wish->file,
                      "how long what is kept, a TOML file like data/retention.toml (SKRANKE_RETENTION)");
  chosen.settings.add(*retention, "keys", wish->keys,
                      "the folder of this installation's secrets (SKRANKE_KEYS)");
  chosen.settings.add(*retention, "database", wish->database,
                      "sqlite:PATH or postgresql://… (SKRANKE_DATABASE)");
  retention->add_flag("--dry-run", wish->is_dry, "tell what is due, and destroy nothing");
  retention->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_retention(*wish, chosen.home); }; });
}

}  // namespace skranke::app
