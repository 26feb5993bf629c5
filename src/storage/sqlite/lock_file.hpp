// The lock that lets one process at a time write to a database.
//
// It is a file of its own, PATH-lock: closing any descriptor of the database file itself would let go of
// SQLite's locks on it. The kernel lets go of it when the process ends, however that happens.
#pragma once

#include <string>

#include "storage/fault.hpp"

namespace skranke::storage::sqlite {

class LockFile {
 public:
  // FaultKind::unavailable where this or another process has the database open already.
  [[nodiscard]] static Outcome<LockFile> take(const std::string& database_path);

  LockFile(LockFile&& other) noexcept;
  LockFile(const LockFile&) = delete;
  LockFile& operator=(LockFile&&) = delete;
  LockFile& operator=(const LockFile&) = delete;
  ~LockFile();

 private:
  explicit LockFile(int descriptor) : descriptor_{descriptor} {}

  int descriptor_;
};

}  // namespace skranke::storage::sqlite
