#include "http/api/document.hpp"

#include <utility>

#include "http/api/etag.hpp"

namespace skranke::http::api {

Document make_document(std::string text) {
  std::string etag = make_etag(text);
  return {.text = std::move(text), .etag = std::move(etag)};
}

void send_document(const Request& request, const Document& document, Response& response) {
  response.file = document.text;
  send_validated(request, document.etag, response);
}

void send_validated(const Request& request, std::string_view etag, Response& response) {
  response.fields.append("Cache-Control: no-cache\r\nETag: ").append(etag).append("\r\n");
  response.content_type = "application/json";
  if (!etag_matches(request.if_none_match, etag)) return;
  response.status = 304;
  response.content_type = {};
}

}  // namespace skranke::http::api
