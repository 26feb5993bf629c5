#include "http/api/before.hpp"

#include <memory>
#include <utility>

#include "http/api/problems.hpp"

namespace skranke::http::api {
namespace {

constexpr Refusal from_elsewhere{403, "from-elsewhere", "The request comes from another site",
                                 "What changes something is taken from our own pages only."};

}  // namespace

Handler before(std::function<bool(const Request&, Response&)> first, Handler rest) {
  auto others = std::make_shared<const Handler>(std::move(rest));
  return {.answer =
              [first = std::move(first), others](const Request& request, Response& response) {
                if (!first(request, response)) others->answer(request, response);
              },
          .body_bytes_max = others->body_bytes_max};
}

bool is_read(const Request& request, Response& response) {
  if (request.method == Method::get || request.method == Method::head) return true;
  response.fields = "Allow: GET, OPTIONS\r\n";
  if (request.method == Method::options) {
    response.status = 204;
  } else {
    write_problem(response, wrong_method);
  }
  return false;
}

bool is_from_here(const Request& request, Response& response) {
  if (request.method == Method::get || request.method == Method::head || request.sec_fetch_site.empty() ||
      request.sec_fetch_site == "same-origin" || request.sec_fetch_site == "none")
    return true;
  write_problem(response, from_elsewhere);
  return false;
}

}  // namespace skranke::http::api
