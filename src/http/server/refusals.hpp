// Every way in which the server itself refuses a request, before a handler has seen it.
#pragma once

#include "http/server/problem.hpp"

namespace skranke::http::refusals {

inline constexpr std::string_view malformed_title = "The request is not well-formed HTTP/1.1";

inline constexpr Refusal bad_method{400, "malformed-request", malformed_title,
                                    "The request line does not begin with a method and a space."};
inline constexpr Refusal bad_target{
    400, "malformed-request", malformed_title,
    "The request target is not a path: it has to begin with '/', hold printable ASCII only, and every '%' "
    "has to be followed by two hexadecimal digits other than 00."};
inline constexpr Refusal bad_version{400, "malformed-request", malformed_title,
                                     "The request line does not end with HTTP/1.1 or HTTP/1.0."};
inline constexpr Refusal bad_line_end{400, "malformed-request", malformed_title,
                                      "A line of the request's head does not end with CR LF."};
inline constexpr Refusal bad_field{
    400, "malformed-request", malformed_title,
    "A header field is not a name, a colon and a value without control characters."};
inline constexpr Refusal folded_field{
    400, "malformed-request", malformed_title,
    "A line of the request's head begins with white space: folded header fields are not accepted."};
inline constexpr Refusal missing_host{400, "missing-host", "The Host header field is missing",
                                      "A request in HTTP/1.1 needs exactly one Host header field."};
inline constexpr Refusal bad_host{
    400, "bad-host", "The Host header field is wrong",
    "A request needs exactly one Host header field, with a host and perhaps a port."};
inline constexpr Refusal bad_length{400, "bad-framing", "The length of the body is uncertain",
                                    "Content-Length has to be one whole number."};
inline constexpr Refusal two_lengths{400, "bad-framing", "The length of the body is uncertain",
                                     "The request has more than one Content-Length."};
inline constexpr Refusal length_and_coding{400, "bad-framing", "The length of the body is uncertain",
                                           "The request has both Content-Length and Transfer-Encoding."};
inline constexpr Refusal coding_in_1_0{400, "bad-framing", "The length of the body is uncertain",
                                       "Transfer-Encoding does not exist in HTTP/1.0."};
inline constexpr Refusal two_codings{400, "bad-framing", "The length of the body is uncertain",
                                     "The request has more than one Transfer-Encoding."};
inline constexpr Refusal bad_chunk{400, "bad-framing", "The length of the body is uncertain",
                                   "The chunks of the body are not well-formed: each is a size in "
                                   "hexadecimal digits, CR LF, so many bytes, CR LF."};
inline constexpr Refusal http_2{400, "unsupported-version", "The version of HTTP is not spoken here",
                                "HTTP/2 is not spoken here: use HTTP/1.1."};
inline constexpr Refusal other_version{505, "unsupported-version", "The version of HTTP is not spoken here",
                                       "Use HTTP/1.1."};
inline constexpr Refusal header_timeout{408, "timeout", "The request took too long",
                                        "The request's head was not complete in time."};
inline constexpr Refusal body_timeout{408, "timeout", "The request took too long",
                                      "The request's body was not complete in time."};
inline constexpr Refusal body_too_large{413, "body-too-large", "The body is too large",
                                        "The request's body is larger than this route accepts."};
inline constexpr Refusal target_too_long{
    414, "target-too-long", "The request target is too long",
    "The path and query of the request line are longer than the server accepts."};
inline constexpr Refusal expectation{417, "unknown-expectation", "The expectation is not known",
                                     "The only value of Expect that is known is 100-continue."};
inline constexpr Refusal header_too_large{
    431, "header-too-large", "The request's head is too large",
    "The request line and header fields together are larger than the server accepts."};
inline constexpr Refusal internal{500, "internal", "The server has a mistake",
                                  "The request could not be answered because of a mistake in the server."};
inline constexpr Refusal unknown_method{501, "unknown-method", "The method is not known",
                                        "The methods that some route has are GET, HEAD, POST and OPTIONS."};
inline constexpr Refusal unknown_coding{501, "unknown-coding", "The transfer coding is not known",
                                        "The only Transfer-Encoding that is known is chunked."};
inline constexpr Refusal busy{503, "busy", "The server is busy",
                              "Too much is being received at the moment: try again in a second."};
inline constexpr Refusal too_much_work{503, "busy", "The server is busy",
                                       "Too many requests wait for their turn: try again in a second."};
inline constexpr Refusal too_many_streams{503, "busy", "The server is busy",
                                          "Too many event streams are open: try again in a second."};
inline constexpr Refusal too_many_connections{503, "busy", "The server is busy",
                                              "Too many connections are open: try again in a second."};

}  // namespace skranke::http::refusals
