// Pieces of records as JSON: moments, and objects whose empty values are left out.
#pragma once

#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "desk/port/moment.hpp"

namespace skranke::record {

namespace json = boost::json;

// "2026-11-29T09:00:00Z" (RFC 3339): with seconds, since a schema that asserts formats wants them.
[[nodiscard]] std::string format_moment(desk::Moment moment);

[[nodiscard]] json::value text_or_null(std::string_view text);

}  // namespace skranke::record
