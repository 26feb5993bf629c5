// `skranke log-witness`: a process that cosigns the logs of others, and none that was rolled back or forked.
#pragma once

#include <string>

namespace skranke::app {

struct LogWitnessArguments {
  std::string listen = "127.0.0.1:8090";
  std::string state = "var/log-witness.db";
  std::string keys = "var/keys";                   // the folder with log-witness.key
  std::string name = "localhost/skranke-witness";  // for good
  std::string logs;                                // who is trusted, a TOML file
  std::string metrics_from;                        // as of serve
  std::string trusted_proxies;
  std::string log_format = "text";
  std::string access_log = "no";
};

// Serves until SIGTERM or SIGINT, then finishes what was accepted. Returns the exit code.
[[nodiscard]] int run_log_witness(const LogWitnessArguments& arguments);

// Prints the public key that the state belongs to, also while the witness runs. Returns the exit code.
[[nodiscard]] int run_log_witness_key(const LogWitnessArguments& arguments);

}  // namespace skranke::app
