// What a client may keep, as long as it asks each time whether it is still right: JSON texts, for the most
// part.
#pragma once

#include <string>
#include <string_view>

#include "http/server/request.hpp"
#include "http/server/response.hpp"

namespace skranke::http::api {

// A text that does not change while the server runs.
struct Document {
  std::string text;
  std::string etag;
  std::string gzip;       // the same, compressed; empty where it is too short to gain by that
  std::string gzip_etag;  // of those bytes
};

[[nodiscard]] Document make_document(std::string text);

// Answers with the document, which lives as long as the handler, or with 304 if the client has it.
void send_document(const Request& request, const Document& document, Response& response,
                   std::string_view content_type = "application/json");

// Finishes an answer whose body is there: 304 if the client has it.
void send_validated(const Request& request, std::string_view etag, Response& response,
                    std::string_view content_type = "application/json");

}  // namespace skranke::http::api
