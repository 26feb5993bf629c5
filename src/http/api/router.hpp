// The HTTP API and the pages, as one handler for the server.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "centre/directory.hpp"
#include "codec/policy_json.hpp"
#include "http/api/route_names.hpp"
#include "http/api/static_files.hpp"
#include "http/server/response.hpp"
#include "policy/catalogue.hpp"

namespace skranke::http::api {

// Today in the policies' time zone. Called for every request that needs it, from any thread; has to be cheap.
using Clock = std::function<base::Day()>;

// A language that policies have all their texts in.
struct Language {
  std::string code;       // "da"
  codec::TextOf text_of;  // asked only while the router is made
};

// Routes requests to the files of this folder. The catalogue and the centres are borrowed and must outlive
// the handler; what is sent of them (policies, centres, their ETags) is written once, here.
[[nodiscard]] Handler make_router(const policy::Catalogue& catalogue, const centre::Directory& centres,
                                  StaticFiles files, Clock clock,
                                  const std::vector<Language>& languages = {});

// Every route but the pages.
[[nodiscard]] std::vector<RouteName> route_names();

}  // namespace skranke::http::api
