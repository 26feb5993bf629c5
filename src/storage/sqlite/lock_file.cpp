#include "storage/sqlite/lock_file.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace skranke::storage::sqlite {

Outcome<LockFile> LockFile::take(const std::string& database_path) {
  std::string path{database_path};
  path += "-lock";
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return fail(FaultKind::unavailable, path.append(" can't be opened: ").append(std::strerror(errno)));
  }
  LockFile lock{descriptor};
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return fail(
        FaultKind::unavailable,
        path.append(" is held: a program has this database open for writing, and there can be one only"));
  }
  return lock;
}

LockFile::LockFile(LockFile&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

LockFile::~LockFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace skranke::storage::sqlite
