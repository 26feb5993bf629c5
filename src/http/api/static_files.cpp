// The built web interface: what type a file has, and which encodings of it there are.
#include "http/api/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/limits.hpp"
#include "http/api/etag.hpp"

namespace skranke::http::api {

namespace {

namespace fs = std::filesystem;
using base::Fault;

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> content_types{{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
}};

std::string_view content_type_of(const fs::path& path) {
  const std::string extension = path.extension().string();
  const auto* const found =
      std::ranges::find(content_types, std::string_view{extension}, [](auto& pair) { return pair.first; });
  return found == content_types.end() ? "application/octet-stream" : found->second;
}

// By the names that the build of the pages gives (web/vite.config.ts).
PageWorker worker_of(std::string_view name) {
  if (name == "/keeper.js") return PageWorker::keeper;
  return name.starts_with("/assets/engine_worker-") && name.ends_with(".js") ? PageWorker::engine
                                                                             : PageWorker::none;
}

base::Result<std::string> read(const fs::path& path) {
  std::ifstream stream{path, std::ios::binary};
  if (!stream) return base::fail(Fault::not_found, "can't read " + path.string());
  return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

base::Result<StaticFiles> StaticFiles::load(const fs::path& folder) {
  StaticFiles files;
  std::size_t left = base::limits::static_bytes_max;
  std::error_code error;
  fs::recursive_directory_iterator entries{folder, error};
  for (; !error && entries != fs::recursive_directory_iterator{}; entries.increment(error)) {
    const fs::path& path = entries->path();
    const std::string extension = path.extension().string();
    if (!entries->is_regular_file(error) || error) continue;
    auto bytes = read(path);
    if (!bytes) return std::unexpected{bytes.error()};
    if (bytes->size() > left)
      return base::fail(Fault::too_large, "the files of " + folder.string() + " are too large");
    left -= bytes->size();

    const bool encoded = extension == ".br" || extension == ".gz";
    const fs::path plain = encoded ? fs::path{path}.replace_extension() : path;
    std::string etag = make_etag(*bytes, encoded ? extension.substr(1) : "");
    const std::string name = "/" + plain.lexically_relative(folder).generic_string();
    StaticFile& file = files.files_[name];
    file.content_type = content_type_of(plain);
    file.immutable = name.starts_with("/assets/");
    file.worker = worker_of(name);
    file.variants.push_back({.encoding = extension == ".br" ? "br" : (extension == ".gz" ? "gzip" : ""),
                             .bytes = std::move(*bytes),
                             .etag = std::move(etag)});
  }
  if (error)
    return base::fail(Fault::not_found, "can't read the folder " + folder.string() + ": " + error.message());
  for (auto& [name, file] : files.files_) {
    std::ranges::sort(file.variants, [](const FileVariant& one, const FileVariant& other) {
      if (one.encoding.empty() != other.encoding.empty()) return other.encoding.empty();
      return one.bytes.size() < other.bytes.size();
    });
  }
  // An encoding without its file would be an answer for some clients only.
  std::erase_if(files.files_,
                [](const auto& entry) { return !entry.second.variants.back().encoding.empty(); });
  return files;
}

void StaticFiles::take_away(std::string_view list) {
  if (const StaticFile* file = find(list)) {
    const std::string names = file->variants.back().bytes;
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find('\n', at), names.size());
      files_.erase(names.substr(at, end - at));
      at = end + 1;
    }
  }
  files_.erase("/pages-of-desk.txt");
  files_.erase("/pages-of-citizens.txt");
}

const StaticFile* StaticFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace skranke::http::api
