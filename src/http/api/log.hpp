// GET /log/…: the log's checkpoint, its public key and the hashes of its tree, for everybody who wants to
// hold this house to what it has said. Entries are not given out: they name cases. SPEC: C2SP tlog-tiles.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "http/api/route_names.hpp"
#include "http/server/response.hpp"

namespace skranke::http::api {

struct LogReader {
  std::string public_key;
  std::function<base::Result<std::string>()> checkpoint;  // a note; empty: there is none yet
  // The first `width` hashes of a tile; empty where there are not so many.
  std::function<base::Result<std::string>(std::uint64_t level, std::uint64_t number, std::uint64_t width)>
      tile;
};

// Answers below /log/, and leaves every other path to `rest`.
[[nodiscard]] Handler before_log(LogReader log, Handler rest);

[[nodiscard]] std::vector<RouteName> log_route_names();

// The path of a tile after /log/tile/: "0/x001/067" or "0/x001/067.p/5". False for another text.
struct TilePath {
  std::uint64_t level = 0;
  std::uint64_t number = 0;
  std::uint64_t width = 256;
};
[[nodiscard]] bool read_tile_path(std::string_view path, TilePath& tile);

}  // namespace skranke::http::api
