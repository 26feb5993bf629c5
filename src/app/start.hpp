// What every subcommand begins with: the data folder, the policies, today.
#pragma once

#include <filesystem>
#include <string>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "policy/catalogue.hpp"

namespace skranke::app {

struct Start {
  std::filesystem::path home;
  policy::Catalogue catalogue;
  base::Day today;  // in the zone of a case that names no date
};

// Finds the folder (see find_home), loads its policies and reads the clock. Problems as of each of them.
[[nodiscard]] base::Result<Start> start(const std::string& named_home);

// Says a problem on standard error, and gives the exit code back.
int complain(const base::Problem& problem, int code);
int complain(const std::string& text, int code);

}  // namespace skranke::app
