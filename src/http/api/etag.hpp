// Entity tags (RFC 9110, 8.8.3).
#pragma once

#include <string>
#include <string_view>

namespace skranke::http::api {

// A tag of the bytes, with its quotation marks. `variant` tells encodings of the same bytes apart.
[[nodiscard]] std::string make_etag(std::string_view bytes, std::string_view variant = {});

// Whether If-None-Match names `etag`, in the weak comparison that RFC 9110, 13.1.2 asks for.
[[nodiscard]] bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace skranke::http::api
