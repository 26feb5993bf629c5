// The flags of log-witness, and those of serve that name the log's witnesses.
#include "app/log_witness_flags.hpp"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/log_witness_command.hpp"
#include "app/log_witness_settings.hpp"

namespace skranke::app {
namespace {

void add_state(CLI::App& command, Chosen& chosen, LogWitnessArguments& arguments) {
  CLI::Option* state = command.add_option("--state", arguments.state,
                                          "the file with what was cosigned (SKRANKE_LOG_WITNESS_STATE)");
  state->capture_default_str();
  chosen.settings.add(state, "log-witness-state", &arguments.state);
}

}  // namespace

void add_log_witness_flags(CLI::App& command, Chosen& chosen, LogWitnessSettings& settings) {
  const auto add = [&](const char* key, std::string& value, const char* what) {
    chosen.settings.add(command, key, value, what);
  };
  add("log-witnesses", settings.witnesses,
      "URL#KEY,… of the witnesses of the log; the key as `skranke log-witness key` prints it "
      "(SKRANKE_LOG_WITNESSES)");
  add("log-witness-quorum", settings.quorum,
      "how many of them have to cosign a checkpoint before it is given out (SKRANKE_LOG_WITNESS_QUORUM; "
      "default: "
      "more than half)");
  add("log-witness-ca", settings.ca,
      "the authority of their certificates, PEM; without: the system's (SKRANKE_LOG_WITNESS_CA)");
}

void add_log_witness_commands(CLI::App& program, Chosen& chosen) {
  CLI::App* witness = program.add_subcommand(
      "log-witness", "cosign the logs of others, unless they were rolled back or forked (docs/log.md)");
  witness->require_subcommand(1);
  const auto arguments = std::make_shared<LogWitnessArguments>();

  CLI::App* serve = witness->add_subcommand("serve", "the witness, over HTTP (C2SP tlog-witness)");
  const auto add = [&](const char* flag, const char* key, std::string& value, const char* what) {
    CLI::Option* option = serve->add_option(flag, value, what);
    option->capture_default_str();
    chosen.settings.add(option, key, &value);
  };
  add("--listen", "log-witness-listen", arguments->listen, "ADDRESS:PORT (SKRANKE_LOG_WITNESS_LISTEN)");
  add_state(*serve, chosen, *arguments);
  add("--keys", "keys", arguments->keys, "the folder with its key (SKRANKE_KEYS)");
  add("--name", "log-witness-name", arguments->name,
      "the witness's name for good, as in odense.dk/skranke-witness (SKRANKE_LOG_WITNESS_NAME)");
  add("--logs", "log-witness-logs", arguments->logs,
      "the logs that are trusted, with their keys, a TOML file (SKRANKE_LOG_WITNESS_LOGS)");
  add("--metrics-from", "metrics-from", arguments->metrics_from,
      "ADDRESS,… that may read /metrics, beside this machine (SKRANKE_METRICS_FROM)");
  add("--trusted-proxies", "trusted-proxies", arguments->trusted_proxies,
      "ADDRESS,… of the proxies whose X-Forwarded-For is believed (SKRANKE_TRUSTED_PROXIES)");
  add("--log-format", "log-format", arguments->log_format,
      "text, or json for an object a line (SKRANKE_LOG_FORMAT)");
  add("--access-log", "access-log", arguments->access_log,
      "yes or no: a line for every answer, by its route's pattern (SKRANKE_ACCESS_LOG)");
  serve->callback([=, &chosen] { chosen.run = [=] { return run_log_witness(*arguments); }; });

  CLI::App* key = witness->add_subcommand("key", "the witness's public key, for logs and for who checks");
  add_state(*key, chosen, *arguments);
  key->callback([=, &chosen] { chosen.run = [=] { return run_log_witness_key(*arguments); }; });
}

}  // namespace skranke::app
