// The flags of serve.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/handover_flags.hpp"
#include "app/log_witness_flags.hpp"
#include "app/message_flags.hpp"
#include "app/serve_command.hpp"
#include "base/whole_number.hpp"

namespace skranke::app {
namespace {

void one_of(const char* flag, const std::string& value, const std::string& one, const std::string& other) {
  if (value != one && value != other) throw CLI::ValidationError(flag, "expected " + one + " or " + other);
}

}  // namespace

void add_serve_command(CLI::App& program, Chosen& chosen) {
  constexpr unsigned threads_max = 256;
  const auto arguments = std::make_shared<ServeArguments>();
  const auto threads = std::make_shared<std::string>();
  CLI::App* command = program.add_subcommand("serve", "the pages and the API over HTTP");
  const auto add = [&](const char* key, std::string& value, const char* what) {
    chosen.settings.add(*command, key, value, what);
  };
  add("listen", arguments->listen, "ADDRESS:PORT (SKRANKE_LISTEN)");
  add("database", arguments->database,
      "sqlite:PATH or postgresql://…, brought to the newest schema (SKRANKE_DATABASE)");
  add("threads", *threads, "threads that serve (SKRANKE_THREADS; default: one a core)");
  add("desk-listen", arguments->desk_listen, "ADDRESS:PORT of the officers' origin (SKRANKE_DESK_LISTEN)");
  add("keys", arguments->keys, "the folder of this installation's secrets (SKRANKE_KEYS)");
  add("retention", arguments->retention,
      "how long what is kept, a TOML file like data/retention.toml (SKRANKE_RETENTION)");
  add("log-name", arguments->log_name,
      "the name of the log of all changes, for good, as in aarhus.dk/skranke (SKRANKE_LOG_NAME)");
  add("staff", arguments->staff, "who works at the desks, a JSON file (SKRANKE_STAFF)");
  add("desk-url", arguments->desk_url,
      "https://NAME by which officers reach the desk, for passkeys, cookies and invitations "
      "(SKRANKE_DESK_URL)");
  add("staff-broker", arguments->staff_broker,
      "the broker of MitID Erhverv that staff sign in by, a TOML file (SKRANKE_STAFF_BROKER)");
  add("broker", arguments->broker, "the broker of MitID, a TOML file (SKRANKE_BROKER)");
  add("public-url", arguments->public_url,
      "https://NAME that citizens reach this server by, for links in mails (SKRANKE_PUBLIC_URL)");
  add("trusted-proxies", arguments->trusted_proxies,
      "ADDRESS,… of the proxies whose X-Forwarded-For is believed (SKRANKE_TRUSTED_PROXIES)");
  add("limit-loopback", arguments->limit_loopback,
      "yes or no: limit this machine's own bookings as everybody's (SKRANKE_LIMIT_LOOPBACK)");
  add("metrics-from", arguments->metrics_from,
      "ADDRESS,… that may read /metrics, beside this machine (SKRANKE_METRICS_FROM)");
  add("leave-after", arguments->leave_after,
      "seconds from SIGTERM to the end, in which /readyz already answers 503 (SKRANKE_LEAVE_AFTER)");
  add("log-format", arguments->log_format, "text, or json for an object a line (SKRANKE_LOG_FORMAT)");
  add("access-log", arguments->access_log,
      "yes or no: a line for every answer, by its route's pattern (SKRANKE_ACCESS_LOG)");
  add("sample-percent", arguments->sample_percent,
      "of a week's accepted cases that supervisors look at again, at least one of everybody "
      "(SKRANKE_SAMPLE_PERCENT)");
  add("verifier", arguments->verifier,
      "the socket of `skranke verifier`, for register questions (SKRANKE_VERIFIER)");
  add_message_flags(*command, chosen, arguments->messages);
  add_handover_flags(*command, chosen, arguments->handover);
  add_log_witness_flags(*command, chosen, arguments->log_witnesses);
  chosen.checks.emplace_back([=] {
    one_of("--limit-loopback", arguments->limit_loopback, "yes", "no");
    one_of("--access-log", arguments->access_log, "yes", "no");
    one_of("--log-format", arguments->log_format, "text", "json");
    if (threads->empty()) return;
    const auto many = base::read_whole_number(*threads, 1U, threads_max);
    if (!many)
      throw CLI::ValidationError("--threads",
                                 "expected a whole number from 1 to " + std::to_string(threads_max));
    arguments->threads = *many;
  });
  command->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_serve(*arguments, chosen.home); }; });
}

}  // namespace skranke::app
