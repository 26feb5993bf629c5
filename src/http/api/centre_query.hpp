// The query of a search for centres.
#pragma once

#include "base/result.hpp"
#include "centre/search.hpp"
#include "http/api/query.hpp"

namespace skranke::http::api {

// "?q=&postcode=&near=lat,lon&limit=", in this order of Query::values. Problem: invalid_value, which says
// what would be right and repeats nothing.
[[nodiscard]] base::Result<centre::Wanted> read_centre_query(const Query& query);

}  // namespace skranke::http::api
