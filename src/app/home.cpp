#include "app/home.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

#include "base/limits.hpp"
#include "policy/load.hpp"

namespace skranke::app {
namespace {

namespace fs = std::filesystem;
using base::fail;
using base::Fault;

bool has_policies(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "policies", ignored);
}

base::Result<std::string> read_stream(std::istream& stream, const std::string& name, std::size_t bytes_max) {
  std::string bytes;
  std::vector<char> piece(64UL * 1024);
  while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) || stream.gcount() > 0) {
    bytes.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > bytes_max) {
      return fail(Fault::too_large, name + ": larger than " + std::to_string(bytes_max) + " bytes");
    }
  }
  if (stream.bad()) return fail(Fault::unavailable, name + ": can't be read");
  return bytes;
}

}  // namespace

base::Result<fs::path> find_home(const std::string& named) {
  if (!named.empty()) {
    if (has_policies(named)) return fs::path{named};
    return fail(
        Fault::not_found,
        named + " has no folder policies/; expected the folder that holds policies/, locales/ and web/dist/");
  }
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    const fs::path folder = program.parent_path();
    for (const fs::path& candidate : {folder / "../..", folder / "../share/skranke", folder / "../../.."}) {
      if (has_policies(candidate)) return fs::weakly_canonical(candidate, error);
    }
  }
  return fail(
      Fault::not_found,
      "the folder with policies/, locales/ and web/dist/ was not found; name it with --home or SKRANKE_HOME");
}

base::Result<std::string> read_file(const fs::path& path, std::size_t bytes_max) {
  if (path == "-") return read_stream(std::cin, "standard input", bytes_max);
  std::error_code error;
  if (fs::is_directory(path, error))
    return fail(Fault::not_found, path.string() + ": is a folder; expected a file");
  std::ifstream file{path, std::ios::binary};
  if (!file)
    return fail(Fault::not_found,
                path.string() + ": can't be opened; expected a readable file, or - for standard input");
  return read_stream(file, path.string(), bytes_max);
}

base::Result<policy::Catalogue> load_policies(const fs::path& home) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator{home / "policies", error}) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  if (error) return fail(Fault::not_found, (home / "policies").string() + ": can't be read");
  std::ranges::sort(files);
  policy::Catalogue catalogue;
  std::string findings;
  for (const fs::path& file : files) {
    auto text = read_file(file, base::limits::policy_bytes_max + 1);
    if (!text) return std::unexpected{std::move(text.error())};
    policy::Loaded loaded = policy::load(*text, fs::proximate(file, error).string());
    for (const policy::Finding& finding : loaded.findings) findings += policy::to_string(finding) + "\n";
    if (!loaded.edition) continue;
    if (auto added = catalogue.add(std::move(*loaded.edition)); !added)
      findings += file.string() + ": " + added.error().text + "\n";
  }
  if (!findings.empty()) {
    findings.pop_back();
    return fail(Fault::invalid_policy, std::move(findings));
  }
  if (catalogue.all().empty())
    return fail(Fault::not_found,
                (home / "policies").string() + ": holds no policy; expected <id>/<version>.toml");
  return catalogue;
}

}  // namespace skranke::app
