// A policy named on the command line: an id, an id with a version, or a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "base/result.hpp"
#include "policy/load.hpp"

namespace skranke::app {

struct NamedPolicy {
  policy::Loaded loaded;  // its findings, if it has any, and else its edition
  int exit = 0;           // what the program ends with where there is no edition
};

// Loads `name`: "-" (standard input), what has a slash in it or ends in ".toml" is a file; anything else is
// an id of the data folder, as in mitid (the version in force today) or mitid@2024-01-01. Findings are not
// complained of; every other problem is, on standard error, and gives nothing but its exit code.
[[nodiscard]] NamedPolicy named_policy(const std::string& name, const std::string& home);

// The same, where a policy with findings is bad input: each is told on standard error.
[[nodiscard]] NamedPolicy sound_policy(const std::string& name, const std::string& home);

}  // namespace skranke::app
