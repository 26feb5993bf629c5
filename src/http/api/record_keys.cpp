#include "http/api/record_keys.hpp"

#include <memory>
#include <utility>

#include "http/api/before.hpp"
#include "http/api/document.hpp"
#include "http/api/etag.hpp"
#include "http/api/problems.hpp"

namespace skranke::http::api {
namespace {

constexpr std::string_view path = "/api/v1/record-keys";

void answer(const Request& request, const Document& keys, Response& response) {
  if (!is_read(request, response)) return;
  response.fields.append("Cache-Control: public, max-age=300\r\nETag: ").append(keys.etag).append("\r\n");
  if (etag_matches(request.if_none_match, keys.etag)) {
    response.status = 304;
    return;
  }
  response.content_type = "application/jwk-set+json";
  response.file = keys.text;
}

}  // namespace

Handler before_record_keys(std::string key_set, Handler rest) {
  auto keys = std::make_shared<const Document>(make_document(std::move(key_set)));
  return before(
      [keys = std::move(keys)](const Request& request, Response& response) {
        if (request.path != path) return false;
        response.route = path;
        answer(request, *keys, response);
        return true;
      },
      std::move(rest));
}

std::vector<RouteName> record_keys_route_names() {
  return {{.method = "GET", .path = path, .parameters = {}}};
}

}  // namespace skranke::http::api
