// What a table of routes has, so that a test can hold the table against its description.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "http/server/request.hpp"

namespace skranke::http::api {

struct RouteName {
  std::string_view method;
  std::string_view path;                         // "{id}" stands for one segment, as in OpenAPI
  std::span<const std::string_view> parameters;  // of the query
};

// Of an entry whose `parameters` are an array that empty names fill up; none where an entry has no such
// array.
template <class Entry>
[[nodiscard]] constexpr std::span<const std::string_view> parameters_of(const Entry& entry) {
  if constexpr (requires { entry.parameters; }) {
    return {entry.parameters.begin(), std::ranges::find(entry.parameters, std::string_view{})};
  } else {
    return {};
  }
}

// Entries live as long as the program, and have `method` and `path`.
template <class Entries>
[[nodiscard]] std::vector<RouteName> names_of(const Entries& entries) {
  std::vector<RouteName> names;
  for (const auto& entry : entries) names.push_back({name(entry.method), entry.path, parameters_of(entry)});
  return names;
}

}  // namespace skranke::http::api
