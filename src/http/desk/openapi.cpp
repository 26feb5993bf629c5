// GET /desk/v1/openapi.json: what the officers' API is, for programs.
#include "http/api/document.hpp"
#include "http/desk/routes.hpp"

namespace skranke::http::desk {

void openapi(const Request& request, Response& response) {
  static const api::Document description = api::make_document(std::string{openapi_text()});
  api::send_document(request, description, response);
}

}  // namespace skranke::http::desk
