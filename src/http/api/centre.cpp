// GET /api/v1/centres/{id}: one centre.
#include "http/api/problems.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

void centre(const Context& context, const Call& call, Response& response) {
  const auto* found = context.centres.find(call.id);
  if (found == nullptr) {
    return write_missing(response,
                         {base::Fault::not_found,
                          "There is no centre of this id; GET /api/v1/centres has those that there are.",
                          {}});
  }
  const Document& document =
      context.centre_texts.documents[static_cast<std::size_t>(found - context.centres.all().data())];
  response.file = document.text;
  send_validated(call.request, document.etag, response);
}

}  // namespace skranke::http::api
