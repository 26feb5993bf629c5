// One handler before another, and what every origin asks of requests that change something.
#pragma once

#include <functional>

#include "http/server/response.hpp"

namespace skranke::http::api {

// Answers what `first` answers, which says so with true, and leaves every other request to `rest`.
[[nodiscard]] Handler before(std::function<bool(const Request&, Response&)> first, Handler rest);

// Of a path that can only be read: false, and the answer is written, to OPTIONS and to any method but GET and
// HEAD.
[[nodiscard]] bool is_read(const Request& request, Response& response);

// False, and the answer is written, where a browser says that another site's page sends a request that
// changes something.
[[nodiscard]] bool is_from_here(const Request& request, Response& response);

}  // namespace skranke::http::api
