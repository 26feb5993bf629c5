// Opens a PostgreSQL database: a pool of connections, and conflicts that are tried again.
#pragma once

#include <memory>
#include <string>

#include "storage/database.hpp"

namespace skranke::storage::postgres {

// See open_database.
[[nodiscard]] Outcome<std::unique_ptr<Database>> open(const std::string& url, const Options& options);

}  // namespace skranke::storage::postgres
