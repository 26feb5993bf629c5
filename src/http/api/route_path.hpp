// How a path finds its route in a table of them.
#pragma once

#include <optional>
#include <string_view>

#include "http/server/request.hpp"
#include "http/server/response.hpp"

namespace skranke::http::api {

// The segment that stands for "{id}" in `route`, or an empty one if the route has none; nothing if the path
// is another. A route has at most one.
[[nodiscard]] constexpr std::optional<std::string_view> match_path(std::string_view route,
                                                                   std::string_view path) {
  constexpr std::string_view id_segment = "{id}";
  const std::size_t at = route.find(id_segment);
  if (at == std::string_view::npos) return route == path ? std::optional{std::string_view{}} : std::nullopt;
  const std::string_view before = route.substr(0, at);
  const std::string_view after = route.substr(at + id_segment.size());
  if (!path.starts_with(before) || !path.ends_with(after) || path.size() <= before.size() + after.size())
    return std::nullopt;
  path.remove_prefix(before.size());
  path.remove_suffix(after.size());
  return path.find('/') == std::string_view::npos ? std::optional{path} : std::nullopt;
}

template <class Entry>
struct FoundRoute {
  const Entry* entry = nullptr;  // null: the path has no route, or none with this method
  std::string_view id;
  const Entry* other_method =
      nullptr;  // a route of this path with another method, where there is none with it
};

// Entries have `method` and `path`, of static duration. Says in `response` by which pattern the request is
// counted, whether its method is there or not.
template <class Entries>
[[nodiscard]] auto find_route(const Entries& entries, Method method, std::string_view path,
                              Response& response) {
  FoundRoute<typename Entries::value_type> found;
  response.route = {};
  for (const auto& entry : entries) {
    const auto id = match_path(entry.path, path);
    if (!id) continue;
    response.route = entry.path;
    if (entry.method == method) return FoundRoute<typename Entries::value_type>{&entry, *id, nullptr};
    found.other_method = &entry;
  }
  return found;
}

}  // namespace skranke::http::api
