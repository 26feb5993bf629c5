// `skranke check`: are these documents enough?
#pragma once

#include <optional>
#include <string>

#include "base/civil.hpp"
#include "policy/catalogue.hpp"

namespace skranke::app {

struct CheckArguments {
  std::string file;  // "-": standard input
  bool jsonl = false;
  std::optional<std::string> advice;  // a number, "all" or "none"
  bool next = false;
  std::optional<std::string> date;      // of cases that name none; default: today
  std::string version;                  // of cases that name none; empty: the one in force on their day
  std::optional<std::string> language;  // an answer in words instead of JSON
};

// Reads, decides, prints; returns the exit code.
[[nodiscard]] int run_check(const CheckArguments& arguments, const std::string& home);

}  // namespace skranke::app
