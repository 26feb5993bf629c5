// From a Problem of the program to a problem document of HTTP: the one place where faults get a status.
#pragma once

#include "base/result.hpp"
#include "http/server/problem.hpp"

namespace skranke::http::api {

// A mistake in the JSON text of a body: with `path` and `code`.
void write_body_problem(Response& response, const base::Problem& problem);

// A mistake in the query: always 400.
void write_query_problem(Response& response, const base::Problem& problem);

// What the path or query names is not there: 404.
void write_missing(Response& response, const base::Problem& problem);

inline constexpr Refusal nothing_here{404, "not-found", "There is nothing here",
                                      "No route and no page has this path."};
inline constexpr Refusal wrong_method{405, "method-not-allowed", "The method does not exist here",
                                      "The path exists, but not with this method: see Allow."};
inline constexpr Refusal not_json{415, "unsupported-media-type", "The body is of another type",
                                  "Send application/json, in UTF-8."};
inline constexpr Refusal not_json_lines{415, "unsupported-media-type", "The body is of another type",
                                        "Send application/x-ndjson (or application/jsonl), in UTF-8."};

// Whether a Content-Type is one under which a client may send `type`, whatever its parameters: that type,
// none at all, or what curl and fetch say when their user names no type. The body is read as `type` in any
// case. No route acts on cookies, so a form of another site gains nothing by this.
[[nodiscard]] bool may_hold(std::string_view content_type, std::string_view type);

}  // namespace skranke::http::api
