#include "app/home.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "base/limits.hpp"
#include "disk/disk.hpp"
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

base::Result<std::string> read_descriptor(int descriptor, const std::string& name, std::size_t bytes_max) {
  std::string bytes;
  std::vector<char> piece(64UL * 1024);
  while (true) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(Fault::unavailable, name + ": can't be read: " + std::strerror(errno));
    if (count == 0) return bytes;
    bytes.append(piece.data(), static_cast<std::size_t>(count));
    if (bytes.size() > bytes_max) {
      return fail(Fault::too_large, name + ": larger than " + std::to_string(bytes_max) + " bytes");
    }
  }
}

}  // namespace

base::Result<fs::path> find_home(const std::string& named) {
  if (!named.empty()) {
    if (has_policies(named)) return fs::path{named};
    return fail(Fault::not_found, named +
                                      " has no folder policies/; expected the folder that holds policies/, "
                                      "locales/, data/ and web/dist/");
  }
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    const fs::path folder = program.parent_path();
    for (const fs::path& candidate : {folder / "../..", folder / "../share/skranke", folder / "../../.."}) {
      if (has_policies(candidate)) return fs::weakly_canonical(candidate, error);
    }
  }
  return fail(Fault::not_found,
              "the folder with policies/, locales/, data/ and web/dist/ was not found; name it with --home "
              "or SKRANKE_HOME");
}

base::Result<std::string> read_file(const fs::path& path, std::size_t bytes_max) {
  if (path == "-") return read_descriptor(STDIN_FILENO, "standard input", bytes_max);
  const disk::Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file.is_open()) {
    return fail(Fault::not_found, path.string() + ": " + std::strerror(errno) +
                                      "; expected a readable file, or - for standard input");
  }
  return read_descriptor(file.number(), path.string(), bytes_max);
}

std::string lines_of(std::vector<base::Finding> findings) {
  base::sort_by_place(findings);
  std::string lines;
  for (const base::Finding& finding : findings)
    lines.append(lines.empty() ? "" : "\n").append(base::to_string(finding));
  return lines;
}

base::Result<policy::Catalogue> load_policies(const fs::path& home) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator{home / "policies", error}) {
    const bool is_document_policy = entry.path().parent_path().filename() != "questions";
    if (entry.path().extension() == ".toml" && is_document_policy) files.push_back(entry.path());
  }
  if (error) return fail(Fault::not_found, (home / "policies").string() + ": can't be read");
  std::ranges::sort(files);
  policy::Catalogue catalogue;
  std::string findings;
  for (const fs::path& file : files) {
    auto text = read_file(file, base::limits::policy_bytes_max + 1);
    if (!text) return std::unexpected{std::move(text.error())};
    policy::Loaded loaded = policy::load(*text, fs::proximate(file, error).string());
    for (const policy::Finding& finding : loaded.findings) findings += base::to_string(finding) + "\n";
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
