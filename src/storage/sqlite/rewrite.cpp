#include "storage/sqlite/rewrite.hpp"

#include <filesystem>
#include <system_error>

#include <sqlite3.h>

#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/faults.hpp"
#include "storage/sqlite/lock_file.hpp"

namespace skranke::storage::sqlite {

Outcome<void> rewrite_database(const std::string& given) {
  std::error_code failed;
  const std::string path = std::filesystem::weakly_canonical(given, failed).string();
  const auto lock = lock_for_writing(path);
  if (!lock) return std::unexpected{lock.error()};
  const auto connection = Connection::open(path, Role::writer);
  if (!connection) return std::unexpected{connection.error()};
  // A copy of the whole database would not fit into memory.
  if (auto set = (*connection)->execute("pragma temp_store=file;"); !set) return set;
  if (auto done = (*connection)->execute("vacuum"); !done) return done;
  const int code = sqlite3_wal_checkpoint_v2((*connection)->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                             nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected{fault_of(code, (*connection)->handle())};
  return {};
}

}  // namespace skranke::storage::sqlite
