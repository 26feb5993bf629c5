#include "http/api/log.hpp"

#include <charconv>
#include <memory>
#include <optional>
#include <utility>

#include "http/api/before.hpp"
#include "http/api/problems.hpp"

namespace skranke::http::api {
namespace {

constexpr std::string_view prefix = "/log/";
constexpr std::string_view tiles = "tile/";
constexpr Refusal no_tile{
    404, "tile-unknown", "There is no such tile",
    "The log is not so long, or the path is not that of a tile: /log/tile/LEVEL/NUMBER[.p/WIDTH]."};
constexpr Refusal no_checkpoint{
    404, "no-checkpoint", "There is no checkpoint yet",
    "Nothing has come into the log, or its witnesses have not cosigned it yet: look again in a moment."};

std::optional<std::uint64_t> number_in(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// As it is written, and in no other way.
std::optional<std::uint64_t> plain_number(std::string_view digits) {
  const auto number = number_in(digits);
  return number && std::to_string(*number) == digits ? number : std::nullopt;
}

// "x001/x234/067"; a log of 10^15 entries needs five parts.
std::optional<std::uint64_t> tile_number(std::string_view path) {
  constexpr int parts_max = 5;
  std::uint64_t number = 0;
  for (int part = 0; part < parts_max; ++part) {
    const bool is_last = !path.starts_with('x');
    if (!is_last) path.remove_prefix(1);
    const auto value = path.size() >= 3 ? number_in(path.substr(0, 3)) : std::nullopt;
    if (!value || (part == 0 && !is_last && *value == 0)) return std::nullopt;
    number = number * 1000 + *value;
    path.remove_prefix(3);
    if (is_last) return path.empty() ? std::optional{number} : std::nullopt;
    if (!path.starts_with('/')) return std::nullopt;
    path.remove_prefix(1);
  }
  return std::nullopt;
}

void answer_tile(const LogReader& log, std::string_view path, Response& response) {
  TilePath tile;
  if (!read_tile_path(path, tile)) return write_problem(response, no_tile);
  auto hashes = log.tile(tile.level, tile.number, tile.width);
  if (!hashes) return write_body_problem(response, hashes.error());
  if (hashes->empty()) return write_problem(response, no_tile);
  // What is there once stays.
  response.fields.append("Cache-Control: public, max-age=31536000, immutable\r\n");
  response.content_type = "application/octet-stream";
  response.body = std::move(*hashes);
}

void answer_checkpoint(const LogReader& log, Response& response) {
  auto note = log.checkpoint();
  if (!note) return write_body_problem(response, note.error());
  if (note->empty()) return write_problem(response, no_checkpoint);
  response.fields.append("Cache-Control: no-cache\r\n");
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(*note);
}

void answer(const LogReader& log, const Request& request, Response& response) {
  if (!is_read(request, response)) return;
  const std::string_view path = request.path.substr(prefix.size());
  if (path == "checkpoint") return answer_checkpoint(log, response);
  if (path.starts_with(tiles)) return answer_tile(log, path.substr(tiles.size()), response);
  if (path != "key") return write_problem(response, nothing_here);
  response.fields.append("Cache-Control: public, max-age=300\r\n");
  response.content_type = "text/plain; charset=utf-8";
  response.body = log.public_key + "\n";
}

}  // namespace

bool read_tile_path(std::string_view path, TilePath& tile) {
  constexpr std::uint64_t levels = 8;
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return false;
  const auto level = plain_number(path.substr(0, slash));
  if (!level || *level >= levels) return false;
  std::string_view rest = path.substr(slash + 1);
  constexpr std::string_view partial = ".p/";
  if (const std::size_t dot = rest.find(partial); dot != std::string_view::npos) {
    const auto width = plain_number(rest.substr(dot + partial.size()));
    if (!width || *width == 0 || *width >= tile.width) return false;
    tile.width = *width;
    rest = rest.substr(0, dot);
  }
  const auto number = tile_number(rest);
  if (!number) return false;
  tile.level = *level;
  tile.number = *number;
  return true;
}

Handler before_log(LogReader log, Handler rest) {
  auto reader = std::make_shared<const LogReader>(std::move(log));
  return before(
      [reader = std::move(reader)](const Request& request, Response& response) {
        if (!request.path.starts_with(prefix)) return false;
        answer(*reader, request, response);
        return true;
      },
      std::move(rest));
}

std::vector<RouteName> log_route_names() {
  return {{.method = "GET", .path = "/log/checkpoint", .parameters = {}},
          {.method = "GET", .path = "/log/key", .parameters = {}},
          {.method = "GET", .path = "/log/tile/{level}/{number}", .parameters = {}}};
}

}  // namespace skranke::http::api
