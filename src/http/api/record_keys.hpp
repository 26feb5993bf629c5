// GET /api/v1/record-keys: the keys that signed records of cases are checked with, for everybody.
#pragma once

#include <string>
#include <vector>

#include "http/api/route_names.hpp"
#include "http/server/response.hpp"

namespace skranke::http::api {

// Answers with the key set (RFC 7517), which may be kept for five minutes, and leaves every other path to
// `rest`.
[[nodiscard]] Handler before_record_keys(std::string key_set, Handler rest);

[[nodiscard]] std::vector<RouteName> record_keys_route_names();

}  // namespace skranke::http::api
