// Where the program's data is: policies/, locales/, data/ and web/dist/ beside each other in one folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "base/result.hpp"
#include "policy/catalogue.hpp"

namespace skranke::app {

// The folder named by --home or SKRANKE_HOME if `named` is not empty; else the first that holds policies/ of:
// the folder above the program's build folder, and share/skranke beside its bin/. Problem: not_found.
[[nodiscard]] base::Result<std::filesystem::path> find_home(const std::string& named);

// A file's bytes; at most `bytes_max`. Problems: not_found, too_large. "-" is standard input.
[[nodiscard]] base::Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);

// What is wrong with a file, all of it, a line each in the order of the file.
[[nodiscard]] std::string lines_of(std::vector<base::Finding> findings);

// Every policies/*/*.toml of the folder but those of policies/questions/, which are another kind.
// Problems: not_found; invalid_policy with all findings in its text.
[[nodiscard]] base::Result<policy::Catalogue> load_policies(const std::filesystem::path& home);

}  // namespace skranke::app
