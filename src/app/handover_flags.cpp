// The flags of serve about telling others, and the command that looks after the outbox.
#include "app/handover_flags.hpp"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/handovers_command.hpp"

namespace skranke::app {

void add_handover_flags(CLI::App& command, Chosen& chosen, HandoverSettings& settings) {
  const auto add = [&](const char* key, std::string& value, const char* what) {
    chosen.settings.add(command, key, value, what);
  };
  add("handover", settings.url,
      "https://… of the registration authority's system, told about decided cases (SKRANKE_HANDOVER)");
  add("handover-secret-file", settings.secret_file,
      "the file with the secrets of its signatures, the newest first (SKRANKE_HANDOVER_SECRET_FILE)");
  add("handover-ca", settings.ca,
      "the authority of its certificate, PEM; without: the system's (SKRANKE_HANDOVER_CA)");
  add("post-spool", settings.post_spool,
      "a folder for notices by Digital Post (MeMo 1.2), for their gateway (SKRANKE_POST_SPOOL)");
  add("post-cvr", settings.post_cvr, "the CVR number of the municipality that sends them (SKRANKE_POST_CVR)");
  add("post-sender", settings.post_sender, "the municipality's name (SKRANKE_POST_SENDER)");
  add("handover-pause", settings.pause,
      "seconds after a first failed try; then 60, 360, 1440 … times as many (SKRANKE_HANDOVER_PAUSE; "
      "default: 5)");
}

void add_handover_commands(CLI::App& program, Chosen& chosen) {
  const auto arguments = std::make_shared<HandoversArguments>();
  CLI::App* command =
      program.add_subcommand("handovers", "which decided cases others are still to be told about");
  chosen.settings.add(*command, "database", arguments->database,
                      "sqlite:PATH or postgresql://… (SKRANKE_DATABASE)");
  command->add_option(
      "--retry", arguments->retry,
      "the id of an event: it is tried again from the beginning; no server may have an SQLite "
      "database open");
  command->callback([=, &chosen] { chosen.run = [=] { return run_handovers(*arguments); }; });
}

}  // namespace skranke::app
