// `skranke verifier`: the process that alone knows the expected answers (docs/verifier.md).
#pragma once

#include <string>
#include <vector>

namespace skranke::app {

inline constexpr const char* default_verifier_socket = "var/verifier.socket";

struct VerifierArguments {
  std::string people;                               // the database with the register, only read
  std::string keys = "var/keys";                    // the folder with register.key, only read
  std::string database = "sqlite:var/verifier.db";  // what questions have cost, written
  std::string socket = default_verifier_socket;
  std::string policy = "cpr-1";
  std::string user;                // to become; empty: stay
  std::vector<std::string> peers;  // users who may ask; empty: this process's own
};

// Serves until SIGTERM or SIGINT; returns the exit code.
[[nodiscard]] int run_verifier(const VerifierArguments& arguments, const std::string& home);

}  // namespace skranke::app
