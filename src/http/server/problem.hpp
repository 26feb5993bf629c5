// Problem documents (RFC 9457): what was wrong with a request, for programs and for people.
//
// PRIVACY: a problem names parts, keys, places and limits; it never repeats a value that was sent.
#pragma once

#include <string>
#include <string_view>

#include "http/server/response.hpp"

namespace skranke::http {

// A kind of problem; everything in it is of static duration.
struct Refusal {
  unsigned status;
  std::string_view type;    // the stable last part of "urn:skranke:problem:<type>"
  std::string_view title;   // the same for every problem of the type
  std::string_view detail;  // which part is wrong, and what would be right
};

// Makes `response` the problem document of `refusal`. Header fields already there (Allow) are kept; a 503 has
// Retry-After, of a second where there is none yet.
void write_problem(Response& response, const Refusal& refusal);

// The same with the two extension members of a problem in a JSON text: `path`, a JSON pointer to the
// place, and `code`. `refusal` may point to short-lived text.
void write_problem(Response& response, const Refusal& refusal, std::string_view path, std::string_view code);

// Adds the member `instance` (RFC 9457, 3.1.5), "urn:skranke:request:ID", to a problem document; leaves every
// other answer alone.
void name_instance(Response& response, std::string_view request_id);

// Appends `text` as a JSON string with its quotation marks. Bytes that are not ASCII are taken as UTF-8.
void append_json_string(std::string& out, std::string_view text);

}  // namespace skranke::http
