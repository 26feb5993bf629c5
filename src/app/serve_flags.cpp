// The flags of serve.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/handover_flags.hpp"
#include "app/message_flags.hpp"
#include "app/serve_command.hpp"
#include "base/whole_number.hpp"

namespace skranke::app {

void add_serve_command(CLI::App& program, Chosen& chosen) {
  constexpr unsigned threads_max = 256;
  const auto arguments = std::make_shared<ServeArguments>();
  const auto threads = std::make_shared<std::string>();
  CLI::App* command = program.add_subcommand("serve", "the pages and the API over HTTP");
  CLI::Option* listen = command->add_option("--listen", arguments->listen, "ADDRESS:PORT (SKRANKE_LISTEN)");
  listen->capture_default_str();
  chosen.settings.add(listen, "listen", &arguments->listen);
  chosen.settings.add(
      command->add_option("--database", arguments->database,
                          "sqlite:PATH or postgresql://…, brought to the newest schema (SKRANKE_DATABASE)"),
      "database", &arguments->database);
  chosen.settings.add(
      command->add_option("--threads", *threads, "threads that serve (SKRANKE_THREADS; default: one a core)"),
      "threads", threads.get());
  const auto add = [&](const char* flag, const char* key, std::string ServeArguments::* value,
                       const char* what) {
    CLI::Option* option = command->add_option(flag, (*arguments).*value, what);
    option->capture_default_str();
    chosen.settings.add(option, key, &((*arguments).*value));
  };
  add("--desk-listen", "desk-listen", &ServeArguments::desk_listen,
      "ADDRESS:PORT of the officers' origin (SKRANKE_DESK_LISTEN)");
  add("--keys", "keys", &ServeArguments::keys, "the folder of this installation's secrets (SKRANKE_KEYS)");
  add("--log-name", "log-name", &ServeArguments::log_name,
      "the name of the log of all changes, for good, as in aarhus.dk/skranke (SKRANKE_LOG_NAME)");
  add("--staff", "staff", &ServeArguments::staff, "who works at the desks, a JSON file (SKRANKE_STAFF)");
  add("--desk-url", "desk-url", &ServeArguments::desk_url,
      "https://NAME by which officers reach the desk, for passkeys, cookies and invitations "
      "(SKRANKE_DESK_URL)");
  add("--staff-broker", "staff-broker", &ServeArguments::staff_broker,
      "the broker of MitID Erhverv that staff sign in by, a TOML file (SKRANKE_STAFF_BROKER)");
  add("--broker", "broker", &ServeArguments::broker, "the broker of MitID, a TOML file (SKRANKE_BROKER)");
  add("--public-url", "public-url", &ServeArguments::public_url,
      "https://NAME that citizens reach this server by, for links in mails (SKRANKE_PUBLIC_URL)");
  add("--trusted-proxies", "trusted-proxies", &ServeArguments::trusted_proxies,
      "ADDRESS,… of the proxies whose X-Forwarded-For is believed (SKRANKE_TRUSTED_PROXIES)");
  add("--limit-loopback", "limit-loopback", &ServeArguments::limit_loopback,
      "yes or no: limit this machine's own bookings as everybody's (SKRANKE_LIMIT_LOOPBACK)");
  add("--metrics-from", "metrics-from", &ServeArguments::metrics_from,
      "ADDRESS,… that may read /metrics, beside this machine (SKRANKE_METRICS_FROM)");
  add("--leave-after", "leave-after", &ServeArguments::leave_after,
      "seconds from SIGTERM to the end, in which /readyz already answers 503 (SKRANKE_LEAVE_AFTER)");
  add("--log-format", "log-format", &ServeArguments::log_format,
      "text, or json for an object a line (SKRANKE_LOG_FORMAT)");
  add("--access-log", "access-log", &ServeArguments::access_log,
      "yes or no: a line for every answer, by its route's pattern (SKRANKE_ACCESS_LOG)");
  add("--verifier", "verifier", &ServeArguments::verifier,
      "the socket of `skranke verifier`, for register questions (SKRANKE_VERIFIER)");
  add_message_flags(*command, chosen, arguments->messages);
  add_handover_flags(*command, chosen, arguments->handover);
  chosen.checks.emplace_back([=] {
    if (arguments->limit_loopback != "yes" && arguments->limit_loopback != "no")
      throw CLI::ValidationError("--limit-loopback", "expected yes or no");
    if (arguments->access_log != "yes" && arguments->access_log != "no")
      throw CLI::ValidationError("--access-log", "expected yes or no");
    if (arguments->log_format != "text" && arguments->log_format != "json")
      throw CLI::ValidationError("--log-format", "expected text or json");
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
