// One HTTP request, as a handler sees it.
//
// Everything is a view into the connection's own buffer: it holds until the answer has been given, and a
// handler that wants to keep something copies it. Only the header fields that some handler reads are here,
// so that nothing else a client sends can reach a log or an answer.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

namespace skranke::http {

// The methods that a route may have. A request with any other method is answered with 501 before it
// reaches a handler.
enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options };

[[nodiscard]] constexpr std::string_view name(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::delete_:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  std::unreachable();
}

struct Request {
  Method method = Method::get;
  std::string_view
      path;  // begins with '/', or is "*" (OPTIONS only); percent-encoded, every triplet well-formed
  std::string_view query;  // what follows the '?', percent-encoded; empty if there is none
  std::string_view content_type;
  std::string_view accept;
  std::string_view accept_encoding;
  std::string_view accept_language;
  std::string_view if_none_match;
  std::string_view authorization;
  std::string_view cookie;
  std::string_view sec_fetch_site;
  std::string_view idempotency_key;
  std::string_view session_token;  // X-Session-Token: what a page of ours sends beside its cookie
  std::string_view forwarded_for;  // X-Forwarded-For, whoever wrote it; see client_address.hpp
  std::string_view request_id;     // drawn, or a trusted proxy's; see request_id.hpp
  std::string_view peer;           // the address at the other end of the connection, without its port
  std::string_view body;           // whole, and without transfer coding
};

}  // namespace skranke::http
