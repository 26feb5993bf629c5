// The head of a request: from its bytes to what the rest of the server needs to know about it.
//
// The grammar is read by Boost.Beast's parser (request_head.cpp is the only file that sees it). What Beast
// lets pass although RFC 9112 calls it an error, or a known road for request smuggling, is refused here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>

#include "http/server/problem.hpp"
#include "http/server/request.hpp"

namespace skranke::http {

// A part of the head, as offsets: the buffer may move before the body is complete.
struct Slice {
  std::uint32_t at = 0;
  std::uint32_t size = 0;

  [[nodiscard]] std::string_view in(std::string_view head) const { return head.substr(at, size); }
};

struct RequestHead {
  Method method = Method::get;
  Slice path;
  Slice query;
  Slice content_type;
  Slice accept;
  Slice accept_encoding;
  Slice accept_language;
  Slice if_none_match;
  Slice authorization;
  Slice cookie;
  Slice sec_fetch_site;
  Slice idempotency_key;
  Slice session_token;
  Slice forwarded_for;
  Slice request_id;
  bool http_1_1 = false;
  bool keep_alive = false;
  bool chunked = false;
  bool expects_continue = false;
  std::uint64_t content_length = 0;
};

// Reads `head`, which ends with its first empty line. On failure the framing of what follows is uncertain.
[[nodiscard]] std::expected<RequestHead, Refusal> parse_head(std::string_view head,
                                                             std::size_t target_bytes_max);

}  // namespace skranke::http
