// How CPR Direkte is reached: the agreement's account, the host, and the deadlines.
//
// Settings come as a TOML file and as environment variables, which win. The password is in a file of its
// own, so that neither a shared configuration nor the environment of a process holds it. Keys:
// docs/cpr-direkte.md.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/limits.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "connect/cpr_direkte/frames.hpp"

namespace skranke::cpr_direkte {

struct Config {
  using Duration = std::chrono::milliseconds;

  std::string host = "direkte.cpr.dk";
  std::uint16_t port = 5000;
  std::string server_name;  // that the certificate has to name; empty: `host`
  std::string ca_file;      // authorities to trust, PEM; empty: the system's
  Account account;
  base::PersonalText password;
  std::size_t connections = base::limits::cpr_direkte_connections;  // at once
  Duration connect_deadline = base::limits::cpr_direkte_connect_deadline;
  Duration read_deadline = base::limits::cpr_direkte_read_deadline;
  Duration call_deadline = base::limits::cpr_direkte_call_deadline;
  Duration deadlock_pause = base::limits::cpr_direkte_deadlock_pause;
};

using Settings = std::map<std::string, std::string, std::less<>>;  // by key
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// The settings of a TOML file (none where the name is empty), over them those of the environment:
// SKRANKE_CPR_DIREKTE_ and the key in capitals. Problems: not_found, unknown_key, invalid_value.
[[nodiscard]] base::Result<Settings> read_settings(const std::string& file, const Environment& environment);

// The configuration that settings make, the password read from its file. Problems: unknown_key,
// missing_key, invalid_value, not_found; they name the key and what is expected of it.
[[nodiscard]] base::Result<Config> make_config(const Settings& settings);

// What is wrong with a configuration that didn't come from settings; nothing: a Result without value.
[[nodiscard]] base::Result<void> check(const Config& config);

// The first line of a file, without the line's end. Problem (not_found) if it can't be read.
[[nodiscard]] base::Result<base::PersonalText> read_secret(const std::string& file);

}  // namespace skranke::cpr_direkte
