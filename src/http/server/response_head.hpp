// The head of a response as text: status line, Date, security headers, framing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/server/response.hpp"

namespace skranke::http {

struct Framing {
  std::optional<std::size_t> content_length;  // empty: chunked, or ended by closing, or no body at all
  bool chunked = false;
  bool keep_alive = true;
  bool http_1_1 = true;              // the request's version
  std::string_view request_id = {};  // empty: none is said
};

// Appends the head of `response`, with its empty line. Every response carries the security headers; those
// that hold pages carry the content security policy for pages. Reads the clock for Date.
void append_head(std::string& out, const Response& response, const Framing& framing);

}  // namespace skranke::http
