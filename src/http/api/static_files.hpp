// The built web interface, read into memory once.
//
// Nothing is looked up on the disk when a request comes, so no path can lead out of the folder.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/server/response.hpp"

namespace skranke::http::api {

// One encoding of a file.
struct FileVariant {
  std::string_view encoding;  // "br", "gzip", or empty for the file as it is
  std::string bytes;
  std::string etag;
};

struct StaticFile {
  std::string_view content_type;
  bool immutable = false;  // its name changes with its content
  PageWorker worker = PageWorker::none;
  std::vector<FileVariant> variants;  // the smallest first; the last one is the file as it is
};

class StaticFiles {
 public:
  // No files at all.
  StaticFiles() = default;

  // Reads every file under `folder`. NAME.br and NAME.gz beside NAME are its encodings. Problems: not_found;
  // too_large, if the files together exceed limits::static_bytes_max.
  [[nodiscard]] static base::Result<StaticFiles> load(const std::filesystem::path& folder);

  // Takes away the pages that the file `list` of the folder names, a path a line; nothing where there is no
  // such file. Both lists that the build makes, "/pages-of-desk.txt" and "/pages-of-citizens.txt", are no
  // pages themselves.
  void take_away(std::string_view list);

  // By the path under the folder, which begins with '/' ("/assets/page.css"). Null if there is none.
  [[nodiscard]] const StaticFile* find(std::string_view path) const;

 private:
  std::map<std::string, StaticFile, std::less<>> files_;
};

}  // namespace skranke::http::api
