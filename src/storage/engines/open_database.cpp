// Which engine an address names.
#include <string>

#include "storage/database.hpp"
#include "storage/postgres/open.hpp"
#include "storage/sqlite/open.hpp"

namespace skranke::storage {

Outcome<std::unique_ptr<Database>> open_database(std::string_view url, const Options& options) {
  constexpr std::string_view sqlite_scheme = "sqlite:";
  if (url.starts_with(sqlite_scheme) && url.size() > sqlite_scheme.size()) {
    return sqlite::open(std::string{url.substr(sqlite_scheme.size())}, options);
  }
  if (url.starts_with("postgresql://")) return postgres::open(std::string{url}, options);
  return fail(FaultKind::invalid, "a database is sqlite:PATH or postgresql://…");
}

}  // namespace skranke::storage
