// `skranke register`: import extracts of the CPR register, show a person, count, seal what is not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/register_keys.hpp"

namespace skranke::app {

inline constexpr const char* default_database = "sqlite:var/skranke.db";

struct RegisterImportArguments {
  std::vector<std::string> files;  // "-": standard input
  std::string database = default_database;
  std::string keys = default_keys;
  bool strict = false;
  bool replace = false;
  std::optional<bool> progress;  // empty: where standard error is a terminal
  std::string quarantine;        // a file for every broken line; empty: none
};

struct RegisterShowArguments {
  std::string number;  // "-": read from standard input
  std::string database = default_database;
  std::string keys = default_keys;
  std::string format = "json";
  bool with_protected_address = false;
};

struct RegisterStatsArguments {
  std::string database = default_database;
  std::string format = "json";
};

struct RegisterSealArguments {
  std::string database = default_database;
  std::string keys = default_keys;
  std::optional<bool> progress;  // empty: where standard error is a terminal
};

// Each prints, and returns the exit code.
[[nodiscard]] int run_register_seal(const RegisterSealArguments& arguments);
[[nodiscard]] int run_register_import(const RegisterImportArguments& arguments);
[[nodiscard]] int run_register_show(const RegisterShowArguments& arguments);
[[nodiscard]] int run_register_stats(const RegisterStatsArguments& arguments);

}  // namespace skranke::app
