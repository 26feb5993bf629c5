// `skranke migrate`: a centre's SQLite database into PostgreSQL, verified by the root of its log.
#pragma once

#include <string>

namespace skranke::app {

struct MigrateArguments {
  std::string from;  // "sqlite:PATH"; nobody serves it meanwhile
  std::string to;    // "postgresql://…"; never used
  bool is_quiet = false;
};

// Audits the one, copies it in one transaction, audits the other, and tells size and root as JSON. Exit 1:
// what is in a database is not what its log says, or the roots differ. Exit 5: nothing was copied.
[[nodiscard]] int run_migrate(const MigrateArguments& arguments);

}  // namespace skranke::app
